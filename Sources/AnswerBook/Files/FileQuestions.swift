package import LessonFormat

extension BookFolder {
  /// Writes files of a lesson's questions where they are missing, and makes the folder if it doesn't exist.
  ///
  /// - Parameters:
  ///   - names: The files; those that no question asks for are left out.
  ///   - isComplete: Whether to write the solutions instead of the starter texts.
  /// - Returns: The files in the lesson's order, and whether each is new; others stay as they are.
  package static func writeFiles(
    _ names: [String], of lesson: Lesson, complete isComplete: Bool, to path: String
  ) throws(BookError) -> [(name: String, isNew: Bool)] {
    try refuseFileNames(in: lesson)
    let directory = try Directory.make(path)
    var files: [(name: String, isNew: Bool)] = []
    for question in lesson.questions {
      guard let name = question.fileName, names.contains(name) else { continue }
      files.append((name, try directory.writeNew(name, Array(question.fileText(complete: isComplete).utf8))))
    }
    return files
  }
}

extension Question {
  /// The text of the question's file as the student finds it, or complete as the solution has it. It ends in a newline.
  package func fileText(complete: Bool) -> String {
    var text = starter
    if complete, let code = solution.lazy.compactMap({ if case .code(_, let code) = $0 { code } else { nil } }).first {
      text = code
    }
    return text.hasSuffix("\n") ? text : text + "\n"
  }
}

/// The files in the student's folder that are answers.
enum FileQuestions {
  /// Reads the files that were edited in another program.
  ///
  /// - Returns: New answers by question id. The file is preferred, unless only the record was edited.
  static func read(
    _ directory: Directory, _ lesson: Lesson, _ state: inout BookFolder.State, answers: [String: Answer]
  ) -> [String: Answer] {
    var changed: [String: Answer] = [:]
    for question in lesson.questions {
      guard let name = question.fileName else { continue }
      do throws(BookError) {
        guard let contents = try directory.read(name) else { continue }
        let recorded = answers[question.id]?.text ?? ""
        let difference = compare(contents.bytes, of: question, recorded: recorded, in: state.document)
        if difference == .isNotText {
          state.notices.append("\(name) has bytes that are not UTF-8; it stays unchanged until you edit it here.")
          continue
        }
        state.files[name] = fingerprint(contents.bytes)
        if difference == .recordIsNewer {
          state.notices.append(
            "\(name) differs from answers.md, which was edited later: the text in answers.md is used.")
          state.owedFiles.insert(name)
        }
        guard case .fileIsNewer(let text) = difference else { continue }
        var answer = answers[question.id] ?? Answer()
        answer.text = text
        changed[question.id] = answer
        state.outsideTexts[name] = text
      } catch {
        state.notices.append(error.description)
      }
    }
    return changed
  }

  /// How the file of a question differs from the record.
  enum Difference: Equatable {
    /// Not at all.
    case same
    /// It has bytes that are not UTF-8.
    case isNotText
    /// The record was edited later, so that its text counts.
    case recordIsNewer
    /// The text of the file counts.
    case fileIsNewer(String)
  }

  /// Compares the file of a question with its answer in the record.
  static func compare(
    _ bytes: [UInt8], of question: Question, recorded: String, in document: RecordDocument
  ) -> Difference {
    guard let text = String(validating: bytes, as: UTF8.self) else { return .isNotText }
    if recorded.utf8.elementsEqual(text.utf8) { return .same }
    return document.block(.text, question.id)?.open["as"] == fingerprint(bytes) ? .recordIsNewer : .fileIsNewer(text)
  }

  /// Writes the files whose answers changed, and files that are missing. If someone else has changed a file, its contents
  /// are copied first.
  static func write(
    _ answers: [String: Answer], changed: Set<String>, _ directory: Directory, _ lesson: Lesson,
    _ state: inout BookFolder.State
  ) throws(BookError) {
    var failure: BookError?
    for question in lesson.questions {
      guard let name = question.fileName, let text = answers[question.id]?.text else { continue }
      let isThere = directory.stamp(of: name) != nil
      let isDue = changed.contains(question.id) || state.owedFiles.contains(name)
      guard isThere ? isDue : !text.isEmpty else { continue }
      // What can't be shown here isn't replaced by what the workbook itself began with.
      if isThere, question.starters.contains(text), !isText(name, directory) { continue }
      do throws(BookError) {
        try write(name, Array(text.utf8), directory, &state)
        state.owedFiles.remove(name)
      } catch {
        state.owedFiles.insert(name)
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
  }

  private static func isText(_ name: String, _ directory: Directory) -> Bool {
    guard let bytes = (try? directory.read(name))?.bytes else { return true }
    return String(validating: bytes, as: UTF8.self) != nil
  }

  private static func write(
    _ name: String, _ bytes: [UInt8], _ directory: Directory, _ state: inout BookFolder.State
  ) throws(BookError) {
    let new = fingerprint(bytes)
    // What was read from the file needs no writing; another program may have gone on with it since.
    if state.files[name] == new, directory.stamp(of: name) != nil { return }
    if let there = try directory.read(name)?.bytes, fingerprint(there) != new {
      if fingerprint(there) != state.files[name] {
        let kept = try directory.writeBeside("\(name).kept-\(Instant.now.compact)", "", there)
        state.notices.append("\(name) was changed by another program; a copy of that version is in \(kept).")
        // If writing fails now, the next attempt needs no second copy.
        state.files[name] = fingerprint(there)
      }
      try directory.write(name, bytes)
    } else if directory.stamp(of: name) == nil {
      try directory.write(name, bytes)
    }
    state.files[name] = new
    state.outsideTexts[name] = nil
  }
}
