import LessonFormat

/// A place where a session by lines stops and asks: prose, and the experiment or the question it leads to.
struct PlainStop {
  /// What is to be done here.
  enum Matter {
    case experiment(ExperimentSpec)
    /// A question and its number in the lesson, from 1.
    case question(Question, number: Int)
    /// Nothing but going on: the prose that ends a section.
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

  /// The id to come back to; a section's own where there is nothing to do.
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
