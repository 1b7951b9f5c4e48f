internal import Experiments
internal import LessonFormat
import Text

extension RecordDocument {
  /// Updates the document to a record. Only blocks that differ from the record are written again.
  ///
  /// - Parameters:
  ///   - answers: Answers by question id.
  ///   - reading: The answers that are in the document now.
  ///   - book: The runs, the jobs and the position.
  mutating func update(
    to answers: [String: Answer], from reading: Reading, book: AnswerBook, lesson: Lesson
  ) {
    updateFrame(position: book.position, lesson: lesson)
    var current = book
    current.answers = answers
    var number = 0
    for (place, item) in lesson.items.enumerated() {
      switch item.part {
      case .question(let question):
        number += 1
        let asked = AskedQuestion(question: question, number: number, isOptional: item.section.isOptional)
        let blocks = asked.blocks(
          answers[question.id], replacing: self,
          keepsPrompt: isSame(answers[question.id], reading.answers[question.id]))
        if has(question.id) { put(blocks, of: question.id) } else { insert(blocks, at: place, in: lesson) }
        if let experiment = question.experiment { putRuns(of: experiment, current, at: place, in: lesson) }
      case .experiment(let experiment): putRuns(of: experiment, current, at: place, in: lesson)
      case .job(let job):
        if let mine = book.jobs[job.id], !mine.isEmpty {
          put(FigureTable(mine, of: job).markdown, of: job.id, at: place, in: lesson)
        }
      case .prose: break
      }
    }
    let known = Set(lesson.questions.map(\.id))
    let present = questionIDs
    // There may be thousands, so those that aren't in the document yet don't search it.
    var new: [MarkedBlock] = []
    for (id, answer) in answers.sorted(by: { $0.key < $1.key }) where !known.contains(id) && isIdentifier(id) {
      guard !isSame(answer, reading.answers[id]) else { continue }
      let asked = AskedQuestion.vanished(id)
      if present.contains(id) {
        put(asked.blocks(answer, replacing: self, keepsPrompt: true), of: id)
      } else {
        new += asked.blocks(answer, replacing: RecordDocument(parts: []), keepsPrompt: true)
      }
    }
    append(new)
  }

  /// Writes whose record it is into the first line.
  mutating func name(_ student: Student) {
    for (index, part) in parts.enumerated() {
      guard case .head(var mark, _) = part else { continue }
      mark.student = student
      parts[index] = .head(mark, raw: Array((mark.line + "\n").utf8))
    }
  }

  /// Replaces the table of an experiment's runs, if there are any, and what is said below it about a Python file.
  private mutating func putRuns(of experiment: ExperimentSpec, _ book: AnswerBook, at place: Int, in lesson: Lesson) {
    guard let mine = book.runs[experiment.id], !mine.isEmpty else { return }
    let remarks = book.codeRemarks(on: experiment, in: lesson).map { "- " + escaped($0) }
    let table = FigureTable(mine, of: experiment).markdown
    put(table + (remarks.isEmpty ? [] : [""] + remarks), of: experiment.id, at: place, in: lesson)
  }

  /// Replaces the blocks of a question; new kinds of blocks go below its last one.
  private mutating func put(_ blocks: [MarkedBlock], of id: String) {
    for block in blocks {
      if let index = index(of: block.open.kind, id) {
        parts[index] = .block(block)
      } else if let last = lastIndex(ofAnswer: id) {
        let index = block.open.kind == .question ? firstIndex(of: id) ?? last : last + 1
        splice([block], at: index, spaceBelow: block.open.kind == .question)
      }
    }
  }

  /// Replaces the table of runs or jobs. One that was edited by hand stays, and the new one goes below it.
  private mutating func put(_ table: [String], of id: String, at place: Int, in lesson: Lesson) {
    let text = "\n" + table.map { $0 + "\n" }.joined() + "\n"
    let body = Array(text.utf8)
    var block = MarkedBlock(open: RecordMark(kind: .runs, id: id), body: body)
    block = block.with(block.open.noting("as", fingerprint(body)))
    let mine = parts.firstIndex {
      if case .block(let old) = $0 {
        old.open.kind == .runs && old.open.id == id && old.isOurs
      } else {
        false
      }
    }
    if let mine {
      if parts[mine] != .block(block), case .block(let old) = parts[mine], old.body != body {
        parts[mine] = .block(block)
      }
    } else if let last = lastIndex(ofRuns: id) ?? lastIndex(of: id) {
      // Below a table that was edited, or below the code cell.
      splice([block], at: last + 1, spaceBelow: false)
    } else {
      insert([block], at: place, in: lesson)
    }
  }

  /// Updates the marks at the top and at the end, and writes the title of a new document.
  private mutating func updateFrame(position: String?, lesson: Lesson) {
    var mark = head ?? RecordMark(kind: .poolbook, id: lesson.id)
    mark.id = lesson.id
    mark["format"] = String(RecordFile.format)
    mark["version"] = String(lesson.version)
    mark["position"] = position
    if let index = parts.firstIndex(where: { if case .head = $0 { true } else { false } }) {
      if mark != head { parts[index] = .head(mark, raw: Array((mark.line + "\n").utf8)) }
    } else {
      let isNew = !parts.contains { if case .block = $0 { true } else { false } }
      let index = isNew ? parts.count : 0
      if isNew { endLine(before: parts.count) }
      parts.insert(.head(mark, raw: Array((mark.line + "\n").utf8)), at: isNew ? parts.count : index)
      if isNew {
        let note = "Answers are read back from between their marks. What you write elsewhere stays as it is."
        parts.append(.loose(Array("\n# \(oneLine(escaped(lesson.title)))\n\n<!-- \(note) -->\n".utf8)))
      }
    }
    if !hasTail {
      endLine(before: parts.count)
      parts.append(.loose([newline]))
      parts.append(.tail(raw: Array((RecordMark(kind: .poolbook, id: lesson.id, closes: true).line + "\n").utf8)))
    }
  }
}

