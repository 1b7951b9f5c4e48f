/// Looks for folders that a job needs before it starts: without them it fails and leaves no file that says why.
struct PathCheck {
  var request: BatchRequest
  /// The line of each option.
  var lines: [String: Int]
  var facts: ScriptFacts

  var findings: [ScriptFinding] {
    let base = request.chdir ?? ""
    if let line = lines["chdir"], !base.isEmpty, !facts.isFolder(base) {
      return [
        ScriptFinding(
          line, .warning,
          "There is no folder \(quoted(base)), so the job fails before its first command, without any output.",
          fix: "Make it first: mkdir -p \(joined(base, facts.folder)).")
      ]
    }
    return ["output", "error", "input"].compactMap { finding($0, base) }
  }

  private func finding(_ option: String, _ base: String) -> ScriptFinding? {
    let pattern = option == "output" ? request.output : option == "error" ? request.error : request.input
    guard let line = lines[option], let pattern, pattern.lowercased() != "none" else { return nil }
    if pattern.hasSuffix("/") || facts.isDirectory(joined(pattern, base)) {
      return ScriptFinding(
        line, .warning, "\(quoted(pattern)) is a folder, so the job fails before its first command.",
        fix: "Name a file in it, such as \(pattern.hasSuffix("/") ? pattern : pattern + "/")slurm-%j.out.")
    }
    if pattern.contains("%x"), request.name?.contains("/") ?? false {
      return ScriptFinding(
        line, .warning, "The job's name has a slash, so %x names a folder that isn't there, and the job fails.",
        fix: "Leave the slash out of the job's name.")
    }
    guard let slash = pattern.lastIndex(of: "/"), slash != pattern.startIndex else { return nil }
    let folder = String(pattern[..<slash])
    guard !folder.contains("%"), !facts.isFolder(joined(folder, base)) else { return nil }
    return ScriptFinding(
      line, .warning,
      "There is no folder \(quoted(folder)), so the job fails before its first command; mkdir in the script comes too late.",
      fix: "Make it before you submit the job: mkdir -p \(joined(joined(folder, base), facts.folder)).")
  }

  private func joined(_ path: String, _ base: String) -> String {
    path.hasPrefix("/") || base.isEmpty ? path : "\(base)/\(path)"
  }
}

extension ScriptFacts {
  /// Whether there is a folder, as far as anybody knows.
  fileprivate func isFolder(_ path: String) -> Bool { isFolderThere(path) ?? true }

  /// Whether a path that should be a file is a folder.
  fileprivate func isDirectory(_ path: String) -> Bool { isFolderThere(path) ?? false }
}
