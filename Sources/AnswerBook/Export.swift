public import LessonFormat
import Text

/// A record as clean Markdown, without the marks it is kept with: title, answers and the tables of runs.
///
/// - Returns: Text that ends in a newline. Control characters that no page can show are written as `\u{1B}`.
public func exportMarkdown(_ book: AnswerBook, of lesson: Lesson) -> String {
  let progress = book.progress(in: lesson)
  var lines = ["# \(oneLine(escaped(lesson.title)))", ""]
  let extra = book.progress(of: lesson.optionalQuestions)
  let more = extra.answered == 0 ? "" : ", and \(extra.answered) of \(extra.all) optional ones"
  lines.append("\(progress.answered) of \(progress.all) questions answered\(more).")
  var number = 0
  for section in lesson.sections {
    var inner: [String] = []
    for part in section.parts {
      switch part {
      case .prose: break
      case .experiment(let experiment):
        if let runs = book.runs[experiment.id], !runs.isEmpty { inner += [""] + runTable(runs, of: experiment) }
      case .question(let question):
        number += 1
        let isChanged = book.changedQuestions.contains(question.id)
        inner += [""] + markdown(question, number: number, isChanged: isChanged)
        inner += [""] + exported(book.answers[question.id] ?? Answer(), to: question)
      }
    }
    if !inner.isEmpty { lines += ["", "## \(oneLine(escaped(section.title)))"] + inner }
  }
  let known = Set(lesson.questions.map(\.id))
  for (id, answer) in book.answers.sorted(by: { $0.key < $1.key }) where !known.contains(id) {
    lines += ["", "## \(escaped(id))", "", "*The lesson no longer asks this.*", ""]
    lines += exported(answer, to: Question(id: id, kind: .text, prompt: []))
  }
  return lines.joined(separator: "\n") + "\n"
}

/// Writes an export to a file, whole. A record itself is never written over.
public func writeExport(_ text: String, to path: String) throws(BookError) {
  let above = parent(of: path)
  guard let directory = try Directory.open(above) else { throw .noParent(above) }
  let name = path.utf8.split(separator: UInt8(ascii: "/")).last.flatMap { String($0) } ?? path
  if let old = try directory.read(name), RecordDocument(old.bytes).head != nil { throw .isRecord(path) }
  try directory.write(name, Array(text.utf8))
}

private func exported(_ answer: Answer, to question: Question) -> [String] {
  var blocks: [[String]] = []
  if answer.choice != nil { blocks.append(taskList(question.options, chosen: answer.choice)) }
  if !answer.number.isEmpty { blocks.append(prose(answer.number)) }
  if !answer.text.isEmpty {
    blocks.append(question.language.map { fenced(printable(answer.text), language: $0) } ?? prose(answer.text))
  }
  guard !blocks.isEmpty else { return ["*No answer yet.*"] }
  return Array(blocks.joined(separator: [""]))
}

/// Free text as it was typed, in a fence where it would spoil the page.
private func prose(_ text: String) -> [String] {
  let text = printable(text)
  return spoilsPage(Array(text.utf8)) ? fenced(text, language: "text") : [text]
}

private func printable(_ text: String) -> String {
  text.unicodeScalars.reduce(into: "") { shown, scalar in
    if scalar.properties.generalCategory == .control, scalar != "\n", scalar != "\t", scalar != "\r" {
      shown += visible(String(scalar))
    } else {
      shown.unicodeScalars.append(scalar)
    }
  }
}
