import Text

extension LessonReader {
  /// A comment: a mark of ours, or nothing to a reader.
  mutating func readComment(_ node: MarkdownNode) {
    guard node.literal.drop(while: \.isWhitespace).hasPrefix("<!--") else { return add(prose.blocks(node), from: node) }
    guard node.literal.contains("-->") else {
      return report(place(node), "This comment is never closed.", mend: "Close it with `-->`.")
    }
    guard let marker = Marker(comment: node.literal) else {
      if let (typed, meant) = Marker.meant(by: node.literal) {
        report(
          place(node), "`<!-- \(typed) -->` marks nothing.",
          mend: "Write `<!-- \(meant.rawValue) -->`, or put another word first if it is a remark.")
      }
      return
    }
    if !marker.rest.allSatisfy(\.isWhitespace) {
      report(
        place(node), "Something follows `-->`, where Markdown takes it for HTML.", mend: "Begin it on the next line.")
    }
    if marker.word != .question, !marker.data.allSatisfy(\.isWhitespace) {
      report(
        place(node), "`\(marker.word.rawValue)` takes no data.", mend: "Write `<!-- \(marker.word.rawValue) -->` alone."
      )
    }
    switch marker.word {
    case .question, .notes: begin(marker, node)
    case .hint, .solution, .rubric: turn(marker.word, node)
    case .end:
      if open == nil {
        report(place(node), "This ends nothing.", mend: "Leave it out, or open a question above it.")
      } else {
        close()
      }
    }
  }

  private mutating func begin(_ marker: Marker, _ node: MarkdownNode) {
    closeForgotten()
    if section == nil { reportHomeless(node) }
    guard marker.word == .question else {
      open = OpenPart(node: node, question: nil, filling: .notes)
      return
    }
    open = OpenPart(node: node, question: readHead(node), filling: .prompt)
  }

  /// Reads the data of `<!-- question {…} -->`: the comment with its marks blanked out, so that every place stays.
  private mutating func readHead(_ node: MarkdownNode) -> QuestionHead? {
    guard let word = node.literal.firstRange(of: "question"), let end = node.literal.firstRange(of: "-->") else {
      return nil
    }
    let before = node.literal[..<word.upperBound].map { $0 == "\n" ? "\n" : " " }.joined()
    let yaml = before + node.literal[word.upperBound..<end.lowerBound]
    guard
      let mapping = YAMLMapping.read(
        yaml, line: node.line, fallback: place(node), source: source, into: &prose.diagnostics)
    else { return nil }
    let head = QuestionHead(mapping, source: source, into: &prose.diagnostics)
    if !head.id.isEmpty { claim(head.id, .question, at: mapping["id"]?.place ?? mapping.place) }
    references += head.references
    return head
  }

  private mutating func turn(_ word: Marker.Word, _ node: MarkdownNode) {
    guard let part = open, part.filling != .notes else {
      return report(
        place(node), "`<!-- \(word.rawValue) -->` stands outside of a question.",
        mend: "Put it between `<!-- question {…} -->` and `<!-- end -->`.")
    }
    switch word {
    case .hint:
      open?.filling = .hint
      open?.hints.append([])
    case .solution:
      if part.solution != nil { reportSecond(word, node) }
      open?.filling = .solution
      open?.solution = part.solution ?? []
    default:
      if part.rubric != nil { reportSecond(word, node) }
      open?.filling = .rubric
      open?.rubric = part.rubric ?? []
    }
  }

  private mutating func reportSecond(_ word: Marker.Word, _ node: MarkdownNode) {
    report(
      place(node), "This question has a \(word.rawValue) already.",
      mend: "Join the two, or end the question between them.")
  }

  /// Takes the first code fence of a code or file question's prompt as its starter text.
  mutating func readStarter(_ node: MarkdownNode) -> Bool {
    guard node.type == "code_block", let part = open, part.filling == .prompt, part.starter == nil,
      part.question?.wantsStarter == true
    else { return false }
    var text = node.literal
    if text.hasSuffix("\n") { text.removeLast() }
    open?.starter = visible(text)
    return true
  }

  /// Says that what is open was not ended, and ends it.
  mutating func closeForgotten() {
    guard let part = open else { return }
    let what = part.filling == .notes ? "These notes are" : "This question is"
    report(place(part.node), "\(what) never ended.", mend: "Write `<!-- end -->` under the last of its lines.")
    close()
  }

  private mutating func close() {
    guard let part = open else { return }
    open = nil
    guard part.filling != .notes else {
      section?.notes += part.prompt
      return
    }
    guard let head = part.question else { return }
    if part.prompt.isEmpty {
      report(place(part.node), "This question asks nothing.", mend: "Write the question under its comment.")
    }
    for hint in part.hints where hint.isEmpty {
      report(place(part.node), "A hint of this question is empty.", mend: "Write it, or leave `<!-- hint -->` out.")
    }
    section?.parts.append(
      .question(
        Question(
          id: head.id, kind: head.kind(withStarter: part.starter), prompt: part.prompt, points: head.points,
          before: head.before, beside: head.beside, hints: part.hints, solution: part.solution ?? [],
          rubric: part.rubric ?? [])))
  }
}

extension LessonReader.OpenPart {
  /// Puts prose where the last mark said.
  mutating func add(_ blocks: [Block]) {
    switch filling {
    case .prompt, .notes: prompt += blocks
    case .hint: hints[hints.count - 1] += blocks
    case .solution: solution = (solution ?? []) + blocks
    case .rubric: rubric = (rubric ?? []) + blocks
    }
  }
}

extension QuestionHead {
  /// The kind with the starter text of a code fence, where there was one.
  fileprivate func kind(withStarter text: String?) -> Question.Kind {
    guard let text else { return kind }
    return switch kind {
    case .code(let language, _): .code(language: language, starter: text)
    case .file(let name, let language, _): .file(name: name, language: language, starter: text)
    default: kind
    }
  }
}