/// Returns whether two answers are both `nil`, or the same byte for byte.
func isSame(_ a: Answer?, _ b: Answer?) -> Bool {
  switch (a, b) {
  case (nil, nil): true
  case (let a?, let b?): a.isIdentical(to: b)
  default: false
  }
}

extension Lesson {
  /// A part of a page, with its section.
  struct Item {
    var section: Section
    var part: Part

    /// The id of a question, an experiment or a job.
    var id: String? {
      switch part {
      case .question(let question): question.id
      case .experiment(let experiment): experiment.id
      case .job(let job): job.id
      case .prose: nil
      }
    }
  }

  /// All questions, experiments and jobs, in order.
  var items: [Item] {
    sections.flatMap { section in section.parts.map { Item(section: section, part: $0) } }.filter { $0.id != nil }
  }
}

extension RecordDocument {
  /// Inserts the blocks of an item in the lesson's order: below the item before it, or above the one after it. The first item
  /// of a section comes with the section's heading.
  mutating func insert(_ blocks: [MarkedBlock], at place: Int, in lesson: Lesson) {
    let items = lesson.items
    let section = items[place].section
    let above = items[..<place].last { firstIndex(of: $0.id ?? "") != nil }
    let below = items[(place + 1)...].first { firstIndex(of: $0.id ?? "") != nil }
    let heading = Array("\n## \(oneLine(escaped(section.title)))\n".utf8)
    if let above, above.section.id == section.id, let index = lastIndex(of: above.id ?? "") {
      splice(blocks, at: index + 1, spaceBelow: false)
    } else if let below, below.section.id == section.id, let index = firstIndex(of: below.id ?? "") {
      splice(blocks, at: index, spaceBelow: true)
    } else if let above, let index = lastIndex(of: above.id ?? "") {
      endLine(before: index + 1)
      splice(blocks, at: index + 1, spaceBelow: false, heading: heading)
    } else {
      // No item of the lesson is above it, so it goes to the end, above the mark that ends the record.
      append(blocks, heading: heading)
    }
  }

  /// The questions that have a block.
  private var questionIDs: Set<String> {
    var ids: Set<String> = []
    for case .block(let block) in parts where block.open.kind != .runs { ids.insert(block.open.id) }
    return ids
  }

  /// Adds blocks at the end, above the mark that ends the record.
  mutating func append(_ blocks: [MarkedBlock], heading: [UInt8] = []) {
    guard !blocks.isEmpty else { return }
    var end = parts.firstIndex { if case .tail = $0 { true } else { false } } ?? parts.count
    // The blank line above that mark stays with it.
    if end > 0, parts[end - 1] == .loose([newline]) { end -= 1 }
    splice(blocks, at: end, spaceBelow: false, heading: heading)
  }

  /// Inserts blocks before a part, with a blank line above each of them, or below each if `spaceBelow` is set.
  mutating func splice(_ blocks: [MarkedBlock], at index: Int, spaceBelow: Bool, heading: [UInt8] = []) {
    var new: [Part] = heading.isEmpty ? [] : [.loose(heading)]
    for block in blocks {
      if !spaceBelow { new.append(.loose([newline])) }
      new.append(.block(block))
      if spaceBelow { new.append(.loose([newline])) }
    }
    endLine(before: index)
    parts.insert(contentsOf: new, at: index)
  }

  /// Makes sure that the line before a part is complete, because a mark must start at the beginning of a line.
  mutating func endLine(before index: Int) {
    guard index > 0, index <= parts.count else { return }
    switch parts[index - 1] {
    case .loose(let raw) where raw.last != newline: parts[index - 1] = .loose(raw + [newline])
    case .head(let mark, let raw) where raw.last != newline: parts[index - 1] = .head(mark, raw: raw + [newline])
    case .tail(let raw) where raw.last != newline: parts[index - 1] = .tail(raw: raw + [newline])
    case .block(var block) where block.raw.last != newline:
      block.raw.append(newline)
      parts[index - 1] = .block(block)
    case .torn(_, _, let raw) where raw.last != newline, .stray(_, let raw) where raw.last != newline:
      parts[index - 1] = .loose(raw + [newline])
    default: break
    }
  }

  /// The first block of a question or an experiment.
  func firstIndex(of id: String) -> Int? { parts.firstIndex { isBlock($0, of: id) } }

  /// The last block of a question or an experiment; of a code cell, the table of its runs.
  func lastIndex(of id: String) -> Int? { parts.lastIndex { isBlock($0, of: id) } }

  /// The last table of an experiment's runs.
  func lastIndex(ofRuns id: String) -> Int? {
    parts.lastIndex {
      if case .block(let block) = $0 { block.open.kind == .runs && block.open.id == id } else { false }
    }
  }

  /// The last block of a question that isn't a table of runs.
  private func lastIndex(ofAnswer id: String) -> Int? {
    parts.lastIndex {
      if case .block(let block) = $0 { block.open.kind != .runs && isBlock($0, of: id) } else { false }
    }
  }

  private func isBlock(_ part: Part, of id: String) -> Bool {
    if case .block(let block) = part { block.open.id == id } else { false }
  }
}
