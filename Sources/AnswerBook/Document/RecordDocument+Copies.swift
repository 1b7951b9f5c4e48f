internal import LessonFormat

extension RecordDocument {
  /// What makes it unclear which answer counts, a sentence each with the lines: copies of a question, and the marks that
  /// Git writes into a file that it can't merge. Nothing of it is changed.
  func copies(in lesson: Lesson) -> [String] {
    let conflicts = conflictLines
    var sentences: [String] = []
    if !conflicts.isEmpty {
      sentences.append(
        "answers.md has the marks of a merge conflict in \(Self.words(for: conflicts)): "
          + "delete them and the versions that you don't want.")
    }
    for (id, lines) in copiedLines.sorted(by: { ($0.value[0], $0.key) < ($1.value[0], $1.key) }) {
      sentences.append(
        "answers.md has \(BookFolder.name(id, lesson)) \(lines.count == 2 ? "twice" : "\(lines.count) times"), "
          + "in \(Self.words(for: lines)): the first one counts, and the others stay as they are.")
    }
    return sentences
  }

  /// The lines of the blocks of a kind that a question has more than once, by question.
  private var copiedLines: [String: [Int]] {
    var lines: [String: [RecordMark.Kind: [Int]]] = [:]
    var line = 1
    for part in parts {
      if case .block(let block) = part, block.open.kind != .runs {
        lines[block.open.id, default: [:]][block.open.kind, default: []].append(line)
      }
      line += part.raw.count { $0 == newline }
    }
    return lines.compactMapValues { kinds in
      kinds.values.filter { $0.count > 1 }.min { ($1.count, $0[0]) < ($0.count, $1[0]) }
    }
  }

  /// The lines with the marks of a conflict; empty unless there is a whole one.
  private var conflictLines: [Int] {
    let bytes = bytes
    var open: [Int] = []
    var found: [Int] = []
    for (number, line) in lineRanges(of: bytes).enumerated() {
      let isStart = bytes[line].starts(with: "<<<<<<< ".utf8)
      let isMiddle = bytes[line].starts(with: "=======".utf8) && line.count <= 8
      let isEnd = bytes[line].starts(with: ">>>>>>> ".utf8)
      if isStart { open = [number + 1] }
      if isMiddle, !open.isEmpty { open.append(number + 1) }
      if isEnd, open.count > 1 {
        found += open + [number + 1]
        open = []
      }
    }
    return found
  }

  /// `lines 4, 7 and 9`.
  private static func words(for lines: [Int]) -> String {
    let shown = lines.prefix(6).map(String.init)
    if lines.count > 6 { return "lines \(shown.joined(separator: ", ")) and \(lines.count - 6) more" }
    return "lines \(shown.dropLast().joined(separator: ", ")) and \(shown.last ?? "")"
  }
}
