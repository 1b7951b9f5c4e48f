import Text

extension LessonReader {
  /// Reads a comment: a marker of the lesson format, or an ordinary comment.
  mutating func readComment(_ node: MarkdownNode) {
    guard node.literal.drop(while: \.isWhitespace).hasPrefix("<!--") else { return add(prose.blocks(node), from: node) }
    guard let comment = Comment(node.literal) else {
      return report(place(node), "This comment is never closed.", fix: "Close it with `-->`.")
    }
    prose.refuseText(after: comment, in: node)
    guard let marker = Marker(comment) else {
      if let (typed, meant) = Marker.meant(by: comment) {
        report(
          place(node), "`<!-- \(typed) -->` has no meaning.",
          fix: "Write `<!-- \(meant.rawValue) -->`, or start an ordinary comment with another word.")
      }
      return
    }
    if !marker.word.hasData, !marker.data.allSatisfy(\.isWhitespace) {
      report(
        place(node), "`\(marker.word.rawValue)` can't have data.",
        fix: "Write `<!-- \(marker.word.rawValue) -->` alone."
      )
    }
    switch marker.word {
    case .question, .notes: begin(marker, node)
    case .hint, .solution, .rubric, .variant, .checks: beginPart(marker.word, node)
    case .end:
      if open == nil {
        report(place(node), "There is nothing to end here.", fix: "Remove it, or start a question above it.")
      } else {
        close()
      }
    }
    if comment.swallowed != nil { open?.hasLostText = true }
  }

  private mutating func begin(_ marker: Marker, _ node: MarkdownNode) {
    closeUnended(before: node)
    if section == nil { reportTextOutsideSections(node) }
    guard marker.word == .question else {
      open = OpenPart(node: node, question: nil, filling: .notes)
      return
    }
    open = OpenPart(node: node, question: readHead(node), filling: .prompt)
  }

  /// Reads the data of `<!-- question {…} -->`.
  private mutating func readHead(_ node: MarkdownNode) -> QuestionHead? {
    guard let mapping = data(of: .question, node) else { return nil }
    let head = QuestionHead(mapping, reservedNames: reservedNames, source: source, into: &prose.diagnostics)
    let place = mapping["id"]?.place ?? mapping.place
    if !head.id.isEmpty {
      register(head.id, GivenID(kind: .question, line: place.line, isCell: head.cell != nil), at: place)
    }
    references += head.references
    if let file = head.fileName, !file.isEmpty {
      cellFiles.append(
        CellFile(owner: head.id, isQuestion: true, name: file, place: mapping["file"]?.place ?? mapping.place))
    }
    return head
  }

  /// The data of a mark. Everything else in the comment is replaced by blanks, so that positions in the YAML are
  /// positions in the file.
  mutating func data(of mark: Marker.Word, _ node: MarkdownNode) -> YAMLMapping? {
    guard let word = node.literal.firstRange(of: mark.rawValue), let end = node.literal.firstRange(of: "-->") else {
      return nil
    }
    let before = node.literal[..<word.upperBound].map { $0 == "\n" ? "\n" : " " }.joined()
    let yaml = before + node.literal[word.upperBound..<end.lowerBound]
    return YAMLMapping.read(yaml, line: node.line, fallback: place(node), source: source, into: &prose.diagnostics)
  }

  private mutating func beginPart(_ word: Marker.Word, _ node: MarkdownNode) {
    guard let part = open, part.filling != .notes else {
      return report(
        place(node), "`<!-- \(word.rawValue) -->` is outside a question.",
        fix: "Put it between `<!-- question {…} -->` and `<!-- end -->`.")
    }
    switch word {
    case .hint:
      open?.filling = .hint
      open?.hints.append([])
      open?.hintNodes.append(node)
    case .solution:
      if part.solution != nil { reportSecond(word, node) }
      open?.filling = .solution
      open?.solution = part.solution ?? []
    case .rubric:
      if part.rubric != nil { reportSecond(word, node) }
      open?.filling = .rubric
      open?.rubric = part.rubric ?? []
    case .variant: beginVariant(node)
    case .checks: beginChecks(node)
    case .question, .end, .notes: break
    }
  }

  private mutating func reportSecond(_ word: Marker.Word, _ node: MarkdownNode) {
    report(
      place(node), "This question has a \(word.rawValue) already.",
      fix: "Join them, or end the question between them.")
  }

  /// Uses the first code fence in the prompt of a code or file question as the starter text; returns whether it did.
  mutating func readStarter(_ node: MarkdownNode) -> Bool {
    guard node.kind == .codeBlock, let part = open, part.filling == .prompt, part.starter == nil,
      part.question?.wantsStarter == true
    else { return false }
    prose.checkFence(node)
    open?.starter = Self.text(of: node)
    return true
  }

  /// Reports an open question or open notes without an end, and ends them.
  ///
  /// - Parameter next: What comes where the end is missing; `nil` at the end of the file.
  mutating func closeUnended(before next: MarkdownNode?) {
    guard let part = open else { return }
    let what = part.filling == .notes ? "These notes have" : "This question has"
    report(
      place(part.node), "\(what) no end.",
      fix: next.map { "Write `<!-- end -->` above line \($0.line)." } ?? "Write `<!-- end -->` after the last line.")
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
    if part.prompt.isEmpty, !part.hasLostText {
      report(place(part.node), "This question has no text.", fix: "Write the text of the question below the comment.")
    }
    reportUnfilled(part)
    for (hint, node) in zip(part.hints, part.hintNodes) where hint.isEmpty && !part.hasLostText {
      report(place(node), "This hint is empty.", fix: "Write the hint below it, or remove `<!-- hint -->`.")
    }
    section?.parts.append(
      .question(
        Question(
          id: head.id, title: head.title, kind: head.kind(withStarter: part.starter), cell: part.cell(head.cell),
          prompt: part.prompt, source: part.source.joined(separator: "\n\n"), points: head.points,
          before: head.before, beside: head.beside, hints: part.hints, solution: part.solution ?? [],
          rubric: part.rubric ?? [])))
  }
}

extension LessonReader.OpenPart {
  /// Adds prose to the part that the last marker started.
  mutating func add(_ blocks: [Block]) {
    switch filling {
    case .prompt, .notes: prompt += blocks
    case .hint: hints[hints.count - 1] += blocks
    case .solution: solution = (solution ?? []) + blocks
    case .rubric: rubric = (rubric ?? []) + blocks
    // Their fences are read as they are.
    case .variant, .checks: break
    }
  }
}

extension QuestionHead {
  /// The file that it asks for; `nil` if it asks for none.
  fileprivate var fileName: String? { if case .file(let name, _, _) = kind { name } else { cell?.file } }

  /// The kind with the starter text of a code fence, if there was one.
  fileprivate func kind(withStarter text: String?) -> Question.Kind {
    guard let text else { return kind }
    return switch kind {
    case .code(let language, _): .code(language: language, starter: text)
    case .file(let name, let language, _): .file(name: name, language: language, starter: text)
    default: kind
    }
  }
}
