internal import LessonFormat

/// The parts of `answers.md`: marked blocks, which the program writes, and everything else, which belongs to the student and
/// never changes. An unchanged document gives back the same bytes.
struct RecordDocument: Equatable {
  /// Its parts in the order of the file.
  var parts: [Part]

  /// A part of the file.
  enum Part: Equatable {
    /// The student's own text.
    case loose([UInt8])
    /// The mark at the top.
    case head(RecordMark, raw: [UInt8])
    /// The mark at the end; if it is missing, the file was cut off.
    case tail(raw: [UInt8])
    /// A marked block.
    case block(MarkedBlock)
    /// A block without a closing mark, up to the next mark or the end.
    case torn(RecordMark, body: [UInt8], raw: [UInt8])
    /// A closing mark without an opening one.
    case stray(RecordMark, raw: [UInt8])

    /// Its bytes in the file.
    var raw: [UInt8] {
      switch self {
      case .loose(let raw), .tail(let raw), .head(_, let raw), .torn(_, _, let raw), .stray(_, let raw): raw
      case .block(let block): block.raw
      }
    }
  }

  /// The bytes of the file.
  var bytes: [UInt8] { parts.reduce(into: []) { $0 += $1.raw } }

  /// The mark at the top.
  var head: RecordMark? {
    for case .head(let mark, _) in parts { return mark }
    return nil
  }

  /// The mark at the end.
  var tail: RecordMark? {
    for case .tail(let raw) in parts { return RecordMark(raw[...].prefix { $0 != newline }) }
    return nil
  }

  /// Whether the file has the mark at its end.
  var hasTail: Bool { parts.contains { if case .tail = $0 { true } else { false } } }

  /// The index of the first block of a kind for an id. A second one is a copy that the student made; it is ignored.
  func index(of kind: RecordMark.Kind, _ id: String) -> Int? {
    parts.firstIndex {
      if case .block(let block) = $0 { block.open.kind == kind && block.open.id == id } else { false }
    }
  }

  /// The first block of a kind for an id.
  func block(_ kind: RecordMark.Kind, _ id: String) -> MarkedBlock? {
    guard let index = index(of: kind, id), case .block(let block) = parts[index] else { return nil }
    return block
  }

  /// Makes a document from its parts.
  init(parts: [Part]) { self.parts = parts }

  /// Reads a file, which may contain any bytes.
  init(_ bytes: [UInt8]) {
    let lines = lineRanges(of: bytes)
    let marks = lines.enumerated().compactMap { number, line -> Found? in
      // Some editors write a byte order mark at the start of a file.
      let skip = number == 0 && bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
      return RecordMark(bytes[(line.lowerBound + skip)..<line.upperBound]).map {
        Found(mark: $0, start: line.lowerBound + skip, end: min(line.upperBound + 1, bytes.count))
      }
    }
    self.init(parts: [])
    appendParts(marks, of: bytes)
  }

  /// A mark and the bytes of its line, including the newline.
  private struct Found {
    var mark: RecordMark
    var start: Int
    var end: Int
  }

