internal import LessonFormat
internal import Session

/// A row of the outline: a section, an experiment or a question.
struct OutlineEntry: Sendable, Equatable {
  /// The section, counted from 0.
  var section: Int
  /// The part of the section; `nil` for the section itself.
  var stop: Int?
  /// The text.
  var title: String
  /// Its state.
  var state: State
  /// Whether it is the experiment or the question that has the focus.
  var isCurrent = false
  /// Whether it is an optional section.
  var isOptional = false

  /// The state of a section, an experiment or a question.
  enum State: Sendable, Equatable {
    /// Answered, run, or with nothing left to do.
    case done
    /// Not answered or not run yet.
    case open
    /// The section the student is in.
    case unfolded
    /// An experiment that is locked until a question is answered.
    case locked
  }
}

extension Model {
  /// The outline: all sections with all their stops, or only with those of the section being read.
  func outline(unfoldingAll: Bool) -> [OutlineEntry] {
    var entries: [OutlineEntry] = []
    for (index, section) in lesson.sections.enumerated() {
      let isHere = index == place.section
      let isDone = isDone(section, index)
      entries.append(
        OutlineEntry(
          section: index, stop: nil, title: section.title, state: isHere ? .unfolded : isDone ? .done : .open,
          isOptional: section.isOptional))
      guard isHere || unfoldingAll else { continue }
      for stop in section.stops {
        entries.append(
          OutlineEntry(
            section: index, stop: stop, title: title(section.parts[stop]),
            state: state(of: section.parts[stop]), isCurrent: isHere && stop == place.stop))
      }
    }
    return entries
  }

  private func title(_ part: Lesson.Part) -> String {
    switch part {
    case .prose: ""
    case .experiment(let spec): spec.id
    case .job(let spec): spec.id
    case .question(let question): "\(number(of: question)) \(question.title ?? question.id)"
    }
  }

  private func state(of part: Lesson.Part) -> OutlineEntry.State {
    switch part {
    case .prose: .done
    case .experiment(let spec):
      if book.runs[spec.id]?.isEmpty == false { .done } else { session.lock(of: spec) == nil ? .open : .locked }
    case .job(let spec):
      if book.jobs[spec.id]?.contains(where: { $0.stage == .submitted }) == true {
        .done
      } else {
        session.missingFile(of: spec) == nil ? .open : .locked
      }
    case .question(let question): book.isAnswered(question) ? .done : .open
    }
  }

  /// A section is done when all its stops are; one without stops is done when the student is past it.
  private func isDone(_ section: Lesson.Section, _ index: Int) -> Bool {
    let stops = section.stops
    return stops.isEmpty ? index < place.section : stops.allSatisfy { state(of: section.parts[$0]) == .done }
  }
}
