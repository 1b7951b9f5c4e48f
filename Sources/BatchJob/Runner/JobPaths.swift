/// The files of a job: the patterns of the request with the job's own values.
package struct JobPaths: Sendable {
  /// The job.
  package var job: JobRecord
  /// The name of the machine that it runs on, up to the first dot.
  package var host: String

  /// Describes the files of a job.
  package init(_ job: JobRecord, host: String) {
    self.job = job
    self.host = String(host.prefix { $0 != "." })
  }

  /// Where the output goes.
  package var output: String { path(outputPattern) }
  /// Where errors go.
  package var error: String { path(job.request.error ?? outputPattern) }
  /// Where standard input comes from.
  package var input: String { path(job.request.input ?? "/dev/null") }

  /// The output's path as `scontrol` shows it, which replaces less than the job does.
  package var shownOutput: String { shown(outputPattern) }
  /// The path for errors as `scontrol` shows it.
  package var shownError: String { shown(job.request.error ?? outputPattern) }
  /// The path of the input as `scontrol` shows it.
  package var shownInput: String { shown(job.request.input ?? "/dev/null") }

  private var outputPattern: String {
    job.request.output ?? (job.array == nil ? "slurm-%j.out" : "slurm-%A_%a.out")
  }

  private func path(_ pattern: String) -> String {
    if pattern.lowercased() == "none" { return "/dev/null" }
    return absolute(pattern.contains("\\") ? unescaped(pattern) : replaced(pattern))
  }

  /// The pattern without its backslashes, of which two mean one. Marks in it stay as they are.
  private func unescaped(_ pattern: String) -> String {
    var text = ""
    var rest = pattern[...]
    while let character = rest.popFirst() {
      guard let shown = character == "\\" ? rest.popFirst() : character else { break }
      text.append(shown)
    }
    return text
  }

  private func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "\(job.folder)/\(path)" }

  private func shown(_ pattern: String) -> String {
    if pattern.lowercased() == "none" { return "/dev/null" }
    var text = absolute(pattern)
    for (mark, value) in [
      ("%A", "\(arrayID)"), ("%a", arrayIndex), ("%j", "\(job.id)"), ("%u", job.user), ("%x", job.name),
    ] {
      text = text.replacing(mark, with: value)
    }
    return text
  }

  private var arrayID: Int { job.array?.id ?? job.id }
  /// Without an array, SLURM shows the number that means none.
  private var arrayIndex: String { String(job.array?.index ?? 4_294_967_294) }

  private func replaced(_ pattern: String) -> String {
    var text = ""
    var rest = pattern[...]
    while let character = rest.popFirst() {
      guard character == "%" else {
        text.append(character)
        continue
      }
      let width = rest.prefix { ("0"..."9").contains($0) }
      let mark = rest.dropFirst(width.count).first
      guard let mark, let value = value(mark) else {
        // An unknown mark stays as it is.
        if rest.first == "%" { rest.removeFirst() }
        text.append("%")
        continue
      }
      rest = rest.dropFirst(width.count + 1)
      let isNumber = "jJAant".contains(mark)
      text += isNumber ? padded(Int(value) ?? 0, min(Int(width) ?? 0, 10)) : value
    }
    return text
  }

  private func value(_ mark: Character) -> String? {
    switch mark {
    case "A": String(arrayID)
    case "a": arrayIndex
    case "j", "J": String(job.id)
    case "N": host
    case "n", "t": "0"
    case "s": "batch"
    case "u": job.user
    case "x": job.name
    default: nil
    }
  }
}