  private mutating func appendParts(_ marks: [Found], of bytes: [UInt8]) {
    // The places of the marks of each kind, id and number, last first, so that a search doesn't walk through the file.
    var places: [String: [Int]] = [:]
    for index in marks.indices.reversed() { places[marks[index].mark.close.line, default: []].append(index) }
    // The properties of the same names walk through all parts.
    var (hasHead, hasTail) = (false, false)
    var position = 0
    var index = 0
    while index < marks.count {
      let (mark, start, end) = (marks[index].mark, marks[index].start, marks[index].end)
      if position < start { parts.append(.loose(Array(bytes[position..<start]))) }
      position = end
      let raw = Array(bytes[start..<end])
      switch (mark.kind, mark.closes) {
      case (.poolbook, false):
        parts.append(hasHead ? .loose(raw) : .head(mark, raw: raw))
        hasHead = true
      case (.poolbook, true):
        parts.append(hasTail ? .loose(raw) : .tail(raw: raw))
        hasTail = true
      case (_, true): parts.append(.stray(mark, raw: raw))
      case (_, false):
        let key = mark.close.line
        while let last = places[key]?.last, last <= index { places[key]?.removeLast() }
        // The program never writes a block that contains a mark of the same kind, id and number, so the next one closes it.
        if let last = places[key]?.last, marks[last].mark.closes {
          let body = Array(bytes[end..<marks[last].start])
          position = marks[last].end
          let isConverted = raw.suffix(2) == [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
          let block = MarkedBlock(
            open: mark, body: isConverted ? withoutCarriageReturns(body) : body, raw: Array(bytes[start..<position]))
          parts.append(.block(block))
          index = last
        } else {
          let next = index + 1 < marks.count ? marks[index + 1].start : bytes.count
          parts.append(.torn(mark, body: Array(bytes[end..<next]), raw: Array(bytes[start..<next])))
          position = next
        }
      }
      index += 1
    }
    if position < bytes.count { parts.append(.loose(Array(bytes[position...]))) }
  }
}

/// Replaces every `\r\n` by `\n`, if the line of the mark shows that an editor converted the whole file.
private func withoutCarriageReturns(_ bytes: [UInt8]) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count)
  for (index, byte) in bytes.enumerated() {
    if byte == UInt8(ascii: "\r"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\n") { continue }
    result.append(byte)
  }
  return result
}

extension RecordDocument {
  /// The answers in a document, and what is wrong with it.
  struct Reading {
    /// Answers by question id, including those to questions that are no longer in the lesson.
    var answers: [String: Answer] = [:]
    /// Questions whose prompt has changed since they were answered.
    var changed: Set<String> = []
    /// Sentences to show to the student.
    var notices: [String] = []
  }

  /// Reads every answer in the document.
  func read(for lesson: Lesson) -> Reading {
    var reading = Reading()
    let questions = Dictionary(lesson.questions.map { ($0.id, $0) }) { first, _ in first }
    let groups = blocksByQuestion()
    for (id, blocks) in groups {
      let question = questions[id]
      guard let answer = Self.answer(in: blocks, to: question) else { continue }
      reading.answers[id] = answer
      if let question, let asked = blocks[.question]?.open["prompt"], asked != question.promptFingerprint {
        reading.changed.insert(id)
      }
    }
    for question in lesson.questions {
      reading.notices += Self.notices(about: question, groups[question.id] ?? [:])
    }
    return reading
  }

  /// The first block of each kind, by question.
  private func blocksByQuestion() -> [String: [RecordMark.Kind: MarkedBlock]] {
    var groups: [String: [RecordMark.Kind: MarkedBlock]] = [:]
    for case .block(let block) in parts where block.open.kind != .runs {
      groups[block.open.id, default: [:]][block.open.kind] = groups[block.open.id]?[block.open.kind] ?? block
    }
    return groups
  }

  private static func answer(in blocks: [RecordMark.Kind: MarkedBlock], to question: Question?) -> Answer? {
    var answer = Answer()
    if let text = blocks[.text] { answer.text = FieldText(language: question?.language).text(in: text) }
    if let number = blocks[.number] { answer.number = FieldText().text(in: number) }
    if let choice = blocks[.choice] {
      answer.choice = chosenOption(in: String(decoding: choice.body, as: UTF8.self), of: question?.options ?? [])
    }
    answer.hintsShown = blocks[.question]?.open["hints"].flatMap { Int($0) } ?? 0
    answer.solutionSeen = blocks[.question]?.open["solution"] != nil
    let isGiven = blocks[.question]?.open["empty"] != nil
    return isGiven || !answer.isIdentical(to: Answer()) ? answer : nil
  }

