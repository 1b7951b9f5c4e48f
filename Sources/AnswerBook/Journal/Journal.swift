import FoundationEssentials

/// `journal.jsonl`: one JSON object per line for each state of an answer and its time. Lines are only ever appended.
///
/// Hints and solutions need no lines of their own: they are the differences between the states of an answer. Lines without
/// a question are skipped, so that later versions can add other kinds of lines.
enum Journal {
  /// The file's name.
  static let name = "journal.jsonl"

  /// One line.
  struct Entry: Codable {
    /// When it was saved, UTC.
    var when: String
    /// The question.
    var question: String
    /// The answer's text.
    var text: String?
    /// The number as it was typed.
    var number: String?
    /// The option, from 0.
    var choice: Int?
    /// The number of hints shown, if any were.
    var hints: Int?
    /// Whether the solution was shown.
    var solution: Bool?
    /// Whether the answer was removed.
    var removed: Bool?

    init(_ answer: Answer?, to question: String, when: String) {
      self.when = when
      self.question = question
      text = answer.flatMap { $0.text.isEmpty ? nil : $0.text }
      number = answer.flatMap { $0.number.isEmpty ? nil : $0.number }
      choice = answer?.choice
      hints = answer.flatMap { $0.hintsShown == 0 ? nil : $0.hintsShown }
      solution = answer?.solutionSeen == true ? true : nil
      removed = answer == nil ? true : nil
    }

    /// The answer; `nil` if it was removed.
    var answer: Answer? {
      removed == true
        ? nil
        : Answer(
          text: text ?? "", number: number ?? "", choice: choice, hintsShown: hints ?? 0,
          solutionSeen: solution ?? false)
    }
  }

  /// Makes the lines for answers that are saved at the same time.
  static func lines(_ answers: [(question: String, answer: Answer?)], at moment: Instant) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return answers.sorted { $0.question < $1.question }.reduce(into: []) { bytes, change in
      let entry = Entry(change.answer, to: change.question, when: moment.iso8601)
      // Encoding texts and whole numbers can't fail.
      guard let line = try? encoder.encode(entry) else { return }
      bytes += line
      bytes.append(newline)
    }
  }

  /// The last answer to each question, and how many damaged lines were skipped.
  static func read(_ bytes: [UInt8]) -> (answers: [String: Answer], skipped: Int) {
    let (entries, skipped) = entries(in: bytes)
    var answers: [String: Answer] = [:]
    for entry in entries { answers[entry.question] = entry.answer }
    return (answers, skipped)
  }

  /// Reads what was done from the end of the journal in a folder, oldest first; empty if it can't be read.
  static func history(_ directory: Directory) -> [JournalEntry] {
    // A student's journal can be megabytes long, and opening the workbook must not take longer because of it.
    guard let lines = (try? directory.lastLines(of: name, atMost: 64 << 10)) ?? nil else { return [] }
    return history(lines.bytes, isCut: lines.isCut)
  }

  /// Converts lines of the journal to entries.
  ///
  /// - Parameter isCut: Whether there are earlier lines. Then hints that the first line of a question mentions may be old.
  static func history(_ bytes: [UInt8], isCut: Bool = false) -> [JournalEntry] {
    var history: [JournalEntry] = []
    var answers: [String: Answer?] = [:]
    for entry in entries(in: bytes).entries {
      let answer = entry.answer
      var before = answers[entry.question] ?? nil
      if isCut, answers[entry.question] == nil {
        before = Answer(hintsShown: answer?.hintsShown ?? 0, solutionSeen: answer?.solutionSeen ?? false)
      }
      answers[entry.question] = .some(answer)
      guard let time = Instant(iso8601: entry.when)?.seconds else { continue }
      let changes = JournalEntry.changes(of: entry.question, from: before, to: answer, at: time)
      for change in changes { history.add(change) }
    }
    return history
  }

  /// The answers in the journal that are newer than those of a record.
  ///
  /// An answer in the record is old if the journal has the same one earlier. One that the journal doesn't have was
  /// edited in another program.
  static func newerAnswers(than answers: [String: Answer], _ directory: Directory) -> [String: Answer] {
    func differing(_ limit: Int) -> [String: [Answer?]] {
      guard let lines = (try? directory.lastLines(of: name, atMost: limit)) ?? nil else { return [:] }
      // The first state in a whole journal comes after no answer at all.
      var states: [String: [Answer?]] = [:]
      for entry in entries(in: lines.bytes).entries {
        states[entry.question, default: lines.isCut ? [] : [nil]].append(entry.answer)
      }
      return states.filter { id, states in states.last.map { !isSame($0, answers[id]) } ?? false }
    }
    // Almost always the end of the journal is the record, and the rest need not be read.
    guard !differing(64 << 10).isEmpty else { return [:] }
    var newer: [String: Answer] = [:]
    for (id, states) in differing(32 << 20) where states.dropLast().contains(where: { isSame($0, answers[id]) }) {
      newer[id] = states.last ?? nil
    }
    return newer
  }

  /// The states of answers in the lines of a journal, and how many damaged lines were skipped.
  static func entries(in bytes: [UInt8]) -> (entries: [Entry], skipped: Int) {
    let decoder = JSONDecoder()
    var entries: [Entry] = []
    var skipped = 0
    for line in lineRanges(of: bytes) where !line.isEmpty {
      let data = Data(bytes[line])
      if let entry = try? decoder.decode(Entry.self, from: data) {
        entries.append(entry)
      } else if let other = try? decoder.decode(OtherLine.self, from: data), other.question == nil {
        continue
      } else {
        skipped += 1
      }
    }
    return (entries, skipped)
  }

  /// What a line is about.
  enum Subject {
    /// The answer to the question with this id.
    case answer(String)
    case run(RunLine)
  }

  /// What a line is about; `nil` if it can't be read or isn't of a known kind.
  static func subject(of line: ArraySlice<UInt8>) -> Subject? {
    let (decoder, data) = (JSONDecoder(), Data(line))
    if let entry = try? decoder.decode(Entry.self, from: data) { return .answer(entry.question) }
    return (try? decoder.decode(RunLine.self, from: data)).map(Subject.run)
  }

  /// A line that is not the state of an answer.
  private struct OtherLine: Decodable {
    var question: String?
  }
}
