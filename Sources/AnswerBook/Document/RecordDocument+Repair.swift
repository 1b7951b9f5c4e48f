import LessonFormat

extension RecordDocument {
  /// A damaged document made sound again.
  struct Repair {
    /// What was whole; torn blocks and marks without their partner are left out.
    var document: RecordDocument
    /// Questions of which something was torn or is missing.
    var lost: Set<String>
    /// The text that stood in torn blocks, where nothing better is known.
    var torn: [String: MarkedBlock]
  }

  /// What is left of a damaged document; nothing where it is sound.
  ///
  /// - Parameter isKnown: Whether there are answers the document should have: a document without our marks is then no
  ///   record any more; otherwise it is a page of notes to which a record may be added.
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
    repair.document.parts = parts.filter { part in
      switch part {
      case .torn(let mark, let body, let raw):
        // With a whole block beside it, or about nothing we know, it is a note that looks like a mark.
        guard known.contains(mark.id), block(mark.kind, mark.id) == nil else { return true }
        repair.lost.insert(mark.id)
        if mark.kind == .text { repair.torn[mark.id] = MarkedBlock(open: mark, body: body, raw: raw) }
        return false
      case .stray(let mark, _):
        guard known.contains(mark.id), block(mark.kind, mark.id) == nil else { return true }
        repair.lost.insert(mark.id)
        return false
      default: return true
      }
    }
    let isWhole = head?.id == lesson.id && hasTail
    if isWhole, repair.lost.isEmpty { return nil }
    if !isWhole {
      // Where the file ends too soon, a block that should be there was cut off.
      let short = lesson.questions.filter { question in
        question.fields.contains { block(Mark.Kind($0.name), question.id) == nil }
      }
      repair.lost.formUnion(short.map(\.id))
    }
    return repair
  }

  /// Whether any whole block belongs to a question.
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
