import Experiments

/// A Python program that has Jupyter check every notebook in a folder.
let notebookValidation = """
  import glob, sys, nbformat
  for path in glob.glob(sys.argv[1] + "/*.ipynb"):
      nbformat.validate(nbformat.read(path, as_version=4))
  """

/// What a notebook has to be, apart from what Jupyter's own check finds: a cell for each question, each with its name.
struct NotebookCheck {
  /// What is wrong, a few words each.
  private(set) var faults: [String] = []
  /// The cells.
  let cells: [[String: JSONValue]]

  init(_ bytes: [UInt8]) {
    guard case .object(let notebook)? = JSONValue(String(decoding: bytes, as: UTF8.self)),
      case .array(let values)? = notebook["cells"]
    else {
      cells = []
      faults = ["no notebook"]
      return
    }
    if notebook["nbformat"] != .integer(4) || notebook["nbformat_minor"] != .integer(5) { faults.append("the format") }
    cells = values.compactMap { if case .object(let cell) = $0 { cell } else { nil } }
    let ids = cells.compactMap { Self.text($0["id"]) }
    if Set(ids).count != values.count || !ids.allSatisfy(Self.isID) { faults.append("the ids: \(ids)") }
    let names = cells.compactMap { Self.grading(of: $0)["grade_id"].flatMap(Self.text) }
    if Set(names).count != names.count { faults.append("the names: \(names)") }
    for cell in cells {
      if cell["cell_type"] != .string("code"), cell["cell_type"] != .string("markdown") { faults.append("a type") }
      let source = Self.source(of: cell)
      if source.unicodeScalars.contains(where: {
        $0.properties.generalCategory == .control && !"\n\t".unicodeScalars.contains($0)
      }) {
        faults.append("a control character")
      }
      if cell["cell_type"] == .string("markdown"), Self.hasHTML(source) { faults.append("HTML: \(source)") }
    }
  }

  /// The source of a cell.
  static func source(of cell: [String: JSONValue]) -> String {
    guard case .array(let lines)? = cell["source"] else { return "" }
    return lines.compactMap(text).joined()
  }

  /// What nbgrader knows about a cell.
  static func grading(of cell: [String: JSONValue]) -> [String: JSONValue] {
    guard case .object(let metadata)? = cell["metadata"], case .object(let grading)? = metadata["nbgrader"] else {
      return [:]
    }
    return grading
  }

  static func text(_ value: JSONValue?) -> String? { if case .string(let text)? = value { text } else { nil } }

  private static func isID(_ text: String) -> Bool {
    (1...64).contains(text.count)
      && text.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      }
  }

  /// Whether a line outside of a fence begins a tag.
  private static func hasHTML(_ source: String) -> Bool {
    var fence = ""
    for line in source.split(separator: "\n") {
      let text = line.drop { $0 == ">" || $0 == " " }
      let ticks = String(text.prefix { $0 == "`" })
      if fence.isEmpty, ticks.count >= 3 {
        fence = ticks
      } else if !fence.isEmpty {
        if text == fence { fence = "" }
      } else if text.replacing("\\<", with: "").contains("<script") {
        return true
      }
    }
    return false
  }
}
