/// A command of a batch file that runs a Python file.
package struct PythonLine: Sendable, Equatable {
  /// The line, counted from 1.
  package let line: Int
  /// The file, as it is written there.
  package let file: String
  /// The words that start it, such as `python`.
  package let program: String
  /// Whether `poolbook run python` runs it, so that its workers are recorded.
  package let isTraced: Bool
  /// The experiment that its run belongs to; `nil` without `--experiment`.
  package let experiment: String?

  /// Reads a line of a script; `nil` if it runs no Python file, as far as its words say.
  init?(_ line: Int, _ text: String) {
    let words = text.split(whereSeparator: \.isWhitespace).map { $0.filter { !"\"'".contains($0) } }
    guard let first = words.first, !first.hasPrefix("#") else { return nil }
    self.line = line
    if let start = words.firstIndex(where: { Self.name($0) == "poolbook" }) {
      let rest = words[(start + 1)...]
      guard rest.first == "run", rest.contains("python"), let file = Self.value(of: "file", in: rest) else {
        return nil
      }
      (self.file, isTraced) = (file, true)
      program = words[start] + " run python --file"
      experiment = Self.value(of: "experiment", in: rest)
      return
    }
    guard let start = words.firstIndex(where: { Self.isPython(Self.name($0)) }) else { return nil }
    guard let file = words[(start + 1)...].first(where: { !$0.hasPrefix("-") }), file.hasSuffix(".py") else {
      return nil
    }
    (self.file, program, isTraced, experiment) = (file, words[start], false, nil)
  }

  private static func name(_ word: String) -> Substring {
    word[(word.lastIndex(of: "/").map(word.index(after:)) ?? word.startIndex)...]
  }

  private static func isPython(_ name: Substring) -> Bool {
    name.hasPrefix("python") && name.dropFirst(6).allSatisfy { $0.isNumber || $0 == "." }
  }

  /// The value of an option: `--file F` or `--file=F`.
  private static func value(of option: String, in words: ArraySlice<String>) -> String? {
    if let word = words.first(where: { $0.hasPrefix("--\(option)=") }) {
      return String(word.dropFirst(option.count + 3))
    }
    return words.firstIndex(of: "--\(option)").flatMap { $0 + 1 < words.endIndex ? words[$0 + 1] : nil }
  }
}

extension BatchScript {
  /// The commands that run a Python file.
  package var pythonLines: [PythonLine] {
    lines.enumerated().dropFirst(headerLength).compactMap { PythonLine($0 + 1, String(decoding: $1, as: UTF8.self)) }
  }
}
