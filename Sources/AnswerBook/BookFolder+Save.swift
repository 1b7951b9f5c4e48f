internal import Experiments
internal import LessonFormat

extension BookFolder {
  /// Writes what has changed since the last save: first the journal, then `answers.md`, then files. It tries all of them
  /// and throws the first error.
  ///
  /// The record doesn't wait until the journal is on the disk: on a busy disk that would take as long again, and if the
  /// program is killed meanwhile, the record would miss what was typed.
  static func save(
    _ book: AnswerBook, in directory: Directory, _ lesson: Lesson, _ state: inout State
  ) throws(BookError) {
    let changed = ids(changedIn: book.answers, since: state.saved)
    var failure: BookError?
    var journal: Directory.Appended?
    do throws(BookError) { journal = try appendToJournal(book.answers, in: directory, state) } catch { failure = error }
    var answers = book.answers
    do throws(BookError) {
      answers = try writeRecord(book, changed: changed, in: directory, lesson, &state)
      state.saved = book.answers
      state.student = book.student
    } catch {
      failure = failure ?? error
    }
    do throws(BookError) {
      if let journal {
        try directory.sync(journal)
        state.journaled = book.answers
      }
    } catch {
      failure = failure ?? error
    }
    do throws(BookError) {
      try FileQuestions.write(answers, changed: changed, directory, lesson, &state)
    } catch {
      failure = failure ?? error
    }
    if let failure { throw failure }
  }

  /// Adds what has changed to the journal.
  ///
  /// The journal has its own state, so that trying again to save the record doesn't repeat lines, and a line that couldn't
  /// be written is written the next time.
  ///
  /// - Returns: The journal, which isn't on the disk yet; `nil` if nothing has changed.
  private static func appendToJournal(
    _ answers: [String: Answer], in directory: Directory, _ state: State
  ) throws(BookError) -> Directory.Appended? {
    let changed = ids(changedIn: answers, since: state.journaled)
    guard !changed.isEmpty else { return nil }
    return try Journal.append(Journal.lines(changed.map { ($0, answers[$0]) }, at: .now), to: directory)
  }

  private static func ids(changedIn answers: [String: Answer], since old: [String: Answer]) -> Set<String> {
    Set(answers.keys).union(old.keys).filter { !isSame(answers[$0], old[$0]) }
  }

  /// Writes `answers.md` if it has to change.
  ///
  /// - Returns: The answers in it: those of the record, and those that someone else has edited.
  private static func writeRecord(
    _ book: AnswerBook, changed: Set<String>, in directory: Directory, _ lesson: Lesson, _ state: inout State
  ) throws(BookError) -> [String: Answer] {
    try copyDamaged(directory, &state)
    let lost = try readAgainIfEdited(directory, lesson, &state)
    try copyDamaged(directory, &state)
    let reading = state.document.read(for: lesson)
    // Answers that did not change here may have been edited in the document.
    var answers = reading.answers
    for id in changed.union(lost) { answers[id] = book.answers[id] }
    for (id, base) in state.outside {
      answers[id] = Answer.merging(book.answers[id], reading.answers[id], since: base)
    }
    var document = state.document
    document.update(to: answers, from: reading, book: book, lesson: lesson)
    // Otherwise the first line may have been edited by someone else.
    if book.student != state.student { document.name(book.student) }
    if state.stamp == nil || document != state.document {
      state.stamp = try directory.write(RecordFile.name, document.bytes)
      state.document = document
    }
    noteEdits(of: book, reading.answers, saved: answers, lesson, &state)
    return answers
  }

  /// Reads `answers.md` again if someone else has changed it since it was last read or written.
  ///
  /// - Returns: Questions whose answers were lost, not edited.
  private static func readAgainIfEdited(
    _ directory: Directory, _ lesson: Lesson, _ state: inout State
  ) throws(BookError) -> Set<String> {
    guard directory.stamp(of: RecordFile.name) != state.stamp else { return [] }
    guard let contents = try directory.read(RecordFile.name), !contents.bytes.isEmpty else {
      // It was deleted while the workbook was open.
      state.stamp = nil
      state.notices.append("answers.md was deleted; it has been written again.")
      return []
    }
    var outside = AnswerBook()
    let before = state.document.read(for: lesson).answers
    if try apply(contents, directory, lesson, &state, &outside) {
      let left = state.document.read(for: lesson).answers
      return Set(before.keys).union(left.keys).filter { !isSame(before[$0], left[$0]) }
    }
    let edited = Set(outside.answers.keys).union(before.keys).filter { !isSame(outside.answers[$0], before[$0]) }
    guard !edited.isEmpty else { return [] }
    // If the text of a file was edited in the record, the file has to change too.
    state.owedFiles.formUnion(lesson.questions.filter { edited.contains($0.id) }.compactMap(\.fileName))
    let lines = Journal.lines(edited.map { ($0, outside.answers[$0]) }, at: .now)
    try directory.sync(Journal.append(lines, to: directory))
    // If writing fails after this, the next attempt still knows of the edits.
    for id in edited where state.outside[id] == nil { state.outside[id] = .some(before[id]) }
    return []
  }
}
