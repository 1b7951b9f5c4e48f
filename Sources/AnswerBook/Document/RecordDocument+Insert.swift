import LessonFormat

extension Lesson {
  /// Something on a page, with the section it stands in.
  struct Item {
    var section: Section
    var part: Part

    /// The id of a question or an experiment.
    var id: String? {
      switch part {
      case .question(let question): question.id
      case .experiment(let experiment): experiment.id
      case .prose: nil
      }
    }
  }

  /// Everything that can have a block, in order.
  var items: [Item] {
    sections.flatMap { section in section.parts.map { Item(section: section, part: $0) } }.filter { $0.id != nil }
  }
}

extension RecordDocument {
  /// Inserts an item's blocks where the lesson has them: below the item before it, or above the one after it. The first
  /// item of a section brings the section's heading along.
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
      // Nothing of the lesson stands above: at the end of what is there, but above the mark that ends the record.
      append(blocks, heading: heading)
    }
  }

  /// Adds blocks at the end, above the mark that ends the record.
  mutating func append(_ blocks: [MarkedBlock], heading: [UInt8] = []) {
    var end = parts.firstIndex { if case .tail = $0 { true } else { false } } ?? parts.count
    // The empty line above that mark stays with it.
    if end > 0, parts[end - 1] == .loose([newline]) { end -= 1 }
    splice(blocks, at: end, spaceBelow: false, heading: heading)
  }

  /// Puts blocks before a part, an empty line above each of them, or below each where they go above something.
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

  /// Ends the last line before a part, which a mark needs in order to begin one.
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

  /// The last block of a question or an experiment.
  func lastIndex(of id: String) -> Int? { parts.lastIndex { isBlock($0, of: id) } }

  /// The last table of an experiment's runs.
  func lastIndex(ofRuns id: String) -> Int? {
    parts.lastIndex {
      if case .block(let block) = $0 { block.open.kind == .runs && block.open.id == id } else { false }
    }
  }

  private func isBlock(_ part: Part, of id: String) -> Bool {
    if case .block(let block) = part { block.open.id == id } else { false }
  }
}
