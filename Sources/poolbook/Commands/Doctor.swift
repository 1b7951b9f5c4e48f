import ArgumentParser
import Canvas
import Glibc
import Terminal
import Text
import WorkerPool

/// `poolbook doctor`: what this machine offers, what is missing, and the mend.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what this machine offers the workbook, and what is missing.")

  func run() throws {
    let terminal = TerminalSurvey.now()
    var findings = Self.terminal(terminal)
    findings += [Self.cores(), Self.python(), Self.slurm(), Self.editor(), Self.folder()]
    let ascii = !terminal.isUTF8
    for finding in findings {
      print(
        visible(
          "\(fit(finding.mend == nil ? "ok" : "--", to: 4))\(fit(finding.what, to: 10))\(finding.state)", ascii: ascii))
      if let mend = finding.mend { print(visible("\(fit("", to: 14))\(mend)", ascii: ascii)) }
    }
    let missing = findings.count { $0.mend != nil }
    print(
      missing == 0
        ? "Everything is here." : "\(missing) of \(findings.count) could be better; what to do stands below each.")
  }

  /// One thing that was looked at.
  private struct Finding {
    var what: String
    var state: String
    /// What to do about it; nothing where all is well.
    var mend: String?
  }

  private static func terminal(_ survey: TerminalSurvey) -> [Finding] {
    [
      Finding(what: "terminal", state: name(survey), mend: terminalMend(survey)), colors(survey),
      Finding(
        what: "text",
        state: survey.isUTF8 ? "UTF-8" : "ASCII only, by the locale (LC_ALL=\(Environment.value("LC_ALL") ?? ""))",
        mend: survey.isUTF8 ? nil : "For lines and letters of all kinds: unset LC_ALL, or export LC_ALL=C.UTF-8"),
      size(survey),
    ]
  }

  private static func name(_ survey: TerminalSurvey) -> String {
    guard let name = survey.name else { return "TERM says nothing" }
    return survey.isKnown ? name : "\(name), which is not known here"
  }

  private static func terminalMend(_ survey: TerminalSurvey) -> String? {
    if survey.name == nil || !survey.isKnown {
      return "Set it, as in export TERM=xterm-256color, or install ncurses-term; or use poolbook --plain"
    }
    return survey.canMoveCursor ? nil : "It can't move its cursor: use poolbook --plain, or another terminal"
  }

  private static func colors(_ survey: TerminalSurvey) -> Finding {
    if Environment.value("NO_COLOR") != nil {
      return Finding(what: "colours", state: "none, as NO_COLOR asks; workers are told apart by number")
    }
    return Finding(
      what: "colours",
      state: survey.colors >= 8 ? "\(survey.colors)" : "none; workers are told apart by number")
  }

  private static func size(_ survey: TerminalSurvey) -> Finding {
    guard let size = survey.size else {
      return Finding(
        what: "size", state: "standard output is not a terminal",
        mend: "The workbook needs one; poolbook --plain works through a pipe")
    }
    let fits = size.width >= 60 && size.height >= 20
    return Finding(
      what: "size", state: "\(size.width) columns, \(size.height) rows",
      mend: fits ? nil : "The workbook needs 60 columns and 20 rows: enlarge the window, or use poolbook --plain")
  }

  private static func cores() -> Finding {
    let here = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    return Finding(what: "cores", state: "\(UsableCores.now().why); the machine has \(max(1, here))")
  }

  private static func python() -> Finding {
    guard Program.find("python3") != nil else {
      return Finding(
        what: "python", state: "there is no python3 here",
        mend: "The experiments don't need it, your own programs do: install python3")
    }
    let version = Program.firstLine(of: "python3", "--version").flatMap { $0.hasPrefix("Python") ? $0 : nil }
    return Finding(
      what: "python", state: version ?? "python3 is there but does not say its version",
      mend: version == nil ? "See what python3 --version says" : nil)
  }

  private static func slurm() -> Finding {
    if let job = Environment.value("SLURM_JOB_ID") { return Finding(what: "slurm", state: "within job \(job)") }
    return Finding(
      what: "slurm",
      state: Program.find("sbatch").map { "sbatch is \($0)" }
        ?? "none here; the batch section can be read and written without")
  }

  private static func editor() -> Finding {
    guard let command = ExternalEditor.command else {
      return Finding(
        what: "editor", state: "neither VISUAL nor EDITOR is set",
        mend: "The workbook has an editor of its own; for yours, export EDITOR=nano")
    }
    let word = command.split(separator: " ").first.map(String.init) ?? command
    return Finding(
      what: "editor", state: command,
      mend: Program.find(word) == nil ? "There is no program \(word): install it, or set EDITOR to another" : nil)
  }

  private static func folder() -> Finding {
    let isWritable = access(".", W_OK) == 0
    return Finding(
      what: "folder", state: isWritable ? "this folder can be written to" : "this folder can't be written to",
      mend: isWritable ? nil : "Your answers need one: go to a folder of yours, or name one with --folder")
  }
}
