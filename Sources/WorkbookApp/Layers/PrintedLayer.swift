internal import Canvas
internal import Experiments
internal import Session
internal import Text

/// All that a Python program has printed in a run, over the page.
struct PrintedLayer: ScrollingLayer {
  /// The run.
  let run: RecordedRun
  var scroll = 0

  static let name = "the output"
  static let sections = [BindingSection("In a program's output", keys(alsoClosing: ["v", "q"]))]
  static let opening: Opening? = Opening(
    place: .cell,
    binding: Binding(
      ["v"], "read all that the Python program has printed", rank: 3,
      when: { _, model in
        guard model.currentExperiment?.cell != nil else { return .no(Reading.noProgram) }
        guard let (run, _) = model.currentOutcome else { return .no("There is no output yet: r runs the program.") }
        return PrintedLayer(run: run).printed.isEmpty ? .no("The program has printed nothing.") : .yes("output")
      },
      act: { _, model, _ in
        if let (run, _) = model.currentOutcome { model.open(PrintedLayer(run: run)) }
        return []
      }))

  private var findings: PythonFindings { run.report.result.as(PythonFindings.self) ?? PythonFindings() }
  private var printed: String { findings.printed }

  func rows(_ model: Model) -> Lines {
    let context = model.paneContext
    let head: Lines = [
      TextLine("What \(visible(run.report.file ?? "the program", onOneLine: true)) has printed", .bold)
    ]
    let before = findings.printed_left_out.map { TextLine("\(formatCount($0)) bytes before this were not kept", .dim) }
    return head + [.blank] + (before.map { [$0] } ?? []) + quoted(PrintedPane.lines(of: printed), context)
  }
}

/// The traceback of the exception that ended a Python program, over the page.
struct TracebackLayer: ScrollingLayer {
  /// The run.
  let run: RecordedRun
  var scroll = 0

  static let name = "the traceback"
  static let sections = [BindingSection("In a traceback", keys(alsoClosing: ["T", "q"]))]
  static let opening: Opening? = Opening(
    place: .cell,
    binding: Binding(
      ["T"], "read the traceback: how the Python program came to its exception", rank: 2,
      when: { _, model in
        guard model.currentExperiment?.cell != nil else { return .no(Reading.noProgram) }
        guard let (run, _) = model.currentOutcome else { return .no("There is no traceback yet: r runs the program.") }
        return TracebackLayer(run: run).text.isEmpty ? .no("No exception has ended the program.") : .yes("traceback")
      },
      act: { _, model, _ in
        if let (run, _) = model.currentOutcome { model.open(TracebackLayer(run: run)) }
        return []
      }))

  private var text: String { run.report.result.as(PythonFindings.self)?.error?.traceback ?? "" }

  func rows(_ model: Model) -> Lines {
    quoted(PrintedPane.lines(of: text), model.paneContext)
  }
}

/// The most lines that are laid out, which happens in each frame.
private let mostLines = 1000

/// The last of some lines, wrapped where they are too long.
private func quoted(_ lines: [String], _ context: PaneContext) -> Lines {
  let left = lines.count - mostLines
  return (left > 0 ? [TextLine("\(counted(left, "earlier line")) not shown", .dim)] : [])
    + lines.suffix(mostLines).flatMap { line in
      let indent = line.prefix { $0 == " " }.count
      return wrap(
        visible(line, onOneLine: true), width: context.wholeWidth, hanging: min(indent + 2, context.wholeWidth / 2))
    }
}
