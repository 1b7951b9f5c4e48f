internal import LessonFormat
import Text

/// A mark in `answers.md`: an HTML comment on a line of its own, which is invisible on the rendered page.
///
/// `<!-- question: distinct hints=1 solution -->` opens, `<!-- /question: distinct -->` closes.
struct RecordMark: Equatable {
  /// What begins or ends here.
  var kind: Kind
  /// The id of the question or the experiment; for the whole record, of the lesson.
  var id: String
  /// Whether it is a closing mark.
  var closes = false
  /// The notes in order, including those of a newer version of this program.
  var notes: [Note] = []

  /// The kinds of blocks.
  enum Kind: String, Hashable {
    /// The whole record; its notes are the lesson's version and where the student was last.
    case poolbook
    /// The heading and the prompt of a question.
    case question
    /// The option that was chosen.
    case choice
    /// The number of an answer.
    case number
    /// The text of an answer.
    case text
    /// The runs of an experiment.
    case runs

    /// The kind of block that holds a field of an answer.
    init(_ field: Question.Field.Name) {
      switch field {
      case .choice: self = .choice
      case .number: self = .number
      case .text: self = .text
      }
    }
  }

  /// A note: `hints=1`, or a word alone.
  struct Note: Equatable {
    var key: String
    var value: String?
  }

  /// The value of a note: empty for a word alone, `nil` if there is no such note.
  subscript(key: String) -> String? {
    get { notes.first { $0.key == key }.map { $0.value ?? "" } }
    set {
      let index = notes.firstIndex { $0.key == key }
      switch (newValue, index) {
      case (nil, let index?): notes.remove(at: index)
      case (let value?, let index?): notes[index].value = value.isEmpty ? nil : value
      case (let value?, nil): notes.append(Note(key: key, value: value.isEmpty ? nil : value))
      case (nil, nil): break
      }
    }
  }

  /// The mark as a line, without a newline.
  var line: String {
    var words = "<!-- \(closes ? "/" : "")\(kind.rawValue): \(id)"
    for note in notes { words += " " + note.key + (note.value.map { "=" + Self.escaped($0) } ?? "") }
    return words + " -->"
  }

  /// The closing mark that belongs to this opening one.
  var close: RecordMark { RecordMark(kind: kind, id: id, closes: true, notes: notes.filter { $0.key == "until" }) }

  init(kind: Kind, id: String, closes: Bool = false, notes: [Note] = []) {
    self.kind = kind
    self.id = id
    self.closes = closes
    self.notes = notes
  }

  /// Reads a line without its newline; returns `nil` if it is not a mark.
  init?(_ line: ArraySlice<UInt8>) {
    // Most lines are not marks: look at the beginning before copying anything.
    guard line.starts(with: "<!-- ".utf8), line.count < 2_000 else { return nil }
    let text = String(decoding: line, as: UTF8.self)
    var words = text.unicodeScalars.split { $0 == " " || $0 == "\t" || $0 == "\r" }.map { String($0) }
    guard words.count >= 4, words.removeFirst() == "<!--", words.removeLast() == "-->" else { return nil }
    var name = words.removeFirst()
    guard name.hasSuffix(":") else { return nil }
    name.removeLast()
    closes = name.hasPrefix("/")
    guard let kind = Kind(rawValue: closes ? String(name.dropFirst()) : name) else { return nil }
    self.kind = kind
    id = words.removeFirst()
    guard isIdentifier(id) else { return nil }
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let key = parts.first, !key.isEmpty else { return nil }
      notes.append(Note(key: String(key), value: parts.count > 1 ? Self.unescaped(parts[1]) : nil))
    }
  }

  /// Writes everything but letters, digits, `_`, `-` and `.` as `%XX`, so that no value can end the comment.
  private static func escaped(_ value: String) -> String {
    value.utf8.reduce(into: "") { text, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default: text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
  }

  private static func unescaped(_ value: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(value.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        rest.removeFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension RecordMark {
  /// The mark with one more note. An empty value is a word alone; `nil` removes the note.
  func noting(_ key: String, _ value: String?) -> RecordMark {
    var mark = self
    mark[key] = value
    return mark
  }
}
