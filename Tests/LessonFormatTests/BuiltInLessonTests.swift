import LessonFormat
import Lessons
import Testing

@Suite struct BuiltInLessonTests {
  @Test func `the built-in lesson asks every question that hand-ins are read by, in order`() throws {
    let lesson = try Lesson.parse(BuiltInLesson.sharingWork, file: "sharing-work.md")
    #expect(
      lesson.questions.map(\.id) == [
        "container", "distinct", "shares", "predict", "compare", "time-alone", "as-function", "design", "item-list",
        "combine", "speedup", "three-things", "rewrite", "prime-speedup", "more-processes", "script", "program",
        "ran-in-parallel", "hand-in",
      ])
    #expect(
      lesson.sections.map(\.id) == [
        "welcome", "process-investigation", "pi-walkthrough", "prime-exercise", "batch-job", "closing",
      ])
  }

  @Test func `every question of the built-in lesson has a solution`() throws {
    let lesson = try Lesson.parse(BuiltInLesson.sharingWork, file: "sharing-work.md")
    for question in lesson.questions { #expect(!question.solution.isEmpty, "\(question.id)") }
  }
}
