import Experiments
import LessonFormat

extension BookFolder {
  /// Writes what changed since the last time: the journal first, then `answers.md`, then files. Each is tried whatever
  /// became of the others; the first failure is told.
  static func keep(
    _ book: AnswerBook, in directory: Directory, _ lesson: Lesson, _ state: inout State
  ) throws(BookError) {
    let changed = Set(book.answers.keys).union(state.saved.keys).filter { !isSame(book.answers[$0], state.saved[$0]) }
    var failure: BookError?
    if !changed.isEmpty {
      let lines = Journal.lines(changed.map { ($0, book.answers[$0]) }, at: .now)
      do throws(BookError) { try directory.append(Journal.name, lines) } catch { failure = error }
    }
    var answers = book.answers
    do throws(BookError) {
      answers = try writeRecord(book, changed: changed, in: directory, lesson, &state)
      state.saved = book.answers
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

  /// Writes `answers.md` where it does not say yet what it should.
  ///
  /// - Returns: The answers as they stand in it: the record's, and what someone else wrote meanwhile.
  private static func writeRecord(
    _ book: AnswerBook, changed: Set<String>, in directory: Directory, _ lesson: Lesson, _ state: inout State
  ) throws(BookError) -> [String: Answer] {
    try copyDamaged(directory, &state)
    let lost = try readAgainIfEdited(directory, lesson, &state)
    try copyDamaged(directory, &state)
    let reading = state.document.read(for: lesson)
    // Answers that did not change here are those of the document: someone may have edited them there meanwhile.
    var answers = reading.answers
    for id in changed.union(lost) { answers[id] = book.answers[id] }
    var document = state.document
    document.update(to: answers, from: reading, runs: book.runs, position: book.position, lesson: lesson)
    guard state.stamp == nil || document != state.document else { return answers }
    state.stamp = try directory.write(RecordFile.name, document.bytes)
    state.document = document
    return answers
  }

  /// Takes up what someone else wrote to `answers.md` since it was read or written last.
  ///
  /// - Returns: Questions whose answers were lost from it, not edited.
  private static func readAgainIfEdited(
    _ directory: Directory, _ lesson: Lesson, _ state: inout State
  ) throws(BookError) -> Set<String> {
    guard directory.stamp(of: RecordFile.name) != state.stamp else { return [] }
    guard let contents = try directory.read(RecordFile.name), !contents.bytes.isEmpty else {
      // Taken away while the workbook was open: written whole again.
      state.stamp = nil
      state.notices.append("answers.md was taken away meanwhile; it has been written again.")
      return []
    }
    var outside = AnswerBook()
    let before = state.document.read(for: lesson).answers
    if try take(contents, directory, lesson, &state, &outside) {
      let left = state.document.read(for: lesson).answers
      return Set(before.keys).union(left.keys).filter { !isSame(before[$0], left[$0]) }
    }
    let edited = Set(outside.answers.keys).union(before.keys).filter { !isSame(outside.answers[$0], before[$0]) }
    guard !edited.isEmpty else { return [] }
    // A file whose text was edited in the record has to follow it.
    state.owedFiles.formUnion(lesson.questions.filter { edited.contains($0.id) }.compactMap(\.fileName))
    let lines = Journal.lines(edited.map { ($0, outside.answers[$0]) }, at: .now)
    try directory.append(Journal.name, lines)
    let ids = edited.sorted().joined(separator: ", ")
    state.notices.append("answers.md was edited meanwhile (\(ids)); close and open the workbook to see it here.")
    return []
  }
}
