internal import Experiments

/// Fences and comments that are nearly those of the lesson format. As code, text or remarks they would pass unnoticed.
extension ProseReader {
  /// Reports a block of code that is nearly an experiment; returns whether its fence is.
  @discardableResult
  mutating func checkFence(_ node: MarkdownNode) -> Bool {
    let words = node.detail.split { $0 == " " || $0 == "\t" }
    if words.first != "experiment", let word = words.first(where: { Self.isNearlyExperiment($0) }) {
      report(
        node, "This fence has the word `\(word.prefix(80))`, so it is shown as code.",
        fix: "Write ```` ```experiment ```` for an experiment, with no other word.")
      return true
    }
    guard words.first != "experiment", Self.describesExperiment(node.literal) else { return false }
    report(
      node, severity: .warning, "This looks like an experiment, but it is shown as code.",
      fix: "Write ```` ```experiment ```` at the left margin to run it.")
    return false
  }

  /// Reports a code span that is nearly an experiment: the fence has too few backticks.
  mutating func checkSpan(_ code: String, in block: MarkdownNode) {
    let words = code.split(whereSeparator: \.isWhitespace)
    guard let first = words.first, Self.isNearlyExperiment(first), words.contains("task:") else { return }
    report(
      place(of: first, in: block), "This experiment isn't in a fence, so it is shown as text.",
      fix: "Write ```` ```experiment ```` on a line of its own above it, and ```` ``` ```` below it.")
  }

  /// Reports a line of text that is nearly a mark: `<!- hint -->`, `<-- hint -->` or `<!– hint –>`.
  mutating func checkLines(of block: MarkdownNode) {
    guard block.line >= 1, block.line <= block.endLine, block.endLine <= source.lines.count else { return }
    for number in block.line...block.endLine {
      let line = source.lines[number - 1]
      let start = line.drop { " \t>".contains($0) }
      guard start.hasPrefix("<"), !start.hasPrefix("<!--") else { continue }
      let inner = start.dropFirst().drop { "! -–—".contains($0) }
      let word = inner.prefix { $0.isLetter }
      guard inner.startIndex > start.index(after: start.startIndex),
        let mark = Marker.Word(rawValue: word.lowercased()),
        start.last == ">" || inner.contains("{")
      else { continue }
      var place = block
      place.line = number
      place.byte = line.utf8.distance(from: line.startIndex, to: start.startIndex) + 1
      report(
        place, "This is nearly a mark of the lesson format, so it is shown as text.",
        fix: "Write `<!-- \(mark.rawValue)\(mark.hasData ? " {…}" : "") -->`.")
    }
  }

  private static func isNearlyExperiment(_ word: Substring) -> Bool {
    let letters = String(word.filter(\.isLetter))
    return letters.count > 6 && nearest(to: letters, among: ["experiment"]) != nil
  }

  /// Whether a text has the lines `id:` and `task:` with a task that exists.
  private static func describesExperiment(_ text: String) -> Bool {
    var hasID = false
    var hasTask = false
    for line in text.split(separator: "\n") {
      let words = line.split { " \t{},".contains($0) }
      for (key, value) in zip(words, words.dropFirst()) {
        if key == "id:" { hasID = true }
        if key == "task:", ExperimentTask.named(String(value)) != nil { hasTask = true }
      }
    }
    return hasID && hasTask
  }
}
