package import LessonFormat

/// The states of an answer that the journal has, and how the record differs from them.
package struct JournalStates: Sendable, Equatable {
  /// The question's id.
  package let question: String
  /// Its number in the lesson, from 1; `nil` if the lesson doesn't ask it any more.
  package let number: Int?
  /// The states, oldest first; a removed answer is `nil`.
  package let states: [(when: String, answer: Answer?)]
  /// How the record differs.
  package let record: Standing

  /// How the answer in the record differs from the last state in the journal.
  package enum Standing: Sendable, Equatable {
    /// It doesn't.
    case same
    /// The record has an earlier state.
    case older
    /// The record has no answer.
    case missing
    /// The record has an answer that the journal doesn't have: it was edited in another program.
    case unknown
  }

  /// Whether the last state is one that the record has lost.
  package var isLost: Bool { record == .older || record == .missing }

  package static func == (a: JournalStates, b: JournalStates) -> Bool {
    a.question == b.question && a.number == b.number && a.record == b.record && a.states.count == b.states.count
      && zip(a.states, b.states).allSatisfy { $0.when == $1.when && isSame($0.answer, $1.answer) }
  }
}

extension BookFolder {
  /// Reads the states of all answers that the journal in a folder has, in the order of the lesson. Answers that were only
  /// restored while reading the record count as missing.
  ///
  /// - Returns: `nil` if there is no journal.
  package static func journalStates(
    in path: String, _ lesson: Lesson, of book: AnswerBook
  ) throws(BookError) -> [JournalStates]? {
    guard let directory = try Directory.open(path), let bytes = try directory.read(Journal.name)?.bytes else {
      return nil
    }
    let groups = Dictionary(grouping: Journal.entries(in: bytes).entries, by: \.question)
    let places = Dictionary(lesson.questions.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let ids = groups.keys.sorted { (places[$0] ?? .max, $0) < (places[$1] ?? .max, $1) }
    return ids.map { id in
      let states = (groups[id] ?? []).map { (when: $0.when, answer: $0.answer) }
      return JournalStates(
        question: id, number: places[id].map { $0 + 1 }, states: states,
        record: standing(of: book.restored?.contains(id) == true ? nil : book.answers[id], in: states.map(\.answer)))
    }
  }

  private static func standing(of answer: Answer?, in states: [Answer?]) -> JournalStates.Standing {
    guard let last = states.last, !isSame(last, answer) else { return .same }
    guard let answer else { return .missing }
    return states.contains { isSame($0, answer) } ? .older : .unknown
  }

  /// Puts answers back into the record, and copies the record first.
  ///
  /// - Parameter answers: The answers by question id; `nil` removes one.
  /// - Returns: The name of the copy; `nil` if there was no record.
  package func restore(_ answers: [String: Answer?], in book: AnswerBook) throws(BookError) -> String? {
    let copy = try state.withLock { state throws(BookError) -> String? in
      let directory = try Self.writableDirectory(path, lesson, &state)
      guard let old = try directory.read(RecordFile.name)?.bytes else { return nil }
      return try directory.writeBeside(RecordFile.keptStem + Instant.now.compact, ".md", old)
    }
    var book = book
    for (id, answer) in answers { book.answers[id] = answer }
    try save(book)
    return copy
  }
}
