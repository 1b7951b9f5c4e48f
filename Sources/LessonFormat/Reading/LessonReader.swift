internal import Experiments

/// Reads a lesson from its source: front matter, sections, and in them prose, experiments and questions.
struct LessonReader {
  /// The text.
  let source: SourceText
  /// Turns Markdown into prose and collects all diagnostics.
  var prose: ProseReader
  /// Sections that are complete.
  var sections: [Lesson.Section] = []
  /// The section that is being read.
  var section: Lesson.Section?
  /// The question or the notes that are being read.
  var open: OpenPart?
  /// Every id and where it was defined.
  var ids: [String: GivenID] = [:]
  /// References to check when all ids are known.
  var references: [Reference] = []
  /// Files of batch jobs, to check when all questions are known.
  var jobFiles: [JobFile] = []
  /// Files of questions and experiments, to check when all are known.
  var cellFiles: [CellFile] = []
  /// The anchors of headings below the sections'.
  var headings: Set<String> = []
  /// Names that file questions can't use.
  var reservedNames: Set<String> = []

  /// A question or notes whose end has not been read yet.
  struct OpenPart {
    /// The comment that started it.
    var node: MarkdownNode
    /// The question's data; `nil` for notes.
    var question: QuestionHead?
    /// What the next block belongs to.
    var filling: Filling
    var prompt: [Block] = []
    /// The Markdown of the prompt, block by block.
    var source: [String] = []
    /// The first line of the prompt's last block, until the block's end is known.
    var sourceStart: Int?
    var hints: [[Block]] = []
    /// The comments of the hints.
    var hintNodes: [MarkdownNode] = []
    /// Whether text behind a mark was reported, so that what seems to be empty needn't be.
    var hasLostText = false
    var solution: [Block]?
    var rubric: [Block]?
    /// The first code fence in the prompt of a code or file question.
    var starter: String?
    /// The starter texts for a Python that lacks modules.
    var variants: [OpenVariant] = []
    /// The mark of the checks.
    var checksNode: MarkdownNode?
    /// The checks; `nil` until their fence was read.
    var checks: [CellCheck]?

    /// The parts of a question, and notes.
    enum Filling { case prompt, hint, solution, rubric, variant, checks, notes }
  }

  /// What an id names.
  struct GivenID {
    /// Kinds of things that have ids.
    enum Kind { case section, experiment, job, question }
    var kind: Kind
    var line: Int
    /// Whether it is an experiment that runs at several sizes.
    var isScale = false
    /// Whether it is an experiment that runs a Python file.
    var isPython = false
    /// Whether it is a question with a Python file.
    var isCell = false
  }

  /// Reports a fault at a place of the file.
  mutating func report(_ place: YAMLMapping.Location, _ message: String, fix: String) {
    prose.diagnostics.append(source.diagnostic(line: place.line, column: place.column, message, fix: fix))
  }

  /// The place of a node's first character.
  func place(_ node: MarkdownNode) -> YAMLMapping.Location {
    .init(line: node.line, column: source.column(line: node.line, byte: node.byte))
  }
}

extension LessonReader {
  /// Reads the whole lesson and what its author should be warned about; throws all faults if one of them is an error.
  static func read(
    _ source: SourceText, reservedNames: Set<String>, hasFile: ((String) -> Bool)? = nil
  ) throws(LessonErrors) -> (lesson: Lesson, warnings: [Diagnostic]) {
    var diagnostics = source.diagnostics
    let (yaml, body) = FrontMatter.split(source.lines)
    let front = FrontMatter.read(yaml, source: source, into: &diagnostics)
    if let newer = front.newerFormat { throw LessonErrors([newer]) }
    let (tree, covers) = try parse(body, source: source)
    var reader = LessonReader(source: source, prose: ProseReader(source: source, covers: covers))
    reader.reservedNames = reservedNames
    reader.prose.reportFormulas()
    for node in tree { reader.read(node) }
    reader.finish()
    reader.checkTargets(hasFile: hasFile)
    diagnostics += reader.prose.diagnostics + UnusedDefinitions.warnings(body, source: source)
    guard diagnostics.errors.isEmpty else { throw LessonErrors(diagnostics) }
    front.add(to: &reader.sections)
    var lesson = Lesson(
      id: front.id, version: front.version, title: front.title, minutes: front.minutes, sections: reader.sections)
    lesson.credits = front.credits
    return (lesson, diagnostics)
  }

  /// Parses the Markdown; if there are formulas, once to find them and once with the formulas covered.
  static func parse(
    _ body: [String], source: SourceText
  ) throws(LessonErrors) -> (tree: [MarkdownNode], covers: [Formulas.Cover]) {
    if let fault = MarkdownGuard.refusal(body, source: source) { throw LessonErrors([fault]) }
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
            line: line, column: 1, "Lists, quotes or emphasis are nested too deeply here.",
            fix: "Use at most three or four levels.")
        ])
      case .outOfMemory:
        throw LessonErrors(file: source.file, sentence: "There is not enough memory to read the lesson.")
      }
    }
  }

  /// Reads the next block of the page.
  mutating func read(_ node: MarkdownNode) {
    endSource(before: node.line)
    switch node.kind {
    case .heading where node.number == 1: beginSection(node)
    case .htmlBlock: readComment(node)
    case .codeBlock where node.isExperiment && open == nil: readExperiment(node)
    default:
      if node.kind == .heading {
        refuseID(ofSubheading: node)
        var silent = prose
        headings.insert(Self.anchor(plainText(silent.inlines(node))))
      }
      if readCellPart(node) || readStarter(node) { return }
      add(prose.blocks(node), from: node)
    }
  }

  /// Ends what is open and reports what the lesson as a whole lacks.
  mutating func finish() {
    endSource(before: source.lines.count + 1)
    closeUnended(before: nil)
    if let section { sections.append(section) }
    section = nil
    if sections.isEmpty {
      report(
        .init(line: source.lines.count, column: 1), "The lesson has no section.",
        fix: "Start one with `# Its title {#its-id}`.")
    }
    checkReferences()
    checkJobFiles()
    checkCells()
  }

  /// Adds prose to what is open, or to the section's page.
  mutating func add(_ blocks: [Block], from node: MarkdownNode? = nil) {
    guard !blocks.isEmpty else { return }
    if let part = open {
      if part.filling == .prompt, let node { open?.sourceStart = node.line }
      open?.add(blocks)
    } else if section != nil {
      section?.parts += blocks.map { .prose($0) }
    } else if let node, sections.isEmpty {
      reportTextOutsideSections(node)
    }
  }

  /// Keeps the source lines of the block of a prompt that ends before a line.
  private mutating func endSource(before line: Int) {
    guard let start = open?.sourceStart else { return }
    open?.sourceStart = nil
    var lines = source.lines[min(start - 1, source.lines.count)..<max(start - 1, min(line - 1, source.lines.count))]
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    open?.source.append(lines.joined(separator: "\n"))
  }

  /// Reports once that there is something before the first section.
  mutating func reportTextOutsideSections(_ node: MarkdownNode) {
    guard section == nil else { return }
    report(
      place(node), "This text is before the first section.",
      fix: "Write a heading `# Its title {#its-id}` above it.")
    // Everything up to the first section would get the same report.
    section = Lesson.Section(id: "", title: "", parts: [])
  }
}
