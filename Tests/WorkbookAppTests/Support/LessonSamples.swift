import LessonFormat

/// Lessons that nobody would write and that open all the same.
enum LessonSamples {
  /// A section without a word.
  static let empty = Lesson(
    id: "empty", version: 1, title: "", minutes: nil, sections: [.init(id: "nothing", title: "Nothing", parts: [])])
}
