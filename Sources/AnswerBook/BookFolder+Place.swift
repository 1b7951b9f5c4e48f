internal import LessonFormat
import Text

extension BookFolder {
  /// Notices that the folder was renamed, replaced or deleted while it was open. A deleted one is made again with
  /// everything that is known; a renamed one is still the student's, wherever it is.
  static func followFolder(_ path: String, _ lesson: Lesson, _ state: inout State) throws(BookError) {
    guard let directory = state.directory else { return }
    switch directory.whereabouts {
    case .inPlace: state.place = nil
    case .moved(let place):
      guard state.place != .some(place) else { return }
      state.place = .some(place)
      let now = place.map { visible($0, onOneLine: true) } ?? "its new place"
      state.notices.append("\(visible(path, onOneLine: true)) was renamed or moved: everything is saved in \(now).")
    case .deleted:
      let made = try Directory.make(path)
      (state.directory, state.lock, state.place) = (made, nil, nil)
      lock(made, &state)
      // Everything that was in the old folder has to be written, unless the new one has it.
      state.stamp = nil
      state.journaled = [:]
      state.files = [:]
      state.owedFiles = Set(lesson.questions.compactMap(\.fileName))
      state.notices.append(
        "\(visible(path, onOneLine: true)) was deleted; it has been made again with your answers, but not with earlier runs."
      )
    }
  }
}
