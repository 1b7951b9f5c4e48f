import Text

/// Whose record it is. Both words are optional; they are the student's own and prove nothing.
package struct Student: Sendable, Equatable, Hashable, Codable {
  /// The name, on one line; empty if it isn't known.
  package let name: String
  /// The number or the login by which the school knows the student; empty if it isn't known.
  package let id: String

  /// Makes an entry. White space around the words is removed, control characters are made visible, and what is too long
  /// for the record's first line is cut.
  package init(name: String = "", id: String = "") {
    self.name = Self.sound(name, bytes: 240)
    self.id = Self.sound(id, bytes: 120)
  }

  /// Whether neither is known.
  package var isUnknown: Bool { name.isEmpty && id.isEmpty }

  /// The name with the id, as in `Jane Doe (12345)`; empty if neither is known.
  package var label: String {
    if name.isEmpty { return id }
    return id.isEmpty ? name : "\(name) (\(id))"
  }

  /// The name, or else the id, as a part of a file's name: letters, digits and hyphens; empty if neither is known.
  package var fileWord: String {
    let words = (name.isEmpty ? id : name).lowercased().split { !$0.isLetter && !$0.isNumber }
    // A file's name has 255 bytes, and the lesson and the ending need some of them.
    var word = Self.cut(words.first.map(String.init) ?? "", bytes: 80)
    for part in words.dropFirst() where word.utf8.count + part.utf8.count < 80 { word += "-" + part }
    return word
  }

  private static func sound(_ text: String, bytes: Int) -> String {
    String(trimmed(cut(visible(String(trimmed(text)), onOneLine: true), bytes: bytes)))
  }

  /// As much of a text as fits into a number of bytes.
  private static func cut(_ text: String, bytes: Int) -> String {
    var end = text.endIndex
    while text[..<end].utf8.count > bytes { end = text.index(before: end) }
    return String(text[..<end])
  }
}

extension RecordMark {
  /// The student that the record's first line names.
  var student: Student {
    get { Student(name: self["student"] ?? "", id: self["student-id"] ?? "") }
    set {
      self["student"] = newValue.name.isEmpty ? nil : newValue.name
      self["student-id"] = newValue.id.isEmpty ? nil : newValue.id
    }
  }
}
