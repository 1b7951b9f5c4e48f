internal import LessonFormat
import Text

extension ExportFormat {
  /// Markdown without the marks of the record: title, questions, answers and the tables of runs. Control characters are
  /// shown by their pictures.
  static let markdown = ExportFormat(name: "md", summary: "Markdown") { book, lesson in
    Array(exportMarkdown(book, of: lesson).utf8)
  }
}

/// Writes a record as Markdown that ends in a newline.
func exportMarkdown(_ book: AnswerBook, of lesson: Lesson) -> String {
  let progress = book.progress(in: lesson)
  let extra = book.progress(of: lesson.optionalQuestions)
  let more = extra.answered == 0 ? "" : ", and \(extra.answered) of \(extra.all) optional ones"
  let credits = lesson.credits.isEmpty ? [] : ["", oneLine(escaped(lesson.credits))]
  var lines =
    ["# \(oneLine(escaped(lesson.title)))"] + credits + [
      "",
      "\(progress.answered) of \(progress.all) questions answered\(more).",
    ]
  var number = 0
  for section in lesson.sections {
    var inner: [String] = []
    for part in section.parts {
      switch part {
      case .prose: break
      case .experiment(let experiment):
        if let runs = book.runs[experiment.id], !runs.isEmpty {
          inner += [""] + FigureTable(runs, of: experiment).markdown
        }
      case .job(let job):
        if let jobs = book.jobs[job.id], !jobs.isEmpty { inner += [""] + FigureTable(jobs, of: job).markdown }
      case .question(let question):
        number += 1
        let isChanged = book.changedQuestions.contains(question.id)
        inner += [""] + markdown(question, number: number, isOptional: section.isOptional, isChanged: isChanged)
        inner += [""] + exported(book.answers[question.id] ?? Answer(), to: question)
      }
    }
    if !inner.isEmpty { lines += ["", "## \(oneLine(escaped(section.title)))"] + inner }
  }
  let known = Set(lesson.questions.map(\.id))
  for (id, answer) in book.answers.sorted(by: { $0.key < $1.key }) where !known.contains(id) {
    lines += ["", "## \(escaped(id))", "", "*\(noLongerAsked)*", ""]
    lines += exported(answer, to: Question(id: id, kind: .text, prompt: []))
  }
  return lines.joined(separator: "\n") + "\n"
}

/// An answer field by field, including values that the question no longer asks for.
private func exported(_ answer: Answer, to question: Question) -> [String] {
  let blocks = Question.Field.Name.allCases.filter { !answer.isEmpty($0) }.map { name -> [String] in
    switch name {
    case .choice: taskList(question.options, chosen: answer.choice)
    case .number: prose(answer.number)
    case .text: question.language.map { fenced(printable(answer.text), language: $0) } ?? prose(answer.text)
    }
  }
  guard !blocks.isEmpty else { return [noAnswerYet] }
  return Array(blocks.joined(separator: [""]))
}

/// Free text as it was typed, or in a fence if it would spoil the page.
private func prose(_ text: String) -> [String] {
  let text = printable(text)
  return spoilsPage(Array(text.utf8)) ? fenced(text, language: "text") : [text]
}

/// Shows control characters, which no page can show, by their pictures. Marks that change the direction of text stay.
private func printable(_ text: String) -> String {
  var shown = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    shown.append(scalar.properties.generalCategory == .control && scalar != "\r" ? scalar.shown : scalar)
  }
  return String(shown)
}
