import LessonFormat

/// Files of the student's folder that are answers.
enum FileQuestions {
  /// Reads the files back where they were edited outside.
  ///
  /// - Returns: New answers by question id. The file counts, unless only the record was edited.
  static func read(
    _ directory: Directory, _ lesson: Lesson, _ state: inout BookFolder.State, answers: [String: Answer]
  ) -> [String: Answer] {
    var changed: [String: Answer] = [:]
    for question in lesson.questions {
      guard let name = question.fileName else { continue }
      do throws(BookError) {
        guard let contents = try directory.read(name) else { continue }
        let found = fingerprint(contents.bytes)
        state.files[name] = found
        guard let text = String(validating: contents.bytes, as: UTF8.self) else {
          state.notices.append("\(name) has bytes that are not UTF-8; it stays as it is until you change it here.")
          continue
        }
        let recorded = answers[question.id]?.text ?? ""
        guard !recorded.utf8.elementsEqual(text.utf8) else { continue }
        if state.document.block(.text, question.id)?.open["as"] == found {
          state.notices.append("\(name) differs from answers.md, which was edited: the text in answers.md counts.")
          // To be written with the next save.
          state.files[name] = nil
          continue
        }
        var answer = answers[question.id] ?? Answer()
        answer.text = text
        changed[question.id] = answer
      } catch {
        state.notices.append(error.description)
      }
    }
    return changed
  }

  /// Writes the files of answers that changed, or that are not there. What someone else wrote there meanwhile is kept
  /// beside.
  static func write(
    _ answers: [String: Answer], changed: Set<String>, _ directory: Directory, _ lesson: Lesson,
    _ state: inout BookFolder.State
  ) throws(BookError) {
    var failure: BookError?
    for question in lesson.questions {
      guard let name = question.fileName, let text = answers[question.id]?.text,
        !text.isEmpty || changed.contains(question.id)
      else { continue }
      let known = state.files[name]
      guard changed.contains(question.id) || known == nil else { continue }
      do throws(BookError) {
        let bytes = Array(text.utf8)
        let new = fingerprint(bytes)
        if let there = try directory.read(name)?.bytes {
          let found = fingerprint(there)
          if found != new, found != known, known != nil || String(validating: there, as: UTF8.self) == nil {
            let kept = try directory.writeBeside("\(name).kept-\(Instant.now.compact)", "", there)
            state.notices.append("\(name) was changed outside meanwhile; what was in it is kept as \(kept).")
          }
          if found == new {
            state.files[name] = new
            continue
          }
        } else if text.isEmpty {
          continue
        }
        try directory.write(name, bytes)
        state.files[name] = new
      } catch {
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
  }
}
