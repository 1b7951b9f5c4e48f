internal import LessonFormat

/// A place where the plain workbook stops: some prose, and the experiment or the question after it.
struct PlainStop: Sendable {
  /// What there is to do here.
  enum Matter: Sendable {
    case experiment(ExperimentSpec)
    /// A question and its number in the lesson, from 1.
    case question(Question, number: Int)
    /// Nothing: the prose at the end of a section.
    case nothing
  }

  /// The section it is in, by its place in the lesson.
  var section: Int
  /// Whether the section begins here.
  var isFirst: Bool
  /// What is read first.
  var prose: [Block]
  /// What is to be done then.
  var matter: Matter

  /// The id to come back to; of the section if there is nothing to do.
  func id(in lesson: Lesson) -> String {
    switch matter {
    case .experiment(let spec): spec.id
    case .question(let question, _): question.id
    case .nothing: lesson.sections[section].id
    }
  }
}

extension Lesson {
  /// The lesson as a row of stops.
  var plainStops: [PlainStop] {
    var stops: [PlainStop] = []
    var number = 0
    for (index, section) in sections.enumerated() {
      var prose: [Block] = []
      var isFirst = true
      func stop(_ matter: PlainStop.Matter) {
        stops.append(PlainStop(section: index, isFirst: isFirst, prose: prose, matter: matter))
        prose = []
        isFirst = false
      }
      for part in section.parts {
        switch part {
        case .prose(let block): prose.append(block)
        case .experiment(let spec): stop(.experiment(spec))
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
