internal import AnswerBook
internal import Exports
package import LessonFormat
internal import Text

/// What a student gets back: points and comments, question by question.
package struct Feedback: Sendable {
  let lesson: Lesson
  let row: CollectedRow
  let grades: Grades

  /// Collects what a student gets back.
  package init(_ row: CollectedRow, of lesson: Lesson, _ grades: Grades) {
    (self.lesson, self.row, self.grades) = (lesson, row, grades)
  }

  private var student: GradedStudent { GradedStudent(row.named) }

  /// Whether there is anything to say.
  package var isEmpty: Bool { lines.isEmpty }

  /// A graded or commented question.
  private struct Line {
    var title: String
    var points: String
    var comment: String
  }

  private var lines: [Line] {
    lesson.questions.enumerated().compactMap { index, question in
      let mark = grades[student, question.id]
      guard mark.points != nil || !mark.comment.isEmpty else { return nil }
      return Line(
        title: "\(index + 1) \(question.id)", points: Self.points(mark.points, of: question.points),
        comment: mark.comment)
    }
  }

  private var total: String {
    let possible = lesson.requiredQuestions.compactMap(\.points).reduce(0, +)
    return Self.points(grades.total(of: student, in: lesson), of: possible == 0 ? nil : possible)
  }

  /// The feedback as Markdown.
  package var markdown: String { "# \(oneLine(escaped(lesson.title)))\n\n" + withoutTitle }

  private var withoutTitle: String {
    var text = "\(oneLine(escaped(visible(row.shown))))\n\n**\(total) points**\n"
    let ungraded = grades.ungraded(of: student, in: lesson).count
    if ungraded > 0 { text += "\n\(counted(ungraded, "question")) \(ungraded == 1 ? "is" : "are") not graded yet.\n" }
    for line in lines {
      text += "\n## \(line.title)\n\n\(line.points) points\n"
      if !line.comment.isEmpty { text += "\n> \(oneLine(escaped(visible(line.comment))))\n" }
    }
    return text
  }

  /// The feedback as a page for a browser.
  package var html: String {
    Markup.page(
      title: "\(lesson.title): \(row.shown)", styles: [styleSheet],
      body: [
        .element("main", [:], .element("h1", [:], Markup(lesson.title)), .markdown(withoutTitle))
      ])
  }

  private static func points(_ points: Double?, of possible: Int?) -> String {
    (points.map(pointsText) ?? "–") + (possible.map { " of \($0)" } ?? "")
  }
}

/// Points as people write them: `3`, `2.5`.
package func pointsText(_ points: Double) -> String {
  points == points.rounded() && abs(points) < 1e9 ? String(Int(points)) : "\((points * 100).rounded() / 100)"
}
