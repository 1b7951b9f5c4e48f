/// Changes a text by line numbers, for students who have no editor.
enum LineEdits {
  /// Replaces a line, counted from 1; `nil` if there is no such line.
  static func replace(_ number: Int, with line: String, in text: String) -> String? {
    change(text) { lines in
      guard lines.indices.contains(number - 1) else { return false }
      lines[number - 1] = line
      return true
    }
  }

  /// Inserts a line before another one, counted from 1; the number after the last line appends it.
  static func insert(_ line: String, before number: Int, in text: String) -> String? {
    change(text) { lines in
      guard number >= 1, number <= lines.count + 1 else { return false }
      lines.insert(line, at: number - 1)
      return true
    }
  }

  /// Deletes a line, counted from 1; `nil` if there is no such line.
  static func delete(_ number: Int, in text: String) -> String? {
    change(text) { lines in
      guard lines.indices.contains(number - 1) else { return false }
      lines.remove(at: number - 1)
      return true
    }
  }

  private static func change(_ text: String, _ body: (inout [String]) -> Bool) -> String? {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let hadEnd = lines.last == ""
    if hadEnd { lines.removeLast() }
    guard body(&lines) else { return nil }
    return lines.joined(separator: "\n") + (hadEnd && !lines.isEmpty ? "\n" : "")
  }
}
