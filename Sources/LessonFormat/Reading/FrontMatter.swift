import Text

/// The YAML at a lesson's head.
struct FrontMatter {
  /// The format that this program reads.
  static let knownFormat = 1

  /// The keys, besides those that begin with `x-`.
  static let keys = [
    "format", "id", "version", "title", "minutes", "authors", "license", "source", "language", "objectives",
    "keypoints",
  ]

  /// The lesson's id; a placeholder if it is malformed.
  var id = "lesson"
  /// The lesson's edition.
  var version = 1
  /// The lesson's title.
  var title = ""
  /// About how many minutes the lesson takes.
  var minutes: Int?
  /// Who wrote the lesson.
  var authors: [String] = []
  /// The license it may be used under.
  var license: String?
  /// Where it comes from.
  var origin: String?
  /// What a student can do after it.
  var objectives: [String] = []
  /// What a student should remember.
  var keypoints: [String] = []
  /// The only fault to report if the lesson has a newer format.
  var newerFormat: Diagnostic?

  /// Splits off the lines of YAML. The body has blank lines instead, so that every line keeps its number.
  static func split(_ lines: [String]) -> (yaml: [String]?, body: [String]) {
    guard lines.first.map({ isFence($0) }) == true,
      let end = lines.dropFirst().firstIndex(where: { isFence($0) || isFence($0, of: "...") })
    else { return (nil, lines) }
    return (Array(lines[1..<end]), Array(repeating: "", count: end + 1) + lines[(end + 1)...])
  }

  private static func isFence(_ line: String, of sign: String = "---") -> Bool {
    line.hasPrefix(sign) && line.dropFirst(3).allSatisfy(\.isWhitespace)
  }

  /// Reads the keys.
  static func read(_ yaml: [String]?, source: SourceText, into diagnostics: inout [Diagnostic]) -> FrontMatter {
    var front = FrontMatter()
    guard let yaml else {
      diagnostics.append(
        source.diagnostic(
          line: 1, column: 1, "The lesson has no front matter.",
          fix: "Start with a line `---`, then `format: 1`, `id:`, `version:` and `title:` on a line each, then `---`."))
      return front
    }
    guard
      let mapping = YAMLMapping.read(
        yaml.joined(separator: "\n"), line: 2, fallback: .init(line: 1, column: 1), source: source, into: &diagnostics)
    else { return front }
    let free = mapping.entries.map(\.key).filter { $0.hasPrefix("x-") }
    var fields = Fields(mapping, source: source, noun: "the front matter", known: keys + free)
    if let format = fields.whole("format", in: 1...Int.max, required: "format: 1"), format > knownFormat {
      let place = mapping["format"]?.place ?? mapping.place
      front.newerFormat = source.diagnostic(
        line: place.line, column: place.column,
        "This lesson has format \(format); this version of Poolbook reads format \(knownFormat).",
        fix: "Update Poolbook, then open the lesson again.")
      return front
    }
    if let entry = mapping["id"], case .word(let id) = entry.value {
      if isIdentifier(id) {
        front.id = id
      } else {
        fields.report(
          entry.place, "`\(id.prefix(80))` is not an id.", fix: "An id has 1 to 64 letters, digits, `-` or `_`.")
      }
    } else {
      fields.missing("id", example: "id: my-lesson")
    }
    front.version = fields.whole("version", in: 1...1_000_000, required: "version: 1") ?? 1
    front.title = fields.word("title", required: "title: My Lesson") ?? ""
    front.minutes = fields.whole("minutes", in: 1...10_000)
    front.authors = fields.list("authors") ?? []
    front.license = fields.word("license")
    front.origin = fields.word("source")
    _ = fields.word("language")
    front.objectives = fields.list("objectives") ?? []
    front.keypoints = fields.list("keypoints") ?? []
    diagnostics += fields.diagnostics
    return front
  }
}
