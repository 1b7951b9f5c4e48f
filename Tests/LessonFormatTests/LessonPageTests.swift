import Experiments
import Foundation
import Testing

@testable import LessonFormat

/// `Lessons/README.md` describes the format to authors: its lesson has to work, and nothing may be missing from it.
@Suite struct LessonPageTests {
  private let page: String

  init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    page = try String(contentsOf: root.appending(path: "Lessons/README.md"), encoding: .utf8)
  }

  @Test func `the lesson on the page for authors has no errors and one question of each kind`() throws {
    let text = try #require(page.components(separatedBy: "````").dropFirst().first)
    let source = try #require(text.hasPrefix("markdown\n") ? text.dropFirst("markdown\n".count) : nil)
    let lesson = try Lesson.parse(String(source), file: "README.md")
    let kinds = lesson.questions.map { question in
      switch question.kind {
      case .text: "text"
      case .choice: "choice"
      case .number: "number"
      case .code: "code"
      case .file: "file"
      }
    }
    #expect(Set(kinds) == Set(QuestionHead.Kind.allCases.map(\.rawValue)))
    #expect(lesson.sections.contains { $0.isOptional && !$0.parts.isEmpty })
    #expect(lesson.experiments.contains { $0.isScale })
    #expect(lesson.sections.contains { !$0.notes.isEmpty })
    #expect(lesson.questions.contains { $0.cell?.uses.isEmpty == false })
    #expect(lesson.questions.contains { $0.cell?.variants.isEmpty == false })
    #expect(lesson.questions.contains { $0.cell?.checks.isEmpty == false })
    #expect(lesson.experiments.contains { $0.passesProcesses && $0.isScale })
  }

  @Test func `the page for authors describes every task, knob, kind of question and mark`() {
    for task in ExperimentTask.all {
      let knobs = task.knobs.map { "`\($0.name)`" }.joined(separator: " ")
      #expect(page.contains("| `\(task.name)` |"), "\(task.name)")
      #expect(page.contains("| \(knobs) |"), "\(task.name)")
    }
    for knob in Knob.all { #expect(page.contains("| `\(knob.name)` |"), "\(knob.name)") }
    for kind in QuestionHead.Kind.allCases { #expect(page.contains("`\(kind.rawValue)`"), "\(kind.rawValue)") }
    for attribute in HeadingAttributes.Class.allCases {
      #expect(page.contains(".\(attribute.rawValue)"), "\(attribute.rawValue)")
    }
    for key in FrontMatter.keys { #expect(page.contains("`\(key)`"), "\(key)") }
    for key in CellKeys.all { #expect(page.contains("| `\(key)` |"), "\(key)") }
    for (name, keys) in CheckReader.kinds {
      for key in [name] + keys { #expect(page.contains("`\(key): "), "\(key)") }
    }
    for type in CheckReader.types { #expect(page.contains("`\(type)`"), "\(type)") }
    for figure in CellCheck.TraceFigure.allCases { #expect(page.contains("| `\(figure.rawValue)` |"), "\(figure)") }
    for mark in Marker.Word.allCases { #expect(page.contains("<!-- \(mark.rawValue) "), "\(mark.rawValue)") }
  }
}
