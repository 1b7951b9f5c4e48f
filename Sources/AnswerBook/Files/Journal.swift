import FoundationEssentials

/// `journal.jsonl`: each answer as it was given and when, one JSON object a line, only ever added to.
enum Journal {
  /// The file's name.
  static let name = "journal.jsonl"

  /// One line.
  struct Entry: Codable {
    /// When it was given, UTC.
    var when: String
    /// The question.
    var question: String
    /// The answer's text.
    var text: String?
    /// The number as typed.
    var number: String?
    /// The option, from 0.
    var choice: Int?
    /// Hints taken, where any were.
    var hints: Int?
    /// Whether the solution was looked at.
    var solution: Bool?
    /// Whether the answer was taken back.
    var removed: Bool?

    init(_ answer: Answer?, to question: String, when: String) {
      self.when = when
      self.question = question
      text = answer.flatMap { $0.text.isEmpty ? nil : $0.text }
      number = answer.flatMap { $0.number.isEmpty ? nil : $0.number }
      choice = answer?.choice
      hints = answer.flatMap { $0.hintsTaken == 0 ? nil : $0.hintsTaken }
      solution = answer?.solutionSeen == true ? true : nil
      removed = answer == nil ? true : nil
    }

    /// The answer; nothing where it was taken back.
    var answer: Answer? {
      removed == true
        ? nil
        : Answer(
          text: text ?? "", number: number ?? "", choice: choice, hintsTaken: hints ?? 0,
          solutionSeen: solution ?? false)
    }
  }

  /// Lines for answers given at one moment.
  static func lines(_ answers: [(question: String, answer: Answer?)], at moment: Instant) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return answers.sorted { $0.question < $1.question }.reduce(into: []) { bytes, change in
      let entry = Entry(change.answer, to: change.question, when: moment.iso8601)
      // Texts and whole numbers can always be encoded.
      guard let line = try? encoder.encode(entry) else { return }
      bytes += line
      bytes.append(newline)
    }
  }

  /// The last answer to each question, and how many lines were damaged and skipped.
  static func read(_ bytes: [UInt8]) -> (answers: [String: Answer], skipped: Int) {
    let decoder = JSONDecoder()
    var answers: [String: Answer] = [:]
    var skipped = 0
    for line in jsonLines(of: bytes) {
      guard let entry = try? decoder.decode(Entry.self, from: Data(bytes[line])) else {
        skipped += 1
        continue
      }
      answers[entry.question] = entry.answer
    }
    return (answers, skipped)
  }
}

/// The lines of a file that have anything in them.
private func jsonLines(of bytes: [UInt8]) -> [Range<Int>] { lines(of: bytes).filter { !$0.isEmpty } }
