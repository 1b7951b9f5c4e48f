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
  var blocks = ["# " + inLine(report.title)]
  if !report.credits.isEmpty { blocks.append(inLine(report.credits)) }
  blocks.append(list(report.facts.map { "**\($0.name):** \(inLine($0.text))" }))
  blocks += ["## What is missing", list(report.openLines.map(inLine))]
  for section in report.sections {
    let inner = section.parts.flatMap(blocksOf)
    if !inner.isEmpty { blocks += ["## " + inLine(section.title)] + inner }
  }
  for answer in report.vanished {
    blocks += ["## " + inLine(answer.id), "*\(noLongerAsked)*"] + answer.fields.flatMap { blocksOf($0) }
  }
  return blocks.joined(separator: "\n\n") + "\n"
}

private func blocksOf(_ part: Report.Part) -> [String] {
  switch part {
  case .experiment(let experiment): experiment.table.map { [$0.markdown.joined(separator: "\n")] } ?? []
  case .job(let job): job.table.map { [$0.markdown.joined(separator: "\n")] } ?? []
  case .question(let question): blocksOf(question)
  }
}

private func blocksOf(_ question: ReportedQuestion) -> [String] {
  let heading = (["\(question.number)"] + question.labels).map(inLine).joined(separator: " · ")
  var blocks = ["### " + heading]
  let prompt = question.question.source.split(separator: "\n", omittingEmptySubsequences: false)
  blocks.append(visible(prompt.joined(separator: "\n")))
  for field in question.fields where !field.isEmpty || field.hasOptions {
    if field.isReason { blocks.append("**Reason**") }
    blocks += blocksOf(field)
  }
  if question.fields.allSatisfy(\.isEmpty) { blocks.append(noAnswerYet) }
  if let verdict = question.verdict { blocks.append("**\(question.judgement.word):** " + inLine(verdict)) }
  if !question.remarks.isEmpty { blocks.append(list(question.remarks.map { "*\(inLine($0))*" })) }
  return blocks
}

private func blocksOf(_ field: ReportedField) -> [String] {
  switch field.value {
  case .choice(let options, let chosen): [visible(taskList(options, chosen: chosen).joined(separator: "\n"))]
  case .number(let text, _): [quoted(prose(text))]
  case .text(let text, let form):
    [quoted(form.language.map { fenced(visible(text), language: $0) } ?? prose(text))]
  }
}

/// Free text as it was typed, or in a fence if it would spoil the page.
private func prose(_ text: String) -> [String] {
  let text = visible(text)
  if spoilsPage(Array(text.utf8)) { return fenced(text, language: "text") }
  return text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
}

private func quoted(_ lines: [String]) -> String { lines.map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n") }

private func list(_ lines: [String]) -> String { lines.map { "- \($0)" }.joined(separator: "\n") }

/// A text on one line, without any sign of Markdown.
private func inLine(_ text: String) -> String { escaped(oneLine(visible(text)), afterNewline: false) }
