internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Text

extension PresentScreen {
  /// The code cell of the page; `nil` if it has none.
  var cell: PresentCell? { if case .cell(let cell, _) = content { cell } else { nil } }

  /// The step that runs the experiment of the page; `nil` if it has none.
  var runStep: Int? { cell?.runStep ?? (experiment == nil ? nil : 1) }

  /// Whether a run of an experiment would be made here: there may be no recording of a student's program.
  func runsLive(_ spec: ExperimentSpec) -> Bool {
    isLive || spec.cell != nil && recordings[spec.id, default: []].isEmpty
  }

  /// Why an experiment can't be run here, as a sentence; `nil` if it can.
  func problem(of spec: ExperimentSpec) -> String? {
    guard runsLive(spec), spec.cell != nil, let problem = python?.problem else { return nil }
    return visible(problem, onOneLine: true)
  }

  /// The files that a program needs, as the lesson has them.
  func programs(for spec: ExperimentSpec) throws(NoSolution) -> [ProgramFile] {
    let missing = python?.missing ?? []
    guard let cell, cell.spec.id == spec.id else { return try deck.lesson.programs(behind: spec, without: missing) }
    return try deck.lesson.solutions(of: cell.question.cell?.uses ?? [], without: missing) + [cell.program]
  }

  /// What is known of the Python, now that it was looked for. Texts for other modules may have other steps.
  mutating func found(_ facts: PythonFacts) {
    python = facts
    guard !facts.missing.isEmpty else { return }
    deck = PresentDeck(deck.lesson, without: facts.missing)
    step = min(step, deck.steps(of: page))
  }

  // MARK: - Drawing

  /// Draws the page of a code cell.
  func drawCell(_ cell: PresentCell, _ number: Int, on canvas: inout Canvas, _ area: Rect) {
    drawHeading(
      "\(number)  \(cell.question.title ?? cell.question.id)", source(shownRun(of: cell.spec), of: cell.spec),
      on: &canvas, area)
    canvas.put(
      truncate(programWords(cell), to: area.width, ellipsis: glyphs.ellipsis), x: area.x, y: area.y + 1, style: .dim)
    let below = Rect(x: area.x, y: area.y + 3, width: area.width, height: max(0, area.height - 3))
    switch cell.steps[step] {
    case .run, .result: drawRun(cell.spec, showsResult: cell.steps[step] == .result, on: &canvas, area)
    case .prompt(let blocks), .starter(let blocks), .solution(let blocks):
      var lines = setter.lines(blocks)
      if case .starter = cell.steps[step] {
        // The question stays in sight if there is room.
        let whole = setter.lines(cell.textBefore(step) + blocks)
        if whole.count <= below.height { lines = whole }
      }
      if let said = handsBefore(cell.spec) {
        lines = lines.prefix(max(0, below.height - 2)) + [.blank, TextLine(said, .bold)]
      }
      canvas.put(Array(lines.prefix(below.height)), x: below.x, y: below.y)
    }
  }

  /// What is shown or run, and the file that it is in.
  private func programWords(_ cell: PresentCell) -> String {
    let file = visible(cell.program.name, onOneLine: true)
    switch cell.steps[step] {
    case .prompt, .starter: return file
    case .run, .result:
      return "\(file): "
        + (cell.runsStarter ? "the starter text, as the solution has no program" : "the program of the solution")
    case .solution: return "\(file): the solution"
    }
  }

  /// What a page says before its first run.
  func invitation(to spec: ExperimentSpec) -> String {
    if let problem = problem(of: spec) { return problem }
    if isLive { return "r runs it" }
    if !recordings[spec.id, default: []].isEmpty { return "r shows a recording" }
    return spec.cell == nil ? "There is no recording of it: R, then r runs it." : "No recording; r runs it live."
  }

  /// What came of the run of a Python file.
  func cellResult(of run: RecordedRun, _ spec: ExperimentSpec, _ context: PaneContext) -> Lines {
    let cell = CellState(python: python?.used, sentencesShown: 3)
    let parts = CellResult(run: run, spec: spec, cell: cell, comparison: nil, context: context, keyForAll: nil).parts
    let spaced = Lines(parts.joined(separator: [.blank]))
    return spaced.count <= context.height ? spaced : Lines(parts.joined())
  }
}

extension PresentCell {
  /// What the steps before one have shown of the question.
  fileprivate func textBefore(_ step: Int) -> [Block] {
    steps.prefix(step).flatMap { step -> [Block] in
      switch step {
      case .prompt(let blocks), .starter(let blocks): blocks
      case .run, .result, .solution: []
      }
    }
  }
}
