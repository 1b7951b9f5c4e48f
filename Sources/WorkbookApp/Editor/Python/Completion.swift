/// Names that can replace the word before the cursor.
struct Completion: Sendable, Equatable {
  /// Where the word begins.
  let start: EditorPosition
  /// The names, the best first.
  let names: [String]
  /// The one that is in the text.
  var chosen = 0

  /// The most names that are offered.
  private static let most = 30

  /// Collects names for the word before a position; `nil` if there are none.
  init?(_ scan: PythonScan, at cursor: EditorPosition) {
    guard let word = Completion.word(scan, before: cursor) else { return nil }
    start = EditorPosition(line: cursor.line, column: word.start)
    var seen: Set<String> = [word.typed]
    var names: [String] = []
    func add(_ name: String) {
      if names.count < Completion.most, name.hasPrefix(word.typed), seen.insert(name).inserted { names.append(name) }
    }
    let isAttribute = word.owner != nil
    // The line of the cursor, those above it, and then those below.
    let order = Array((0...cursor.line).reversed()) + Array(cursor.line + 1..<max(cursor.line + 1, scan.lines.count))
    for line in order where names.count < Completion.most {
      let words = Completion.words(scan.lines[line].codes).filter { $0.isAttribute == isAttribute }
      for found in line > cursor.line ? words : words.reversed() {
        if line == cursor.line, found.start == word.start { continue }
        add(found.name)
      }
    }
    if let owner = word.owner {
      for name in Completion.attributes(of: owner) { add(name) }
    } else {
      for name in PythonNames.keywordList + PythonNames.builtins + PythonNames.modules { add(name) }
    }
    guard !names.isEmpty else { return nil }
    self.names = names
  }

  /// The word before a position: its first column, its text, and the word before the dot if it comes after one.
  private static func word(
    _ scan: PythonScan, before cursor: EditorPosition
  ) -> (start: Int, typed: String, owner: String?)? {
    let codes = scan.lines[cursor.line].codes
    var start = min(cursor.column, codes.count)
    let end = start
    while start > 0, codes[start - 1].isPythonWord { start -= 1 }
    let typed = name(codes[start..<end])
    if start > 0, codes[start - 1] == UInt8(ascii: ".") {
      var owner = start - 1
      while owner > 0, codes[owner - 1].isPythonWord { owner -= 1 }
      if owner == start - 1 || !codes[owner].isPythonDigit { return (start, typed, name(codes[owner..<start - 1])) }
    }
    return typed.isEmpty || codes[start].isPythonDigit ? nil : (start, typed, nil)
  }

  /// Whether there is a word to complete.
  static func canBegin(_ scan: PythonScan, at cursor: EditorPosition) -> Bool { word(scan, before: cursor) != nil }

  private static func name(_ codes: ArraySlice<UInt8>) -> String { String(decoding: codes, as: UTF8.self) }

  /// The names of a line; names with letters other than ASCII are left out.
  private static func words(_ codes: [UInt8]) -> [(name: String, start: Int, isAttribute: Bool)] {
    var words: [(name: String, start: Int, isAttribute: Bool)] = []
    var index = 0
    while index < codes.count {
      let start = index
      while index < codes.count, codes[index].isPythonWord { index += 1 }
      guard start < index else {
        index += 1
        continue
      }
      let word = codes[start..<index]
      guard !codes[start].isPythonDigit, !word.contains(PythonScan.Code.letter) else { continue }
      words.append((name(word), start, start > 0 && codes[start - 1] == UInt8(ascii: ".")))
    }
    return words
  }

  /// What usually comes after a name and a dot.
  private static func attributes(of owner: String) -> [String] {
    if let names = PythonNames.attributes[owner] { return names }
    let lowercased = owner.lowercased()
    if lowercased.hasSuffix("pool") { return PythonNames.poolMethods }
    return lowercased.hasSuffix("executor") ? PythonNames.executorMethods : []
  }
}

extension TextEditor {
  /// Whether there is a word to complete, or one is being completed.
  var canComplete: Bool {
    mode == .python && (completion != nil || scan.map { Completion.canBegin($0, at: cursor) } ?? false)
  }

  /// Puts the next name in the place of the word before the cursor.
  mutating func complete() {
    guard var next = completion else {
      guard let scan, let new = Completion(scan, at: cursor) else { return }
      return choose(new)
    }
    undo()
    next.chosen = (next.chosen + 1) % next.names.count
    choose(next)
  }

  /// Puts back the word that was typed.
  mutating func restoreCompleted() {
    guard completion != nil else { return }
    undo()
    completion = nil
  }

  private mutating func choose(_ new: Completion) {
    endUndoStep()
    change(new.start, cursor, to: [Array(new.names[new.chosen])], .other)
    endUndoStep()
    completion = new
  }
}
