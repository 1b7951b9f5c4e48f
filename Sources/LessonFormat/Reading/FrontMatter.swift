import Text

/// The YAML at a lesson's head.
struct FrontMatter {
  /// The format that this program reads.
  static let knownFormat = 1

  /// The lesson's id; a stand-in where it is wrong.
  var id = "lesson"
  /// The lesson's edition.
  var version = 1
  /// The lesson's title.
  var title = ""
  /// Minutes it takes.
  var minutes: Int?
  /// Set where the lesson is of a format to come: then nothing else of it can be judged.
  var newerFormat: Diagnostic?

  /// The lines of YAML, and all lines with those blank, so that every line keeps its number.
  static func split(_ lines: [String]) -> (yaml: [String]?, body: [String]) {
    guard lines.first.map(isFence) == true,
      let end = lines.dropFirst().firstIndex(where: { isFence($0) || $0.hasPrefix("...") })
    else { return (nil, lines) }
    return (Array(lines[1..<end]), Array(repeating: "", count: end + 1) + lines[(end + 1)...])
  }

  private static func isFence(_ line: String) -> Bool {
    line.hasPrefix("---") && line.dropFirst(3).allSatisfy(\.isWhitespace)
  }

  /// Reads the keys.
  static func read(_ yaml: [String]?, source: SourceText, into diagnostics: inout [Diagnostic]) -> FrontMatter {
    var front = FrontMatter()
    guard let yaml else {
      diagnostics.append(
        source.diagnostic(
          line: 1, column: 1, "The lesson does not begin with its front matter.",
          mend: "Begin with `---`, then `format: 1`, `id:`, `version:` and `title:`, a line each, then `---`."))
      return front
    }
    guard
      let mapping = YAMLMapping.read(
        yaml.joined(separator: "\n"), line: 2, fallback: .init(line: 1, column: 1), source: source, into: &diagnostics)
    else { return front }
    var fields = Fields(
      mapping, source: source, noun: "the front matter", known: ["format", "id", "version", "title", "minutes"])
    if let format = fields.whole("format", in: 1...Int.max, required: "format: 1"), format > knownFormat {
      let place = mapping["format"]?.place ?? mapping.place
      front.newerFormat = source.diagnostic(
        line: place.line, column: place.column,
        "This lesson is written in format \(format); this poolbook reads format \(knownFormat).",
        mend: "Update poolbook, then open it again.")
      return front
    }
    if let entry = mapping["id"], case .word(let id) = entry.value {
      if isIdentifier(id) {
        front.id = id
      } else {
        fields.report(
          entry.place, "`\(id.prefix(80))` is not an id.", mend: "An id has 1 to 64 letters, digits, `-` or `_`.")
      }
    } else {
      fields.missing("id", example: "id: my-lesson")
    }
    front.version = fields.whole("version", in: 1...1_000_000, required: "version: 1") ?? 1
    front.title = fields.word("title", required: "title: My Lesson") ?? ""
    front.minutes = fields.whole("minutes", in: 1...10_000)
    diagnostics += fields.diagnostics
    return front
  }
}
