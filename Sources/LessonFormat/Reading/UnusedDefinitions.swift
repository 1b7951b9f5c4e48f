/// Definitions of link targets that nothing refers to: `[Note]: careful` is one, and Markdown shows nothing of it.
enum UnusedDefinitions {
  /// A line that may define a target.
  private struct Candidate {
    var line: Int
    var column: Int
    var label: Substring
  }

  /// Returns a warning for each of them.
  static func warnings(_ lines: [String], source: SourceText) -> [Diagnostic] {
    var candidates: [Candidate] = []
    for (index, line) in lines.enumerated() where line.contains("]:") {
      let start = line.drop { " \t>*+-0123456789.)".contains($0) }
      guard start.hasPrefix("["), let close = start.firstRange(of: "]:") else { continue }
      let label = start[start.index(after: start.startIndex)..<close.lowerBound]
      guard !label.allSatisfy(\.isWhitespace), !label.contains(where: { "[]\\".contains($0) }) else { continue }
      let column = line.distance(from: line.startIndex, to: start.startIndex) + 1
      candidates.append(Candidate(line: index + 1, column: column, label: label))
    }
    guard !candidates.isEmpty else { return [] }
    let uses = labels(in: lines.joined(separator: "\n").lowercased())
    candidates.removeAll { uses[$0.label.lowercased(), default: 0] > 1 }
    guard !candidates.isEmpty else { return [] }
    // Only cmark knows which of them are definitions: a reference to one is a link.
    let probes = candidates.map { "\n\n[\($0.label)]" }.joined() + "\n"
    guard let tree = try? parseMarkdown(lines.joined(separator: "\n") + probes),
      tree.count >= candidates.count
    else { return [] }
    return zip(candidates, tree.suffix(candidates.count)).compactMap { candidate, probe in
      guard probe.kind == .paragraph, probe.line > lines.count, probe.children.map(\.kind) == [.link] else {
        return nil
      }
      return source.diagnostic(
        line: candidate.line, column: candidate.column, severity: .warning,
        "This line defines the target of `[\(candidate.label)]`, which nothing refers to, so it isn't shown.",
        fix: "Remove it; if it is text, write `\\[` for `[`.")
    }
  }

  /// How often each `[label]` is in a text, including its definition.
  private static func labels(in text: String) -> [String: Int] {
    var counts: [String: Int] = [:]
    var label: [UInt8]?
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "["): label = []
      case UInt8(ascii: "]"):
        if let found = label { counts[String(decoding: found, as: UTF8.self), default: 0] += 1 }
        label = nil
      default: label?.append(byte)
      }
    }
    return counts
  }
}
