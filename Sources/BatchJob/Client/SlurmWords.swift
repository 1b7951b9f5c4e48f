/// The words for sbatch, without those that this program follows itself.
struct SlurmWords {
  /// What comes before the script.
  private(set) var options: [String] = []
  /// The script and its arguments.
  private(set) var rest: [String] = []
  /// Whether sbatch was asked to wait. It asks rarely when it waits; this program waits with shorter pauses.
  private(set) var waits = false
  /// Whether sbatch was asked to say nothing. Then it wouldn't say the job's id either.
  private(set) var isQuiet = false
  /// Whether sbatch was asked for a text about itself.
  private var asksForText = false
  /// The user's comment.
  private var comment: String?

  init(_ words: [String]) {
    var reader = OptionReader(words)
    var kept: [String?] = words
    var letters: [Int: [Character]] = [:]
    while let found = try? reader.next() {
      let letter: Character
      switch found.option.name {
      case "wait": (waits, letter) = (true, "W")
      case "quiet": (isQuiet, letter) = (true, "Q")
      case "help", "usage", "version":
        asksForText = true
        continue
      case "comment":
        comment = found.value
        for index in found.word..<reader.position { kept[index] = nil }
        continue
      default: continue
      }
      if words[found.word].hasPrefix("--") {
        kept[found.word] = nil
      } else {
        letters[found.word, default: []].append(letter)
      }
    }
    // Several letters may share a word, as in -QW.
    for (index, removed) in letters {
      var word = words[index]
      for letter in removed {
        if let place = word.firstIndex(of: letter) { word.remove(at: place) }
      }
      kept[index] = word == "-" ? nil : word
    }
    options = kept.prefix(reader.position).compactMap { $0 }
    rest = Array(words.dropFirst(reader.position))
  }

  /// Whether sbatch reads the script from standard input.
  var readsStandardInput: Bool { rest.isEmpty && !asksForText && !options.contains { $0.hasPrefix("--wrap") } }

  /// All words, with a comment that begins with this mark.
  func marked(_ mark: String) -> [String] {
    ["--comment=\(mark)\(comment.map { " \($0)" } ?? "")"] + options + rest
  }
}

/// The id in sbatch's output: the last line that is a number, with or without a cluster's name. A site's own lines may
/// come before it. `nil` if there is none.
func submittedID(_ output: String) -> String? {
  output.split(separator: "\n").last { $0.wholeMatch(of: #/[0-9]+(;.*)?/#) != nil }
    .map { String($0.prefix { $0 != ";" }) }
}
