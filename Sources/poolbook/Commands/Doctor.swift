import ArgumentParser
import Canvas
import Experiments
import Glibc
import Lessons
import Posix
import PythonCells
import Terminal
import Text
import WorkerPool

/// `poolbook doctor`: what the workbook can use on this machine, what is missing, and how to fix that.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what the workbook can use on this machine, and what is missing.")

  func run() throws {
    let terminal = TerminalSurvey.now()
    var findings = Self.terminal(terminal)
    findings += [Self.cores(), Self.python(), Self.limits(), Self.slurm(), Self.editor(), Self.folder()]
    var lines: [String] = []
    for finding in findings {
      lines.append("\(fit(finding.fix == nil ? "ok" : "--", to: 4))\(fit(finding.subject, to: 10))\(finding.state)")
      if let fix = finding.fix { lines.append("\(fit("", to: 14))\(fix)") }
    }
    let missing = findings.count { $0.fix != nil }
    lines.append(
      missing == 0
        ? "Everything is fine."
        : "\(missing) of \(findings.count) \(missing == 1 ? "needs" : "need") attention; see the hints above.")
    try StandardOutput.print(lines)
  }

  /// One thing that was examined.
  private struct Finding {
    var subject: String
    var state: String
    /// What to do about it; `nil` if it is fine.
    var fix: String?
  }

  private static func terminal(_ survey: TerminalSurvey) -> [Finding] {
    [
      Finding(subject: "terminal", state: name(survey), fix: terminalFix(survey)), colors(survey),
      Finding(
        subject: "text",
        state: survey.isUTF8 ? "UTF-8" : "ASCII only, because of LC_ALL=\(Environment.value("LC_ALL") ?? "")",
        fix: survey.isUTF8
          ? nil : "To see lines and the letters of all languages, unset LC_ALL or export LC_ALL=C.UTF-8"),
      size(survey),
    ]
  }

  private static func name(_ survey: TerminalSurvey) -> String {
    guard let name = survey.name else { return "TERM is not set" }
    return survey.isKnown ? name : "\(name), which is not known on this machine"
  }

  private static func terminalFix(_ survey: TerminalSurvey) -> String? {
    if survey.name == nil || !survey.isKnown {
      return "Set TERM, for example export TERM=xterm-256color, or install ncurses-term; or use poolbook --plain"
    }
    return survey.canMoveCursor ? nil : "It can't move its cursor: use poolbook --plain, or another terminal"
  }

  private static func colors(_ survey: TerminalSurvey) -> Finding {
    let none = "workers can be told apart by their numbers"
    if Environment.value("NO_COLOR") != nil { return Finding(subject: "colours", state: "off, by NO_COLOR; \(none)") }
    return Finding(subject: "colours", state: survey.colors >= 8 ? "\(survey.colors)" : "none; \(none)")
  }

  private static func size(_ survey: TerminalSurvey) -> Finding {
    guard let size = survey.size else {
      return Finding(
        subject: "size", state: "standard output is not a terminal",
        fix: "The workbook needs one; poolbook --plain also works through a pipe")
    }
    let fits = size.width >= 60 && size.height >= 20
    return Finding(
      subject: "size", state: "\(size.width) columns, \(size.height) rows",
      fix: fits ? nil : "The workbook needs 60 columns and 20 rows: enlarge the window, or use poolbook --plain")
  }

  private static func cores() -> Finding {
    let all = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    let usable = UsableCores.now()
    let shortfall = usable.shortfall.map { "; \($0)" } ?? ""
    return Finding(subject: "cores", state: "\(usable.why); the machine has \(max(1, all))\(shortfall)")
  }

  private static func python() -> Finding {
    let lessons = BuiltInLesson.all.keys.sorted().compactMap { try? LessonSource.lesson($0) }
    let facts = PythonFacts.find(needs: lessons.reduce(into: []) { $0.formUnion($1.neededModules) })
    guard let python = facts.used else {
      return Finding(
        subject: "python", state: "your own programs can't run, and the experiments don't need it", fix: facts.problem)
    }
    let numpy = python.numpy.map { "with NumPy \($0)" } ?? "without NumPy"
    let missing = facts.missing.sorted().joined(separator: ", ")
    return Finding(
      subject: "python", state: "\(python.version) \(numpy), \(python.executable)",
      fix: missing.isEmpty
        ? nil
        : "The lesson also has programs with \(missing): install \(facts.missing.count == 1 ? "it" : "them"), or name "
          + "another Python with POOLBOOK_PYTHON")
  }

  /// What holds a program of the student's.
  private static func limits() -> Finding {
    let processes =
      geteuid() == 0
      ? "for root, the system has no limit of processes: they are only counted" : "the system limits its processes, too"
    let group = CgroupLimits.now()
    let shared = group.words.map { "; all of your programs here share \($0)" } ?? ""
    return Finding(
      subject: "limits",
      state: "a program of yours may use 60 s and \(formatFixed(Double(CellLimits().memory) / 1e9, digits: 1)) GB; "
        + processes + shared)
  }

  private static func slurm() -> Finding {
    if let job = Environment.value("SLURM_JOB_ID") { return Finding(subject: "slurm", state: "inside job \(job)") }
    return Finding(
      subject: "slurm",
      state: findProgram("sbatch").map { "sbatch is \($0)" }
        ?? "not installed; you can read and answer the batch section without it")
  }

  private static func editor() -> Finding {
    guard let command = ExternalEditor.command else {
      return Finding(
        subject: "editor", state: "neither VISUAL nor EDITOR is set",
        fix: "The workbook has its own editor; to use yours, set EDITOR, for example export EDITOR=nano")
    }
    let program = command.split(separator: " ").first.map(String.init) ?? command
    return Finding(
      subject: "editor", state: command,
      fix: findProgram(program) == nil ? "There is no program \(program): install it, or set EDITOR to another" : nil)
  }

  private static func folder() -> Finding {
    let isWritable = access(".", W_OK) == 0
    return Finding(
      subject: "folder", state: isWritable ? "you can write to this folder" : "you can't write to this folder",
      fix: isWritable ? nil : "Your answers need a folder: change to one of yours, or name one with --folder")
  }
}