  private static func notices(about question: Question, _ blocks: [RecordMark.Kind: MarkedBlock]) -> [String] {
    var notices: [String] = []
    if let choice = blocks[.choice], question.field(.choice) != nil {
      let body = String(decoding: choice.body, as: UTF8.self)
      let ticks = ticks(in: body)
      if ticks > 1 {
        notices.append("In answers.md, \(question.id) has \(ticks) ticked options; the first one counts.")
      }
      if ticks > 0, chosenOption(in: body, of: question.options) == nil {
        notices.append("In answers.md, the ticked option of \(question.id) is not in the lesson; choose again.")
      }
    }
    for kind in [RecordMark.Kind.text, .number] {
      if let block = blocks[kind], String(validating: block.body, as: UTF8.self) == nil {
        notices.append(
          "In answers.md, the answer to \(question.id) has bytes that are not UTF-8; they stay until you change the answer here."
        )
      }
    }
    return notices
  }
}

extension RecordDocument {
  /// A repaired document.
  struct Repair {
    /// The document without incomplete blocks and without marks that have no partner.
    var document: RecordDocument
    /// Questions with a part that is incomplete or missing.
    var lost: Set<String>
    /// The incomplete text blocks, in case there is nothing better.
    var torn: [String: MarkedBlock]
  }

  /// Repairs a damaged document; returns `nil` if it is not damaged.
  ///
  /// - Parameter isKnown: Whether there are answers that the document should contain. Then a document without any marks is
  ///   damaged; otherwise it is a page of the student's notes, and a record can be added to it.
  func repaired(for lesson: Lesson, isKnown: Bool) -> Repair? {
    let isOurs = parts.contains {
      switch $0 {
      case .head, .block, .tail: true
      case .loose, .torn, .stray: false
      }
    }
    guard isOurs else {
      guard isKnown || !isText else { return nil }
      return Repair(document: RecordDocument(parts: []), lost: Set(lesson.questions.map(\.id)), torn: [:])
    }
    var repair = Repair(document: self, lost: [], torn: [:])
    let known = Set(lesson.questions.map(\.id) + lesson.experiments.map(\.id))
    // A search for each damaged part would take minutes for a file of nothing else.
    let complete = parts.reduce(into: Set<String>()) { marks, part in
      if case .block(let block) = part { marks.insert(RecordMark(kind: block.open.kind, id: block.open.id).line) }
    }
    func isComplete(_ mark: RecordMark) -> Bool { complete.contains(RecordMark(kind: mark.kind, id: mark.id).line) }
    var isIncomplete = false
    func lose(_ mark: RecordMark) {
      isIncomplete = true
      // A code cell has the id of its runs, whose table is made again; its answer isn't lost with it.
      if mark.kind != .runs { repair.lost.insert(mark.id) }
    }
    repair.document.parts = parts.filter { part in
      switch part {
      case .torn(let mark, let body, let raw):
        // It only looks like a mark if there is a complete block too, or if the lesson doesn't have its id.
        guard known.contains(mark.id), !isComplete(mark) else { return true }
        lose(mark)
        if mark.kind == .text { repair.torn[mark.id] = MarkedBlock(open: mark, body: body, raw: raw) }
        return false
      case .stray(let mark, _):
        guard known.contains(mark.id), !isComplete(mark) else { return true }
        lose(mark)
        return false
      default: return true
      }
    }
    let isWhole = head?.id == lesson.id && hasTail
    if isWhole, !isIncomplete { return nil }
    if !isWhole {
      // If the file was cut off, missing blocks may have been lost.
      let short = lesson.questions.filter { question in
        question.fields.contains { block(RecordMark.Kind($0.name), question.id) == nil }
      }
      repair.lost.formUnion(short.map(\.id))
    }
    return repair
  }

  /// Whether there is a complete block of a question.
  func has(_ question: String) -> Bool {
    parts.contains {
      if case .block(let block) = $0 { block.open.id == question && block.open.kind != .runs } else { false }
    }
  }

  private var isText: Bool {
    let bytes = bytes
    return !bytes.contains(0) && String(validating: bytes, as: UTF8.self) != nil
  }
}
