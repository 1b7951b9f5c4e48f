import Experiments

/// Reads a lesson from its source: front matter, sections, and in them prose, experiments and questions.
struct LessonReader {
  /// The text.
  let source: SourceText
  /// Turns Markdown into prose; collects the diagnostics of all.
  var prose: ProseReader
  /// Sections that are complete.
  var sections: [Lesson.Section] = []
  /// The section that is being read.
  var section: Lesson.Section?
  /// The question or notes that are being read.
  var open: OpenPart?
  /// Every id and where it was given.
  var ids: [String: GivenID] = [:]
  /// References to check when all ids are known.
  var references: [Reference] = []

  /// A question or notes between their marks.
  struct OpenPart {
    /// The mark that opened it.
    var node: MarkdownNode
    /// The question's data; absent for notes.
    var question: QuestionHead?
    /// What is being filled.
    var filling: Filling
    /// Prose by where it goes.
    var prompt: [Block] = []
    var hints: [[Block]] = []
    var solution: [Block]?
    var rubric: [Block]?
    /// Code fences of the prompt: of code and file questions, the first is the starter text.
    var starter: String?

    /// Where the next block goes.
    enum Filling { case prompt, hint, solution, rubric, notes }
  }

  /// What an id names.
  struct GivenID {
    /// Kinds of things that have ids.
    enum Kind { case section, experiment, question }
    var kind: Kind
    var line: Int
    /// Whether it is an experiment that runs at several sizes.
    var isScale = false
  }

  /// Adds a diagnostic at a place of the file.
  mutating func report(_ place: YAMLMapping.Place, _ message: String, mend: String) {
    prose.diagnostics.append(source.diagnostic(line: place.line, column: place.column, message, mend: mend))
  }

  /// The place of a node's first character.
  func place(_ node: MarkdownNode) -> YAMLMapping.Place {
    .init(line: node.line, column: source.column(line: node.line, byte: node.byte))
  }
}

extension LessonReader {
  /// Reads the whole lesson; every fault is in the error it throws.
  static func read(_ source: SourceText) throws(LessonErrors) -> Lesson {
    var diagnostics = source.diagnostics
    let (yaml, body) = FrontMatter.split(source.lines)
    let front = FrontMatter.read(yaml, source: source, into: &diagnostics)
    if let newer = front.newerFormat { throw LessonErrors([newer]) }
    let (tree, covers) = try parse(body, source: source)
    var reader = LessonReader(source: source, prose: ProseReader(source: source, covers: covers))
    for node in tree { reader.read(node) }
    reader.finish()
    diagnostics += reader.prose.diagnostics
    guard diagnostics.isEmpty else { throw LessonErrors(diagnostics) }
    return Lesson(
      id: front.id, version: front.version, title: front.title, minutes: front.minutes, sections: reader.sections)
  }

  /// Parses twice where there are formulas: once to find them, once with the formulas covered.
  private static func parse(
    _ body: [String], source: SourceText
  ) throws(LessonErrors) -> (tree: [MarkdownNode], covers: [Formulas.Cover]) {
    if let wild = MarkdownGuard.refusal(body, source: source) { throw LessonErrors([wild]) }
    let text = body.joined(separator: "\n") + "\n"
    do throws(MarkdownFailure) {
      let first = try parseMarkdown(text)
      guard text.utf8.contains(UInt8(ascii: "$")) else { return (first, []) }
      let formulas = Formulas(lines: body, tree: first)
      return formulas.covers.isEmpty ? (first, []) : (try parseMarkdown(formulas.text), formulas.covers)
    } catch {
      switch error {
      case .tooDeep(let line):
        throw LessonErrors([
          source.diagnostic(
            line: line, column: 1, "Lists, quotes or stresses stand in each other too deep here.",
            mend: "Flatten them: a page has room for three or four levels.")
        ])
      case .outOfMemory:
        throw LessonErrors(file: source.file, sentence: "There was not enough memory to read the lesson.")
      }
    }
  }

  /// Takes the next block of the page.
  mutating func read(_ node: MarkdownNode) {
    switch node.type {
    case "heading" where node.number == 1: beginSection(node)
    case "html_block": readComment(node)
    case "code_block" where node.detail.split(separator: " ").first == "experiment" && open == nil:
      readExperiment(node)
    default:
      if node.type == "heading" { refuseID(ofSubheading: node) }
      if readStarter(node) { return }
      add(prose.blocks(node), from: node)
    }
  }

  /// Ends what is open, and says what the lesson as a whole lacks.
  mutating func finish() {
    closeForgotten()
    if let section { sections.append(section) }
    section = nil
    if sections.isEmpty {
      report(
        .init(line: source.lines.count, column: 1), "The lesson has no section.",
        mend: "Begin one with `# Its title {#its-id}`.")
    }
    checkReferences()
  }

  /// Puts prose where it belongs: into what is open, else onto the section's page.
  mutating func add(_ blocks: [Block], from node: MarkdownNode? = nil) {
    guard !blocks.isEmpty else { return }
    if open != nil {
      open?.add(blocks)
    } else if section != nil {
      section?.parts += blocks.map { .prose($0) }
    } else if let node, sections.isEmpty {
      reportHomeless(node)
    }
  }

  /// Says once that something stands before the first section.
  mutating func reportHomeless(_ node: MarkdownNode) {
    guard section == nil else { return }
    report(
      place(node), "This stands before the first section.",
      mend: "Put a heading `# Its title {#its-id}` above it.")
    // What follows has the same fault and the same mend.
    section = Lesson.Section(id: "", title: "", parts: [])
  }
}
