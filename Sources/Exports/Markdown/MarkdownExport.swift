internal import AnswerBook
internal import LessonFormat
internal import Session
import Text

extension ExportFormat {
  /// Markdown for people. What the student has written is quoted, so that nothing in it can pass for a part of the page.
  static var markdown: ExportFormat {
    ExportFormat(name: "md", summary: "Markdown", endings: [".md", ".markdown"]) {
      Array(markdownPage(of: $0.report).utf8)
    }
  }
}

/// Writes a report as Markdown that ends in a newline.
func markdownPage(of report: Report) -> String {
  var blocks = markdownHead(of: report)
  for section in report.sections {
    let inner = section.parts.flatMap(markdownBlocks)
    if !inner.isEmpty { blocks += ["## " + inLine(section.title)] + inner }
  }
  for answer in report.vanished {
    blocks += ["## " + inLine(answer.id), "*\(noLongerAsked)*"] + answer.fields.flatMap(markdownBlocks)
  }
  return blocks.joined(separator: "\n\n") + "\n"
}

/// The title, what is known about the whole record, and what is missing; one string per block, like everything below.
func markdownHead(of report: Report) -> [String] {
  ["# " + inLine(report.title)] + (report.credits.isEmpty ? [] : [inLine(report.credits)])
    + [
      list(report.facts.map { "**\($0.name):** \(inLine($0.text))" }), "## What is missing",
      list(report.openLines.map(inLine)),
    ]
}

private func markdownBlocks(_ part: Report.Part) -> [String] {
  switch part {
  case .experiment(let experiment):
    if experiment.program != nil {
      markdownProgram(of: experiment)
    } else {
      experiment.table.map { [$0.markdown.joined(separator: "\n")] } ?? []
    }
  case .job(let job): job.table.map { [$0.markdown.joined(separator: "\n")] } ?? []
  case .question(let question):
    markdownPrompt(of: question) + markdownAnswer(to: question) + markdownVerdict(on: question)
      + (question.cell.map { markdownProgram(of: $0, besides: question.verdictSentences) } ?? [])
  }
}

/// The heading and the prompt.
func markdownPrompt(of question: ReportedQuestion) -> [String] {
  let heading = (["\(question.number)"] + question.labels).map(inLine).joined(separator: " · ")
  let prompt = question.question.source.split(separator: "\n", omittingEmptySubsequences: false)
  return ["### " + heading, visible(prompt.joined(separator: "\n"))]
}

/// The answer, field by field.
func markdownAnswer(to question: ReportedQuestion) -> [String] {
  let blocks = question.fields.filter { !$0.isEmpty || $0.hasOptions }.flatMap { field in
    (field.isReason ? ["**Reason**"] : []) + markdownBlocks(field)
  }
  return question.fields.allSatisfy(\.isEmpty) ? blocks + [noAnswerYet] : blocks
}

/// What came of comparing the answer, and the remarks.
func markdownVerdict(on question: ReportedQuestion) -> [String] {
  (question.verdict.map { ["**\(question.judgement.word):** " + inLine($0)] } ?? [])
    + (question.furtherVerdict.isEmpty ? [] : [list(question.furtherVerdict.map(inLine))])
    + (question.remarks.isEmpty ? [] : [list(question.remarks.map { "*\(inLine($0))*" })])
}

/// One field of an answer.
func markdownBlocks(_ field: ReportedField) -> [String] {
  switch field.value {
  case .choice(let options, let chosen): [visible(taskList(options, chosen: chosen).joined(separator: "\n"))]
  case .number(let text, _): [quoted(studentMarkdown(text))]
  case .text(let text, let form):
    [quoted(form.language.map { fenced(visible(text), language: $0) } ?? studentMarkdown(text))]
  }
}

/// Lines as a quote.
func quoted(_ lines: [String]) -> String { lines.map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n") }

/// Lines as a list.
func list(_ lines: [String]) -> String { lines.map { "- \($0)" }.joined(separator: "\n") }

/// A text on one line, without any sign of Markdown.
func inLine(_ text: String) -> String { escaped(oneLine(visible(text)), afterNewline: false) }
