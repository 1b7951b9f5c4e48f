internal import Experiments
import Text

/// The marks of code cells, `<!-- variant {…} -->` and `<!-- checks -->`; each has one fence below it.
extension LessonReader {
  /// A variant of the starter text whose fence may not have been read yet.
  struct OpenVariant {
    /// Its mark.
    var node: MarkdownNode
    /// The modules that are missing, and where the lesson names them.
    var without: [String]
    var place: YAMLMapping.Location
    /// The text of its fence.
    var starter: String?
  }

  /// Begins a variant: its data says which modules are missing.
  mutating func beginVariant(_ node: MarkdownNode) {
    open?.filling = .variant
    var variant = OpenVariant(node: node, without: [], place: place(node))
    if let mapping = data(of: .variant, node) {
      var fields = Fields(mapping, source: source, noun: "a variant", known: ["without"])
      variant.without = fields.list("without") ?? []
      variant.place = mapping["without"]?.place ?? mapping.place
      if variant.without.isEmpty, fields.diagnostics.isEmpty {
        fields.missing("without", example: "<!-- variant {without: [numpy]} -->")
      }
      prose.diagnostics += fields.diagnostics
    }
    open?.variants.append(variant)
  }

  /// Begins the checks.
  mutating func beginChecks(_ node: MarkdownNode) {
    if open?.checksNode != nil {
      report(place(node), "This question has checks already.", fix: "Write all of them into one list.")
    }
    open?.filling = .checks
    open?.checksNode = node
    open?.checks = nil
  }

  /// Reads what is below a variant's mark or the one of the checks; returns `false` for all other parts.
  mutating func readCellPart(_ node: MarkdownNode) -> Bool {
    guard let part = open, part.filling == .variant || part.filling == .checks else { return false }
    let isVariant = part.filling == .variant
    let isSecond = isVariant ? part.variants.last?.starter != nil : part.checks != nil
    let language = isVariant ? "python" : "yaml"
    let word = node.detail.prefix { $0 != " " && $0 != "\t" }.lowercased()
    guard node.kind == .codeBlock, word == language || isVariant && word == "py", !isSecond else {
      let mark = "<!-- \(isVariant ? "variant {…}" : "checks") -->"
      report(
        place(node), "Below `\(mark)` there can only be one fence with `\(language)`.",
        fix: isSecond
          ? "Remove this, or write it below another mark."
          : "Write ```` ```\(language) ```` on a line of its own, and the text below it.")
      // Everything else up to the next mark would get the same report.
      if !isVariant { open?.checks = [] } else if !isSecond { open?.variants[part.variants.count - 1].starter = "" }
      return true
    }
    if isVariant {
      open?.variants[part.variants.count - 1].starter = Self.text(of: node)
    } else {
      let list = YAMLMapping.readList(
        node.literal, line: node.line + 1, indent: max(node.byte - 1, 0), fallback: place(node),
        example: "printed: 54208", source: source, into: &prose.diagnostics)
      open?.checks = list.compactMap { CheckReader.read($0, source: source, into: &prose.diagnostics) }
    }
    return true
  }

  /// The text of a fence, without the end of its last line.
  static func text(of node: MarkdownNode) -> String {
    var text = node.literal
    if text.hasSuffix("\n") { text.removeLast() }
    return visible(text)
  }

  /// Reports variants and checks of a question that has no use for them, or that have no fence.
  mutating func reportUnfilled(_ part: OpenPart) {
    let marks = part.variants.map { ($0.node, "variant", $0.starter == nil) }
    let checks = part.checksNode.map { [($0, "checks", part.checks == nil)] } ?? []
    for (node, word, isUnfilled) in marks + checks {
      if part.question?.cell == nil {
        report(
          place(node), "Only a question with a Python file has `<!-- \(word) -->`.",
          fix: "Write `kind: code` and `file: my_program.py`, or remove this part.")
      } else if isUnfilled {
        report(
          place(node), "Nothing follows this mark.",
          fix: "Write a fence with `\(word == "checks" ? "yaml" : "python")` below it, or remove it.")
      }
    }
    guard let needs = part.question?.cell?.needs else { return }
    for variant in part.variants {
      for name in variant.without where !needs.contains(name) {
        let near = nearest(to: name, among: needs).map { "Write `\($0)`" }
        report(
          variant.place, "The program doesn't need `\(name.prefix(80))`.",
          fix: "\(near ?? "Write a module of `needs`"), or add it there: `needs: [\(name.prefix(80))]`.")
      }
    }
  }
}

extension LessonReader.OpenPart {
  /// A code cell with the variants and checks of its question.
  func cell(_ head: CellSpec?) -> CellSpec? {
    var cell = head
    cell?.variants = variants.map { .init(without: $0.without, starter: $0.starter ?? "") }
    cell?.checks = checks ?? []
    return cell
  }
}
