/// Something to say about a line of a batch script.
package struct ScriptFinding: Sendable, Equatable, Codable {
  /// How serious it is.
  package enum Severity: String, Sendable, Codable {
    /// What a directive means.
    case note
    /// sbatch accepts it without a word, and it is hardly meant.
    case warning
    /// sbatch refuses it.
    case error
  }

  /// The line, counted from 1.
  package var line: Int
  /// How serious it is.
  package var severity: Severity
  /// What is there, as a sentence.
  package var sentence: String
  /// What to write instead, as a sentence; `nil` if there is nothing to change.
  package var fix: String?

  /// The finding and its fix.
  package var words: String { fix.map { "\(sentence) \($0)" } ?? sentence }

  /// Makes a finding.
  package init(_ line: Int, _ severity: Severity, _ sentence: String, fix: String? = nil) {
    self.line = line
    self.severity = severity
    self.sentence = sentence
    self.fix = fix
  }
}

/// What the check of a script asks of the machine.
package struct ScriptFacts: Sendable {
  /// The script's name, for sbatch's own sentences.
  package var file: String
  /// The folder that the script is submitted from, as it is typed into a shell; empty for the current one.
  package var folder = ""
  /// Whether there is a folder at a path, seen from where the script is submitted; `nil` if nobody has looked.
  package var isFolderThere: @Sendable (String) -> Bool?
  /// Whether there is a program at a path.
  package var isProgram: @Sendable (String) -> Bool
  /// The cores of the node, if the job runs on the stand-in.
  package var cpus: Int?

  /// Sets the facts. Without any, everything is there.
  package init(
    file: String = "job.sb", cpus: Int? = nil, isFolder: @escaping @Sendable (String) -> Bool? = { _ in nil },
    isProgram: @escaping @Sendable (String) -> Bool = { _ in true }
  ) {
    self.file = file
    self.cpus = cpus
    isFolderThere = isFolder
    self.isProgram = isProgram
  }
}

extension BatchScript {
  /// Everything there is to say about the script, line by line: what its directives mean, what sbatch refuses, and what it
  /// accepts although it is hardly meant.
  package func findings(_ facts: ScriptFacts = ScriptFacts()) -> [ScriptFinding] {
    if let refusal { return [findings(of: refusal)] }
    var findings = firstLine(facts) + lookalikes()
    var check = DirectiveCheck(script: self, facts: facts)
    findings += check.run()
    findings += lateDirectives() + body(check.request, tried: check.tried)
    return findings.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
  }

  /// The finding for a file that sbatch doesn't take at all.
  private func findings(of refusal: SubmissionRefusal) -> ScriptFinding {
    if refusal == .notAScript {
      let hasOne = lines.contains { $0.starts(with: "#!".utf8) }
      return ScriptFinding(
        1, .error, "The script doesn't begin with the path of an interpreter, so sbatch refuses it.",
        fix: hasOne
          ? "Move the line that begins with #! to the very top, without anything before it."
          : "Write #!/bin/bash as the first line.")
    }
    if bytes.isEmpty || bytes.allSatisfy(isSpace) {
      return ScriptFinding(1, .error, "The script is empty.", fix: "Begin it with the line #!/bin/bash.")
    }
    if let index = lines.firstIndex(where: { $0.contains(0) }) {
      return ScriptFinding(
        index + 1, .error, "There is a zero byte, which sbatch refuses.", fix: "Save the script as plain text in UTF-8."
      )
    }
    let line = lines.firstIndex { $0.last == UInt8(ascii: "\r") } ?? 0
    return ScriptFinding(
      line + 1, .error, "This line ends as on Windows, which sbatch refuses.",
      fix: "Save the script with Unix line ends, or run sed -i 's/\\r$//' on it.")
  }
}
