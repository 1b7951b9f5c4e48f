package import BatchJob
internal import Experiments
package import LessonFormat
internal import Text

/// The check of a batch file that answers a question: what its directives mean, what sbatch refuses, and what sbatch
/// accepts although it is hardly meant.
package struct ScriptCheck: Sendable, Equatable {
  /// The text that was checked.
  package let text: String
  /// Everything there is to say, line by line.
  package let findings: [ScriptFinding]
  /// The paths that the findings depend on.
  package let paths: Set<String>
  /// Whether the text is the one that the question starts with, in which nobody has made a mistake yet.
  package let isStarter: Bool

  /// The longest text that is checked, in bytes. Nobody writes a longer batch file, and a check must not delay a key.
  package static let longest = 64 << 10

  /// What to say instead of checking a longer text.
  package static let tooLong =
    "This file is too long to be checked here; poolbook batch script --check checks it."

  /// Checks the text of a question's answer.
  ///
  /// - Parameters:
  ///   - folder: The student's folder.
  ///   - known: What is at the paths that scripts name, seen from there.
  /// - Returns: `nil` if the answer isn't a batch file or is too long.
  package init?(_ text: String, of question: Question, in folder: String, known: [String: PathFacts] = [:]) {
    guard let name = question.fileName, question.isBatchFile(text), text.utf8.count <= Self.longest else { return nil }
    self.text = text
    let place = shellPath(folder)
    (findings, paths) = BatchScript(text).findings(
      file: name, folder: place == "." ? "" : commandLine([place]), known: known)
    isStarter = text.utf8.elementsEqual(question.starter.utf8)
  }

  /// What sbatch refuses, and what is hardly meant; empty for the starter text.
  package var complaints: [ScriptFinding] { isStarter ? [] : findings.filter { $0.severity != .note } }

  /// How serious the complaints about each line are, by the number of the line.
  package var marks: [Int: ScriptFinding.Severity] {
    Dictionary(complaints.map { ($0.line, $0.severity) }) { $0 == .error ? $0 : $1 }
  }

  /// What there is to say about a line, counted from 1, the most serious first.
  package func words(at line: Int) -> String {
    let here = findings.filter { $0.line == line && !(isStarter && $0.severity == .warning) }
    let order: [ScriptFinding.Severity] = [.error, .warning, .note]
    return order.flatMap { severity in here.filter { $0.severity == severity }.map(\.words) }.joined(separator: " ")
  }

  /// How many errors and warnings there are, and where the first one is.
  ///
  /// - Parameter marks: The marks of errors and of warnings at their lines, if there are marks.
  package func summary(marks: (error: Character, warning: Character)? = nil) -> String {
    if isStarter { return "Each line is checked as you write it." }
    guard let first = complaints.map(\.line).min() else { return "No mistakes found." }
    let kinds = [("error", ScriptFinding.Severity.error, marks?.error), ("warning", .warning, marks?.warning)]
    let counts = kinds.compactMap { name, severity, mark -> String? in
      let count = complaints.count { $0.severity == severity }
      return count == 0 ? nil : counted(count, name) + (mark.map { " (\($0))" } ?? "")
    }
    return "\(counts.joined(separator: ", ")); \(complaints.count == 1 ? "it" : "the first") is in line \(first)."
  }
}

extension Question {
  /// Whether an answer to this question is a batch file: by its name, or because it is a shell script with directives.
  package func isBatchFile(_ text: String) -> Bool {
    guard let fileName else { return false }
    return fileName.hasSuffix(".sb") || language == "bash" && text.hasPrefix("#!") && text.contains("\n#SBATCH")
  }
}
