internal import Experiments
internal import LessonFormat
import Text

extension BookFolder {
  /// Reads `answers.md` and the files of file questions.
  ///
  /// - Returns: Whether something damaged or missing was restored, so that the record should be saved.
  static func load(
    _ directory: Directory, _ lesson: Lesson, _ state: inout State, _ book: inout AnswerBook
  ) throws(BookError) -> Bool {
    let contents = try directory.read(RecordFile.name)
    let isRepaired = try apply(contents, directory, lesson, &state, &book)
    // What was restored from elsewhere counts as a change to the document.
    state.saved = state.document.read(for: lesson).answers
    state.student = book.student
    state.journaled = state.saved
    for (id, answer) in FileQuestions.read(directory, lesson, &state, answers: book.answers) {
      book.answers[id] = answer
      book.changedQuestions.remove(id)
    }
    if !book.changedQuestions.isEmpty {
      let ids = lesson.questions.map(\.id).filter(book.changedQuestions.contains).joined(separator: ", ")
      state.notices.append("The lesson has changed since you answered: look at these questions again: \(ids).")
    }
    return isRepaired
  }

  /// Reads the contents of `answers.md`, and restores what is damaged from the journal.
  static func apply(
    _ contents: FileContents?, _ directory: Directory, _ lesson: Lesson, _ state: inout State, _ book: inout AnswerBook
  ) throws(BookError) -> Bool {
    state.stamp = contents?.stamp
    let bytes = contents?.bytes ?? []
    var document = RecordDocument(bytes)
    try refuse(document, lesson, at: directory.path(of: RecordFile.name))
    let isEmpty = bytes.isEmpty
    // The journal can be long, so it is only read if the document may be damaged.
    let hasMarks = document.head != nil && document.hasTail
    let journal = hasMarks ? [:] : Self.journal(directory, &state)
    let repair = document.repaired(for: lesson, isKnown: !journal.isEmpty)
    if let repair { document = repair.document }
    let reading = document.read(for: lesson)
    state.document = document
    state.notices += RecordDocument(bytes).copies(in: lesson) + reading.notices
    book.answers = reading.answers
    book.changedQuestions = reading.changed
    book.position = document.head?["position"]
    book.student = document.head?.student ?? Student()
    guard let repair else {
      guard isEmpty, !journal.isEmpty else { return false }
      book.answers = journal
      book.restored = Set(journal.keys)
      state.notices.append("answers.md was missing; \(restoredAnswers(journal.count)) restored from the journal.")
      return true
    }
    let known = hasMarks ? Self.journal(directory, &state) : journal
    let restored = restore(repair, from: known, lesson, &book)
    book.restored = restored
    if !isEmpty { setAside(bytes, directory, &state) }
    let what = contents == nil ? "missing" : "damaged"
    state.notices.append("answers.md was \(what); \(restoredAnswers(restored.count)) restored from the journal.")
    return true
  }

  /// Refuses a record of another lesson, or one that a newer version of the program wrote.
  static func refuse(_ document: RecordDocument, _ lesson: Lesson, at path: String) throws(BookError) {
    guard let head = document.head else { return }
    // One of the marks may be damaged, so both must name the other lesson.
    if head.id != lesson.id, document.tail?.id == head.id { throw .otherLesson(path: path, lesson: head.id) }
    if let format = head["format"].flatMap({ Int($0) }), format > RecordFile.format { throw .newerFormat(path: path) }
  }

  /// Restores lost answers from the journal, or else from incomplete blocks.
  ///
  /// - Returns: The ids of their questions.
  static func restore(
    _ repair: RecordDocument.Repair, from journal: [String: Answer], _ lesson: Lesson, _ book: inout AnswerBook
  ) -> Set<String> {
    var restored: Set<String> = []
    let vanished = journal.keys.filter { id in !lesson.questions.contains { $0.id == id } && book.answers[id] == nil }
    for id in repair.lost.union(vanished) {
      if let answer = journal[id] {
        book.answers[id] = answer
        restored.insert(id)
      } else if let torn = repair.torn[id] {
        let language = lesson.questions.first { $0.id == id }?.language
        let text = FieldText(language: language).text(in: torn)
        guard !text.isEmpty else { continue }
        book.answers[id, default: Answer()].text = text
        restored.insert(id)
      }
      book.changedQuestions.remove(id)
    }
    return restored
  }

  /// Copies damaged contents. If that fails, the next save tries again before it writes anything.
  private static func setAside(_ bytes: [UInt8], _ directory: Directory, _ state: inout State) {
    state.uncopied = bytes
    guard state.access == .writable else { return }
    do throws(BookError) { try copyDamaged(directory, &state) } catch { state.notices.append(error.description) }
  }

  /// Copies damaged contents that have not been copied yet.
  static func copyDamaged(_ directory: Directory, _ state: inout State) throws(BookError) {
    guard let bytes = state.uncopied else { return }
    let name = try directory.writeBeside(RecordFile.damagedStem + Instant.now.compact, ".md", bytes)
    state.uncopied = nil
    state.notices.append("A copy of the damaged answers.md is in \(name).")
  }

  private static func journal(_ directory: Directory, _ state: inout State) -> [String: Answer] {
    do throws(BookError) {
      guard let contents = try directory.read(Journal.name) else { return [:] }
      let (answers, skipped) = Journal.read(contents.bytes)
      if skipped > 0 {
        state.notices.append(
          "\(counted(skipped, "damaged line")) of journal.jsonl \(skipped == 1 ? "was" : "were") skipped.")
      }
      return answers
    } catch {
      state.notices.append(error.description)
      return [:]
    }
  }
}

private func restoredAnswers(_ count: Int) -> String {
  switch count {
  case 0: "no answer could be"
  case 1: "1 answer was"
  default: "\(count) answers were"
  }
}
