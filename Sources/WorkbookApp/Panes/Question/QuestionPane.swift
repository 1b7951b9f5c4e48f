internal import AnswerBook
internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Session
internal import Text

/// A question on the page: the prompt, the answer or the field it is written in, and the verdict.
struct QuestionPane {
  let state: QuestionState
  /// The question's prompt, laid out beforehand.
  let prompt: Lines
  let context: PaneContext

  /// Characters of an answer that are shown while it isn't being written; laying out more in each frame takes too long.
  static let mostShown = 20_000
  /// Columns of the number before a question.
  static let indent = 4

  private var question: Question { state.question }
  private var answer: Answer { state.answer }
  private var editing: Editing? { state.editing }
  private var glyphs: Glyphs { context.glyphs }
  /// The context without the columns of the number.
  private var inner: PaneContext { context.narrower(by: QuestionPane.indent) }
  private var width: Int { inner.width }

  /// The rows.
  var part: PagePart {
    var part = PagePart()
    let number = fit(String(state.number), to: QuestionPane.indent)
    let title = question.title.map { wrap($0, width: width, style: .bold) } ?? []
    let words = title + (prompt.isEmpty && title.isEmpty ? [TextLine(question.id)] : prompt)
    part.lines.append(words[0].prefixed(StyledRun(number, .bold)))
    part.lines += Lines(words.dropFirst()).indented(by: QuestionPane.indent)
    add(&part, beside)
    part.lines.append(.blank)
    addFields(to: &part)
    add(&part, check)
    if let cellPane, editing == nil {
      let start = part.lines.count + 1
      add(&part, cellPane.lines)
      part.result = start..<part.lines.count
    }
    add(&part, filePlace)
    add(&part, remarks)
    add(&part, hints)
    add(&part, solution)
    return part
  }

  private func add(_ part: inout PagePart, _ lines: Lines) {
    guard !lines.isEmpty else { return }
    part.lines.append(.blank)
    part.lines += lines.indented(by: QuestionPane.indent)
  }

  // MARK: - The answer

  private func addFields(to part: inout PagePart) {
    let fields = question.fields
    for field in fields {
      let label = fields.count == 1 ? "" : field.isReason ? "why" : field.name.rawValue
      if field.name == .choice {
        let (rows, cursor) = options
        if editing?.field == .choice {
          part.cursor = Canvas.Cursor(x: QuestionPane.indent + 4, y: part.lines.count + cursor)
        }
        part.lines += rows.indented(by: QuestionPane.indent)
      } else if let editing, editing.field == field.name {
        let language = field.name == .text ? question.language : nil
        part.add(
          FieldView(
            editor: editing.editor, language: language, label: label, marks: marks,
            highlights: editing.editor.bracketMarks + (pythonPane?.highlights ?? []),
            scrolls: state.isBatchFile || question.isPython, glyphs: glyphs),
          indent: QuestionPane.indent)
        let start = part.lines.count
        addCheck(to: &part, at: editing.editor)
        addCell(to: &part)
        if start < part.lines.count { part.companion = start..<part.lines.count }
      } else {
        part.add(
          FieldView(text: shown(field), label: label, marks: marks, width: width, glyphs: glyphs),
          indent: QuestionPane.indent)
      }
    }
  }

  // MARK: - The file

  private var checkPane: CheckPane? { state.check.map { CheckPane(check: $0, width: width) } }

  private var pythonPane: PythonPane? { question.isPython ? PythonPane(mistake: state.mistake, width: width) : nil }

  /// The marks at lines of the answer, in the place of the field's bar: what a check says of the text as it is counts more
  /// than what came of its last run.
  private var marks: [Int: StyledRun] {
    if let checkPane { return checkPane.marks }
    return (cellPane?.marks ?? [:]).merging(pythonPane?.marks ?? [:]) { $1 }
  }

  private var cellPane: CellPane? {
    guard let experiment = state.experiment, let cell = experiment.cell else { return nil }
    let path = state.place?.path ?? question.fileName ?? question.id
    return CellPane(experiment: experiment, cell: cell, path: path, context: inner)
  }

  /// Adds what came of a program that is being written.
  private func addCell(to part: inout PagePart) {
    if let cellPane { part.lines += cellPane.whileWriting.indented(by: QuestionPane.indent) }
  }

  /// Adds what the check of a file that is being written says about the cursor's line.
  private func addCheck(to part: inout PagePart, at editor: TextEditor) {
    guard state.isBatchFile || pythonPane != nil else { return }
    let rows =
      state.isBatchFile
      ? checkPane?.whileWriting(line: editor.cursor.line + 1) ?? CheckPane.tooLong
      : pythonPane?.whileWriting(editor) ?? []
    part.lines += rows.indented(by: QuestionPane.indent)
  }

  /// What the check of a finished file says.
  private var check: Lines {
    if let pythonPane, editing == nil { return pythonPane.whenWritten }
    guard state.isBatchFile, editing == nil else { return [] }
    return checkPane?.whenWritten ?? wrap(ScriptCheck.tooLong, width: width, style: .dim)
  }

  /// Where the file is, and the command that submits it.
  private var filePlace: Lines {
    // A cell has it in its header.
    guard let place = state.place, cellPane == nil else { return [] }
    let lines = wrap([StyledRun("The file: ", .dim), StyledRun(place.path)], width: width, hanging: 2)
    guard let command = place.command else { return lines }
    return lines + wrap([StyledRun("To submit it: ", .dim), StyledRun(command)], width: width, hanging: 2)
  }

