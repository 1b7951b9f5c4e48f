import LessonFormat
import Text

/// A line of `answers.md` that is a mark of ours: an HTML comment, which a reader of the page never sees.
///
/// `<!-- question: distinct hints=1 solution -->` opens, `<!-- /question: distinct -->` closes.
struct Mark: Equatable {
  /// What the mark begins or ends.
  var kind: Kind
  /// The question, the experiment, or for the whole record the lesson.
  var id: String
  /// Whether it ends what an earlier mark began.
  var closes = false
  /// What is noted, in order; words of a later edition of this program are kept.
  var notes: [Note] = []

  /// What marks can begin and end.
  enum Kind: String, Hashable {
    /// The whole record; its notes are the lesson's version and the student's place.
    case poolbook
    /// A question as it is asked.
    case question
    /// The option of an answer.
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

  /// One note: `hints=1`, or a word alone.
  struct Note: Equatable {
    var key: String
    var value: String?
  }

  /// The value noted under a key: empty for a word alone, nothing where it is not noted.
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

  /// The mark that ends what this one begins.
  var close: Mark { Mark(kind: kind, id: id, closes: true, notes: notes.filter { $0.key == "until" }) }

  init(kind: Kind, id: String, closes: Bool = false, notes: [Note] = []) {
    self.kind = kind
    self.id = id
    self.closes = closes
    self.notes = notes
  }

  /// Reads a line without its newline; nothing where it is no mark.
  init?(_ line: ArraySlice<UInt8>) {
    // Marks are short, and most lines are none: look at the front before anything is copied.
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

  /// Everything but letters, digits and a few signs as `%XX`, so that no value can end the comment.
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
