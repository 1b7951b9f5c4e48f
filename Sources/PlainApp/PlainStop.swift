internal import LessonFormat

/// A place where the plain workbook stops: some prose with the experiment or the question that follows it.
struct PlainStop: Sendable {
  /// What follows the prose.
  enum Content: Sendable {
    case experiment(ExperimentSpec)
    case job(JobSpec)
    /// A question and its number in the lesson, from 1.
    case question(Question, number: Int)
    /// Nothing, at the end of a section.
    case nothing
  }

  /// The index of its section.
  var section: Int
  /// Whether it is the first stop of the section.
  var isFirst: Bool
  /// The prose.
  var prose: [Block]
  /// What follows the prose.
  var content: Content

  /// The id of the experiment, the job or the question, otherwise of the section.
  func id(in lesson: Lesson) -> String {
    switch content {
    case .experiment(let spec): spec.id
    case .job(let spec): spec.id
    case .question(let question, _): question.id
    case .nothing: lesson.sections[section].id
    }
  }
}

extension Lesson {
  /// The stops of the lesson, in order.
  var plainStops: [PlainStop] {
    var stops: [PlainStop] = []
    var number = 0
    for (index, section) in sections.enumerated() {
      var prose: [Block] = []
      var isFirst = true
      func stop(_ content: PlainStop.Content) {
        stops.append(PlainStop(section: index, isFirst: isFirst, prose: prose, content: content))
        prose = []
        isFirst = false
      }
      for part in section.parts {
        switch part {
        case .prose(let block): prose.append(block)
        case .experiment(let spec): stop(.experiment(spec))
        case .job(let spec): stop(.job(spec))
        case .question(let question):
          number += 1
          stop(.question(question, number: number))
        }
      }
      if !prose.isEmpty || isFirst { stop(.nothing) }
    }
    return stops
  }
}
