import Text

/// A notebook of Jupyter, format 4.5, as it is written to a file.
struct Notebook: Encodable {
  var cells: [Cell] = []
  let metadata: Metadata
  let nbformat = 4
  let nbformat_minor = 5

  /// What is known about the whole notebook.
  struct Metadata: Encodable {
    let kernelspec = ["display_name": "Python 3", "language": "python", "name": "python3"]
    let language_info = ["name": "python"]
    let title: String
    let authors: [[String: String]]
    let poolbook: [String: String]
  }

  /// A cell.
  struct Cell: Encodable {
    let cell_type: Kind
    /// Unique in the notebook; letters, digits and hyphens.
    let id: String
    var metadata = CellMetadata()
    /// The lines, each but the last with its newline.
    let source: [String]
    /// The outputs of a code cell; `nil` for all others.
    private(set) var outputs: [Output]?
    /// The number in the brackets beside a code cell; `nil` if it hasn't run.
    private(set) var count: Int?

    /// The kinds of cells that are used.
    enum Kind: String, Encodable {
      case code, markdown
    }

    /// Makes a cell of text.
    init(markdown text: String, id: String) {
      cell_type = .markdown
      self.id = id
      source = sourceLines(text)
    }

    /// Makes a cell of code.
    init(code text: String, id: String, outputs: [Output] = [], count: Int? = nil) {
      cell_type = .code
      self.id = id
      source = sourceLines(text)
      self.outputs = outputs
      self.count = count
    }

    func encode(to encoder: any Encoder) throws {
      var box = encoder.container(keyedBy: Keys.self)
      try box.encode(cell_type, forKey: .cell_type)
      try box.encode(id, forKey: .id)
      try box.encode(metadata, forKey: .metadata)
      try box.encode(source, forKey: .source)
      guard cell_type == .code else { return }
      try box.encode(outputs ?? [], forKey: .outputs)
      // The format wants the key even if nothing was counted.
      try box.encode(count, forKey: .execution_count)
    }

    private enum Keys: String, CodingKey {
      case cell_type, id, metadata, source, outputs, execution_count
    }
  }

  /// The metadata of a cell.
  struct CellMetadata: Encodable {
    /// What nbgrader reads.
    var nbgrader: Grading?
    /// Whether Jupyter lets nobody change the cell.
    var editable: Bool?
  }

  /// A cell for nbgrader, schema 3.
  struct Grading: Encodable {
    let schema_version = 3
    /// Whether somebody gives points for it.
    let grade: Bool
    /// Whether it is the student's.
    let solution: Bool
    /// Whether it is part of the assignment.
    let locked: Bool
    let task = false
    /// The name of the cell, unique in the notebook.
    let grade_id: String
    /// The points it is worth; `nil` for a cell without a grade.
    let points: Int?
    let cell_type: Cell.Kind
  }

  /// An output of a cell.
  struct Output: Encodable {
    let output_type: String
    /// The text of a stream, and its name.
    var name: String?
    var text: [String]?
    /// The forms of what is shown, by their types.
    var data: [String: [String]]?
    var metadata: [String: String]?
    /// The class of an exception, its message, and the lines of the traceback.
    var ename: String?
    var evalue: String?
    var traceback: [String]?

    /// What a program printed.
    static func printed(_ text: String) -> Output {
      Output(output_type: "stream", name: "stdout", text: sourceLines(text))
    }

    /// The exception that ended a program.
    static func raised(_ type: String, _ text: String, traceback: [String]) -> Output {
      Output(output_type: "error", ename: type, evalue: text, traceback: traceback)
    }

    /// Something to look at, in several forms.
    static func shown(_ forms: [String: String]) -> Output {
      Output(output_type: "display_data", data: forms.mapValues(sourceLines), metadata: [:])
    }
  }
}

/// A text as the format has it: its lines, each but the last with its newline.
private func sourceLines(_ text: String) -> [String] {
  var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) + "\n" }
  if let last = lines.popLast(), last != "\n" { lines.append(String(last.dropLast())) }
  return lines
}
