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
    for mark in Marker.Word.allCases { #expect(page.contains("<!-- \(mark.rawValue) "), "\(mark.rawValue)") }
  }
}
