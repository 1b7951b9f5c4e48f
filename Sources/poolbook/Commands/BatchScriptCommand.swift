import ArgumentParser
import BatchJob
import Glibc
import LessonFormat
import Posix
import Text

/// `poolbook batch script`: the lesson's batch file, or the check of one.
struct BatchScriptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "script", abstract: "Print the lesson's batch file, or check yours.",
    discussion: """
      The check explains each directive at its line, and names what sbatch refuses and what it accepts although it is \
      hardly meant. It exits with 1 if there is an error; warnings alone don't count.
      """)

  @OptionGroup var options: LessonOptions

  @Flag(help: "Print the complete file instead of the one to fill in.")
  var complete = false

  @Option(help: ArgumentHelp("Check this batch file.", valueName: "file"))
  var check: String?

  func run() throws {
    if let check { return try report(check) }
    let (lesson, _) = try options.find()
    guard let text = lesson.batchScript(complete: complete) else {
      throw Refusal("The lesson \(lesson.id) has no batch file; name one that has, such as sharing-work.")
    }
    try StandardOutput.write(text)
  }

  private func report(_ path: String) throws {
    let shown = visible(path, onOneLine: true)
    let bytes: [UInt8]
    do throws(FileError) { bytes = try readFile(path, limit: 4 << 20) } catch {
      throw Refusal("\(shown) can't be read (\(error.reason)); name a batch file.")
    }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let facts = ScriptFacts(
      file: path, isFolder: { Self.isFolder($0.hasPrefix("/") ? $0 : folder + $0) },
      isProgram: { access($0, X_OK) == 0 })
    let findings = BatchScript(bytes).findings(facts)
    try StandardOutput.print(
      findings.map { finding in
        let kind = finding.severity == .note ? "" : " \(finding.severity):"
        return "\(shown):\(finding.line):\(kind) \(finding.sentence)" + (finding.fix.map { " \($0)" } ?? "")
      })
    let errors = findings.count { $0.severity == .error }
    if errors > 0 { throw Refusal("\(counted(errors, "error")) in \(shown); sbatch refuses the script as it is.") }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

extension Lesson {
  /// The lesson's batch file as the student finds it, or complete as the solution has it; `nil` if there is none.
  func batchScript(complete: Bool) -> String? {
    for question in questions {
      guard case .file(let name, _, let starter) = question.kind, name.hasSuffix(".sb") else { continue }
      if !complete { return starter.hasSuffix("\n") ? starter : starter + "\n" }
      for case .code(_, let text) in question.solution { return text.hasSuffix("\n") ? text : text + "\n" }
    }
    return nil
  }
}
