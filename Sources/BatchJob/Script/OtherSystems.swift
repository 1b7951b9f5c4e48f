/// Translates directives of other batch systems to options of sbatch, as sbatch does.
func translated(_ words: [String], of kind: DirectiveKind) throws(SubmissionRefusal) -> [(SubmissionOption, String?)] {
  let takesValue = kind == .pbs ? "aAcCejJklmMNopqrStuvW" : "cemMnoqWJ"
  let takesNone = kind == .pbs ? "hIVz" : "x"
  var options: [(SubmissionOption, String?)] = []
  var index = 0
  while index < words.count {
    let word = words[index]
    index += 1
    guard word.hasPrefix("-"), word.count > 1 else { throw .error("Invalid argument: \(word)") }
    if kind == .lsf, longLSFOptions.contains(String(word.drop { $0 == "-" })) {
      if word.hasSuffix("cwd") { options += option("chdir", words[safe: index]) }
      index += 1
      continue
    }
    guard !word.hasPrefix("--") else { throw unrecognized("unrecognized option '\(word)'") }
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      if takesNone.contains(letter) {
        options += translation(of: letter, "", kind)
        continue
      }
      guard takesValue.contains(letter) else { throw unrecognized("invalid option -- '\(letter)'") }
      if letters.isEmpty {
        guard let value = words[safe: index] else { throw unrecognized("option requires an argument -- '\(letter)'") }
        options += translation(of: letter, value, kind)
        index += 1
      } else {
        options += translation(of: letter, String(letters), kind)
      }
      break
    }
  }
  return options
}

private let longLSFOptions: Set<String> = ["cwd", "error_file", "output_file"]

private func unrecognized(_ line: String) -> SubmissionRefusal {
  SubmissionRefusal(text: "sbatch: \(line)\nsbatch: error: Unrecognized command line parameter ?\n", code: 1)
}

private func option(_ name: String, _ value: String?) -> [(SubmissionOption, String?)] {
  SubmissionOption.named(name).map { [($0, value)] } ?? []
}

private func translation(of letter: Character, _ value: String, _ kind: DirectiveKind) -> [(SubmissionOption, String?)]
{
  if kind == .lsf {
    switch letter {
    case "e": return option("error", value)
    case "o": return option("output", value)
    case "J": return option("job-name", value)
    case "m": return option("nodelist", value)
    case "M": return option("mem-per-cpu", "\(value)K")
    case "n": return option("ntasks", value)
    case "q": return option("partition", value)
    case "W": return option("time", value)
    case "x": return option("exclusive", nil)
    default: return []
    }
  }
  switch letter {
  case "a": return option("begin", value)
  case "A": return option("account", value)
  case "e": return option("error", value)
  case "h": return option("hold", nil)
  case "J", "t": return option("array", value)
  case "l": return value.split(separator: ",").flatMap { resource(String($0)) }
  case "m": return mail(value)
  case "M": return option("mail-user", value)
  case "N": return option("job-name", value)
  case "o": return option("output", value)
  case "p": return option("nice", value)
  case "q": return option("partition", value)
  default: return []
  }
}

/// One of the resources behind `-l`, such as `walltime=1:00:00`, or `nodes=1:ppn=2`.
private func resource(_ text: String) -> [(SubmissionOption, String?)] {
  let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
  guard parts.count == 2 else { return [] }
  switch parts[0] {
  case "walltime": return option("time", parts[1])
  case "mem": return option("mem", parts[1])
  case "file": return option("tmp", parts[1])
  case "nice": return option("nice", parts[1])
  case "nodes", "select":
    let pieces = parts[1].split(separator: ":").map(String.init)
    var options = option("nodes", pieces.first)
    for piece in pieces.dropFirst() {
      let value = String(piece.drop { $0 != "=" }.dropFirst())
      if piece.hasPrefix("ppn=") {
        // `nodes=2:ppn=4` are eight tasks.
        let nodes = pieces.first.flatMap { Int($0) } ?? 1
        if let tasks = Int(value) { options += option("ntasks", String(nodes &* tasks)) }
      } else if piece.hasPrefix("mpiprocs=") {
        options += option("ntasks-per-node", value)
      } else if piece.hasPrefix("ncpus=") {
        options += option("mincpus", value)
      }
    }
    return options
  case "ncpus": return option("mincpus", parts[1])
  default: return []
  }
}

private func mail(_ letters: String) -> [(SubmissionOption, String?)] {
  let kinds: [Character: String] = ["a": "FAIL", "b": "BEGIN", "e": "END", "n": "NONE"]
  let words = letters.compactMap { kinds[$0] }
  return words.isEmpty ? [] : option("mail-type", words.joined(separator: ","))
}

extension Array {
  /// The element, or `nil` beyond the end.
  fileprivate subscript(safe index: Int) -> Element? { index < count ? self[index] : nil }
}
