import LessonFormat

/// Lessons for tests.
enum LessonSamples {
  /// A section without text.
  static let empty = Lesson(
    id: "empty", version: 1, title: "", minutes: nil, sections: [.init(id: "nothing", title: "Nothing", parts: [])])
}
