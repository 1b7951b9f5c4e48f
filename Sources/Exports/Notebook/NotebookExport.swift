internal import AnswerBook
internal import Experiments
import FoundationEssentials
internal import LessonFormat
internal import Session
import Text
internal import WorkerPool

extension ExportFormat {
  /// A notebook: code questions are cells of code, every answer is a cell that nbgrader can grade by hand, and the runs are
  /// outputs.
  static var notebook: ExportFormat {
    ExportFormat(name: "ipynb", summary: "a Jupyter notebook that nbgrader can grade", endings: [".ipynb"]) { source in
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      // A notebook has only texts and whole numbers, which can all be encoded.
      return Array(((try? encoder.encode(jupyterNotebook(of: source))) ?? Data()) + [UInt8(ascii: "\n")])
    }
  }
}

/// Makes a notebook of a record.
func jupyterNotebook(of source: ExportSource) -> Notebook {
  let report = source.report
  let facts = ["poolbook": "export", "lesson": report.lesson, "version": String(report.version)]
  var builder = NotebookBuilder(
    notebook: Notebook(
      metadata: .init(
        title: report.pageTitle, authors: report.student.isUnknown ? [] : [["name": report.student.label]],
        poolbook: facts)),
    names: Set(report.questions.map(\.id)))
  builder.add(text: markdownHead(of: report).joined(separator: "\n\n"), id: "head")
  for (index, section) in report.sections.enumerated() {
    let heading = "## " + inLine(section.title)
    var parts = builder
    parts.add(text: heading, id: "s\(index + 1)")
    let before = parts.notebook.cells.count
    for part in section.parts {
      switch part {
      case .question(let question): parts.add(question, question.cell == nil ? [] : source.events(of: question.id))
      case .experiment(let experiment): parts.add(experiment, source.events(of: experiment.spec.id))
      case .job(let job): parts.add(job)
      }
    }
    if parts.notebook.cells.count > before { builder = parts }
  }
  for (index, answer) in report.vanished.enumerated() {
    let words = ["## " + inLine(answer.id), "*\(noLongerAsked)*"] + answer.fields.flatMap(markdownBlocks)
    builder.add(text: words.joined(separator: "\n\n"), id: "v\(index + 1)")
  }
  return builder.notebook
}

/// Adds cells to a notebook.
private struct NotebookBuilder {
  var notebook: Notebook
  /// The names of nbgrader that are taken.
  var names: Set<String>
  /// How many cells have run.
  var runs = 0

  init(notebook: Notebook, names: Set<String>) {
    self.notebook = notebook
    self.names = names
  }

  mutating func add(text: String, id: String) { notebook.cells.append(.init(markdown: text, id: id)) }

  mutating func add(_ question: ReportedQuestion, _ events: [PoolEvent]) {
    let id = "q\(question.number)"
    var prompt = Notebook.Cell(markdown: markdownPrompt(of: question).joined(separator: "\n\n"), id: id + "-prompt")
    var name = id + "-prompt"
    while !names.insert(name).inserted { name += "-" }
    prompt.metadata.nbgrader = .init(
      grade: false, solution: false, locked: true, grade_id: name, points: nil, cell_type: .markdown)
    prompt.metadata.editable = false
    notebook.cells.append(prompt)
    var answer =
      question.code.map { Notebook.Cell(code: $0, id: id) }
      ?? Notebook.Cell(markdown: markdownAnswer(to: question).joined(separator: "\n\n"), id: id)
    answer.metadata.nbgrader = .init(
      grade: true, solution: true, locked: false, grade_id: question.id, points: question.points ?? 0,
      cell_type: answer.cell_type)
    notebook.cells.append(answer)
    if let cell = question.cell { add(running: cell, events, id: id + "-run") }
    let words =
      markdownVerdict(on: question)
      + (question.cell.map { markdownChecks(of: $0, besides: question.verdictSentences) } ?? [])
    if !words.isEmpty { add(text: words.joined(separator: "\n\n"), id: id + "-verdict") }
  }

  mutating func add(_ experiment: ReportedExperiment, _ events: [PoolEvent]) {
    guard let table = experiment.table, let last = experiment.runs.last else { return }
    let id = "e\(notebook.cells.count)"
    guard experiment.program == nil else {
      add(running: experiment, events, id: id)
      return
    }
    let outputs =
      [table.notebookOutput, .printed(experiment.words(of: last).map { visible($0, onOneLine: true) + "\n" }.joined())]
      + experiment.notebookPictures(events)
    let heading = "# The last runs of \(experiment.spec.id), recorded by Poolbook."
    notebook.cells.append(.init(code: visible(heading, onOneLine: true), id: id, outputs: outputs))
  }

  /// Adds a cell that runs a Python file, with what its last run gave.
  private mutating func add(running experiment: ReportedExperiment, _ events: [PoolEvent], id: String) {
    runs += experiment.program == nil ? 0 : 1
    let table = experiment.table.map { [$0.notebookOutput] } ?? []
    notebook.cells.append(
      .init(
        running: experiment, id: id, count: runs,
        outputs: table + experiment.notebookPictures(events)))
  }

  mutating func add(_ job: ReportedJob) {
    guard let table = job.table else { return }
    add(text: table.markdown.joined(separator: "\n"), id: "j\(notebook.cells.count)")
  }
}

extension ReportedQuestion {
  /// The code of a question that asks for code; `nil` for others. A file is written again if its cell is run.
  fileprivate var code: String? {
    for field in fields {
      guard case .text(let text, let form) = field.value, let language = form.language else { continue }
      let code = visible(text.isEmpty ? form.starter : text)
      if let file = form.fileName { return "%%writefile \(visible(file, onOneLine: true))\n" + code }
      return ["python", "py", "python3"].contains(language) ? code : "%%script \(inLine(language))\n" + code
    }
    return nil
  }
}

extension FigureTable {
  /// The table as an output of a cell.
  fileprivate var notebookOutput: Notebook.Output {
    let lines = markdown
    return .shown([
      "text/markdown": lines.joined(separator: "\n"), "text/plain": lines.dropFirst(2).joined(separator: "\n"),
    ])
  }
}

extension ReportedExperiment {
  /// Pictures of the last run.
  fileprivate func notebookPictures(_ events: [PoolEvent]) -> [Notebook.Output] {
    pictures(events).map { picture in
      .shown(["image/svg+xml": picture.file, "text/plain": visible(picture.description, onOneLine: true)])
    }
  }

  /// A run in sentences, and what its workers printed.
  fileprivate func words(of run: RecordedRun) -> [String] {
    let report = run.report
    let printed = report.workers.flatMap { worker in (worker.output ?? []).map { "\(worker.name): \($0)" } }
    return ["A map took \(report.timeInWords)."] + report.resultWords(.unicode).sentences + printed
  }
}
