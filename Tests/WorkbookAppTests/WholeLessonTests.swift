import AnswerBook
import Canvas
import LessonFormat
import Testing

@testable import WorkbookApp

@Suite struct WholeLessonTests {
  @Test(arguments: [Size(width: 60, height: 20), Size(width: 80, height: 24), Size(width: 140, height: 45)])
  func `the whole lesson can be walked by keys alone`(size: Size) {
    var desk = Desk(width: size.width, height: size.height)
    for section in Desk.lesson.sections {
      desk.press(.home)
      for _ in section.stops {
        // The first tab finds the section's first stop, which may already have the focus.
        if let stop = desk.model.place.stop, isDone(section.parts[stop], desk) || stop != section.stops.first {
          desk.press(.tab)
        } else if desk.model.place.stop == nil {
          desk.press(.tab)
        }
        work(&desk)
      }
      desk.press(.character("n"))
    }
    let progress = desk.model.book.progress(in: Desk.lesson)
    #expect(progress.answered == progress.all)
    for spec in Desk.lesson.experiments { #expect(desk.model.book.runs[spec.id]?.isEmpty == false, "\(spec.id)") }
  }

  private func isDone(_ part: Lesson.Part, _ desk: Desk) -> Bool {
    switch part {
    case .prose: true
    case .experiment(let spec): desk.model.book.runs[spec.id]?.isEmpty == false
    case .job(let spec): desk.model.book.jobs[spec.id]?.isEmpty == false
    case .question(let question):
      desk.model.book.isAnswered(question)
        && (question.cell == nil || desk.model.book.runs[question.id]?.isEmpty == false)
    }
  }

  private func work(_ desk: inout Desk) {
    if let question = desk.model.currentQuestion {
      desk.press(.enter)
      switch question.kind {
      case .choice: desk.press(.character("1"), .enter)
      case .number:
        desk.type("4")
        desk.press(.enter)
      case .code, .file: desk.press(.end, .enter)
      case .text: break
      }
      if desk.model.editing != nil { desk.type("Because it is so.") }
      desk.press(.escape)
      if question.cell != nil { desk.press(.character("r")) }
    } else if desk.model.currentExperiment != nil || desk.model.currentJob != nil {
      desk.press(.character("r"))
    }
  }
}