  /// The lines of a field that isn't being written in.
  private func shown(_ field: Question.Field) -> [[StyledRun]] {
    let typed = answer[typed: field.name]
    let text = typed.isEmpty && field.name == .text ? state.starter : typed
    if text.isEmpty { return [[StyledRun(field.placeholder, .dim)]] }
    let head = text.utf8.count > QuestionPane.mostShown ? String(text.prefix(QuestionPane.mostShown)) : text
    var lines =
      question.language.map { codeRuns(head, language: $0) }
      ?? head.split(separator: "\n", omittingEmptySubsequences: false).map { [StyledRun(String($0))] }
    if head.utf8.count < text.utf8.count {
      lines.append([
        StyledRun("and \(formatCount(text.utf8.count - head.utf8.count)) bytes more: enter shows all", .dim)
      ])
    }
    return lines
  }

  /// The options, and the row of the chosen one, or else of the first.
  private var options: (lines: Lines, cursor: Int) {
    var lines: Lines = []
    var cursor = 0
    for (index, option) in question.options.enumerated() {
      let isChosen = answer.choice == index
      if isChosen { cursor = lines.count }
      let mark = "\(index + 1) \(isChosen ? glyphs.current : glyphs.open) "
      let style = isChosen ? Style.bold : .plain
      let rows = wrap(option, width: width - 2 - cellWidth(of: mark), style: style)
      let bar = StyledRun("\(glyphs.fieldBar) ", editing?.field == .choice ? .bold : .dim)
      for (row, line) in rows.enumerated() {
        let before = row == 0 ? mark : String(repeating: " ", count: cellWidth(of: mark))
        lines.append(TextLine(runs: [bar, StyledRun(before, style)] + line.runs))
      }
    }
    return (lines, cursor)
  }

  // MARK: - Around the answer

  /// The remarks on the answer.
  private var remarks: Lines {
    var lines: Lines = []
    if let notice = state.changeNotice { lines += wrap(notice, width: width, style: .dim) }
    for remark in state.remarks {
      if case .verdict(let outcome) = remark.kind {
        let mark =
          switch outcome {
          case .right: glyphs.agrees
          case .differs: glyphs.differs
          case .cannotCompare, .noRun, .outdated: glyphs.unclear
          }
        lines += wrap([StyledRun("\(mark) ", .bold), StyledRun(remark.sentence)], width: width, hanging: 2)
      } else {
        lines += wrap(remark.sentence, width: width, style: .dim)
      }
    }
    return lines
  }

  private var hints: Lines {
    let setter = ProseSetter(width: width, wholeWidth: inner.wholeWidth, glyphs: glyphs)
    return question.hints.prefix(max(0, answer.hintsShown)).enumerated().flatMap { index, hint -> Lines in
      let title = TextLine(Session.title(ofHint: index, of: question), .dim)
      return (index > 0 ? [.blank] : []) + [title] + setter.lines(hint)
    }
  }

  private var solution: Lines {
    guard state.isSolutionOpen, !question.solution.isEmpty else { return [] }
    let setter = ProseSetter(width: width, wholeWidth: inner.wholeWidth, glyphs: glyphs)
    return [TextLine("One solution", .dim)] + setter.lines(question.solution)
  }

  private var beside: Lines {
    switch state.beside {
    case .answer(let number, let other, let answer):
      [TextLine("Your answer to question \(number), \(other.id):", .dim)]
        + BesideAnswer(question: other, answer: answer, width: width, glyphs: glyphs).lines
    case .run(let experiment): besideRun(experiment)
    case .job(let job): JobPane(state: job, context: inner).besideQuestion
    case nil: []
    }
  }

  private func besideRun(_ experiment: ExperimentState) -> Lines {
    let id = experiment.spec.id
    guard let run = experiment.history.last else {
      return wrap("Your last run of \(id) will be shown here.", width: width, style: .dim)
    }
    let runs = experiment.history.shown
    if runs.count == 1, experiment.spec.cell != nil {
      let cell = experiment.cell ?? CellState()
      return [TextLine("Your last run of \(id):", .dim)]
        + CellResult(run: run, spec: experiment.spec, cell: cell, comparison: nil, context: inner).lines
    }
    let lines =
      runs.count > 1
      ? ScalePane(experiment, runs: runs, context: inner).table()
      : RunSummary(run: run, comparison: experiment.comparison, context: inner).lines
    return [TextLine("Your last run of \(id):", .dim)] + lines
  }
}

/// The answer to another question, shown beside this one.
struct BesideAnswer {
  let question: Question
  let answer: Answer?
  let width: Int
  let glyphs: Glyphs

  /// The rows, each after a bar.
  var lines: Lines {
    var texts: [String] = []
    if let choice = answer?.choice, let option = question.options[safe: choice] { texts.append(option) }
    if let number = answer?.number, !number.isEmpty { texts.append(number) }
    if let text = answer?.text, !text.isEmpty { texts.append(text) }
    if texts.isEmpty { texts = ["not answered yet"] }
    let rows = texts.flatMap { wrap($0, width: max(8, width - 2), style: answer == nil ? .dim : .plain) }
    return rows.map { $0.prefixed(StyledRun("\(glyphs.vertical) ", .dim)) }
  }
}
