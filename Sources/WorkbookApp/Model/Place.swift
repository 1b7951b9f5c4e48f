internal import LessonFormat

/// Where in the lesson the student is.
struct Place: Sendable, Equatable {
  /// The section, counted from 0.
  var section = 0
  /// The experiment or question that keys act on; `nil` if only prose is in sight.
  var stop: Int?
  /// Whether the student chose the stop; otherwise it is just the first one in sight.
  var isChosen = false
  /// The number of the page's rows above the window.
  var scroll = 0

  /// The start of the lesson.
  init() {}

  /// A stop of a section.
  init(section: Int, stop: Int? = nil) {
    self.section = section
    self.stop = stop
    isChosen = stop != nil
  }

  /// The place with this id; `nil` if the lesson has none.
  init?(of id: String?, in lesson: Lesson) {
    guard let id else { return nil }
    for (index, section) in lesson.sections.enumerated() {
      if section.id == id {
        self.init(section: index)
        return
      }
      if let part = section.parts.firstIndex(where: { $0.stopID == id }) {
        self.init(section: index, stop: part)
        return
      }
    }
    return nil
  }
}

extension Lesson.Part {
  /// The id of an experiment or a question; prose has none.
  var stopID: String? {
    switch self {
    case .prose: nil
    case .experiment(let spec): spec.id
    case .job(let spec): spec.id
    case .question(let question): question.id
    }
  }
}

extension Lesson.Section {
  /// The parts that can be run or answered, in order.
  var stops: [Int] { parts.indices.filter { parts[$0].stopID != nil } }
}

extension Model {
  /// The experiment that keys act on; at a code cell, the one that runs its program.
  var currentExperiment: ExperimentSpec? {
    guard let stop = place.stop else { return nil }
    return switch section.parts[stop] {
    case .experiment(let spec): spec
    case .question(let question): question.experiment
    case .prose, .job: nil
    }
  }

  /// The code cell that keys act on.
  var currentCell: Question? { currentQuestion.flatMap { $0.cell == nil ? nil : $0 } }

  /// The question that keys act on.
  var currentQuestion: Question? {
    if let stop = place.stop, case .question(let question) = section.parts[stop] { question } else { nil }
  }
}
