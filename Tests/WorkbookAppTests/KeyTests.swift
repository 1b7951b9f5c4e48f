import AnswerBook
import Canvas
import LessonFormat
import Testing

@testable import WorkbookApp

/// The keys of every layer: what they do, and what the help and the README say about them.
@Suite struct KeyTests {
  /// Every key that a terminal can report, and a paste.
  static let keys: [Key] =
    (0x20...0x7E).map { .character(Character(Unicode.Scalar($0))) } + [.character("é")]
    + "abcdefghijklmnopqrstuvwxyz_\\]^ ".map { .control($0) }
    + "abcdefghijklmnopqrstuvwxyz_<>{}[\u{7F}".map { .alt($0) }
    + [
      .enter, .tab, .backTab, .escape, .backspace, .delete, .insert, .up, .down, .left, .right, .wordLeft, .wordRight,
      .paragraphUp, .paragraphDown, .home, .end, .pageUp, .pageDown, .paste("1"),
    ] + (1...12).map { .function($0) }

  /// A key press: the layer that had the keys, and the effect.
  private struct Probe {
    let layer: any Layer.Type
    let key: Key
    /// Whether anything but the remark is different afterwards.
    let hasEffect: Bool
    let remark: String?

    init(_ desk: Desk, _ canvas: Canvas, _ key: Key) {
      layer = type(of: desk.model.layer)
      self.key = key
      var after = desk
      after.press(key)
      remark = after.model.remark
      after.model.remark = nil
      hasEffect =
        after.effects.count != desk.effects.count || after.model.session.revision != desk.model.session.revision
        || after.model.place != desk.model.place || after.canvas != canvas
    }

    /// The rows of the help that name the key for this layer.
    var entries: [KeyEntry] {
      (layer.ownKeySections + Everywhere.ownKeySections).flatMap(\.entries).filter { $0.matches(key) }
    }
  }

  /// A workbook at a place of the sample lesson, after some keys.
  private static func desk(_ place: String? = nil, finishesRuns: Bool = true, notices: [String] = [], _ keys: Key...)
    -> Desk
  {
    var desk = Desk(LessonSamples.sample, at: place, notices: notices)
    desk.finishesRuns = finishesRuns
    for key in keys { desk.press(key) }
    return desk
  }

  /// States in which every key of every layer has something to do at least once.
  private static let states: [Desk] = {
    let twoRuns = desk("first-map", "r", "r")
    var stepped = desk("first-map", "r", "r", "r")
    stepped.press(.left)
    var editingText = desk("predict", .enter)
    editingText.type("one two three\n\nfour five")
    var editingMiddle = editingText
    editingMiddle.press(.paragraphUp, .paragraphUp, .wordRight, .control("_"), .control("r"), .control("_"), .up)
    editingMiddle.type("a b c")
    editingMiddle.press(.wordLeft, .alt("d"), .left, .control("_"))
    var code = desk("rewrite", .enter)
    for _ in 0..<4 { code.press(.down) }
    code.press(.end)
    var word = desk("rewrite", .enter)
    word.type("c")
    var completing = word
    completing.press(.control("n"))
    var usual = Desk(at: "pi-alone")
    usual.send(.samplesMeasured(2_000_000_000))
    usual.press(.character("k"), .down)
    var moved = desk("first-map", "r", "t", .right, .right)
    moved.press(.character("-"))
    var zoomed = moved
    if zoomed.screen.contains("even steps ·") { zoomed.press("e") }
    zoomed.press("z", "z")
    var playing = moved
    playing.press(.right, .right, .right, .right, .right, .right, .right, .right, .right, .right, .right)
    var newer = AnswerBook(answers: ["shares": Answer(text: "old")])
    newer.newerAnswers = ["shares": Answer(text: "new")]
    var short = desk()
    short.files = ["answers.md"]
    short.press("H", .escape)
    var long = desk()
    long.files = ["answers.md"] + (0..<60).map { "runs/\($0).jsonl" }
    long.press("H", .escape)
    var naming = desk()
    naming.press("H")
    var namingID = naming
    namingID.press(.down)
    var scrolled = long
    scrolled.press(.down, .down)
    return [
      short, long, scrolled, naming, namingID,
      Desk(book: newer), desk(), desk(notices: ["The record was damaged."]), desk("closing"), desk("first-map"),
      twoRuns, stepped,
      desk("second-map"), desk("distinct"), desk("distinct", .enter, "4", .escape), desk("predict"), desk("rewrite"),
      desk("first-map", finishesRuns: false, "r"), desk("first-map", finishesRuns: false, "r", "x", .down),
      desk("first-map", finishesRuns: false, "r", "x"), desk("container", .enter, .down, .down),
      desk("container", .enter), desk("container", .enter, .enter), desk("distinct", .enter, "4", "5", .left),
      desk("distinct", .enter, .enter, "w"), editingText, editingMiddle, code, word, completing,
      desk("primes-alone", "k"),
      desk("primes-alone", "k", .down), desk("primes-alone", "k", .down, .down, .down), moved, zoomed, playing,
      desk("first-map", "o"), desk("predict", "o"), desk(nil, "?"), desk(nil, "?", .down, .down, .pageDown),
      desk("primes-alone", "k", "2"), usual, longJournal, scrolledJournal,
      desk("first-map", "r", "r", "r", "c"), desk("first-map", "r", "r", "r", "c", .left, " "),
      desk("primes-scale", "r", "c"),
    ] + JobTests.states + CellTests.states
  }()

  /// Every key in every state.
  private static let probes: [[Probe]] = states.map { state in
    var desk = state
    desk.model.remark = nil
    let canvas = desk.canvas
    return keys.map { Probe(desk, canvas, $0) }
  }

  private static let longJournal: Desk = {
    var long = desk("first-map")
    for _ in 0..<60 { long.press("r") }
    // Rows that all look the same would not be seen to scroll.
    for index in 0..<60 { long.model.session.book.runs["first-map"]?[index].began += Double(60 * index) }
    long.press("j")
    return long
  }()

  private static let scrolledJournal: Desk = {
    var scrolled = longJournal
    scrolled.press(.pageDown)
    return scrolled
  }()

  @Test func `a key that does something is in the help, and no other key is silent`() {
    for probe in KeyTests.probes.joined() {
      let name = probe.key.name(ascii: true)
      if probe.hasEffect {
        #expect(!probe.entries.isEmpty, "\(name) in \(probe.layer)")
      } else {
        #expect(probe.remark != nil, "\(name) in \(probe.layer)")
      }
    }
  }

  @Test func `a key in the help does something`() {
    var works: Set<String> = []
    for probe in KeyTests.probes.joined() where probe.hasEffect {
      for entry in probe.entries { works.insert("\(entry.does): \(probe.key)") }
    }
    for layer in Layers.all {
      for entry in layer.ownKeySections.flatMap(\.entries) {
        for case .key(let key) in entry.keys + entry.also {
          #expect(works.contains("\(entry.does): \(key)"), "\(key.name(ascii: true)) in \(layer): \(entry.does)")
        }
      }
    }
  }

  @Test func `the help shows the keys of every layer`() {
    var desk = Desk(LessonSamples.sample, width: 140, height: 300)
    desk.press("?")
    let screen = desk.screen
    for section in Layers.all.flatMap({ $0.ownKeySections }) {
      #expect(screen.contains(section.title))
      for entry in section.entries {
        let words = wrap(entry.does, width: 40).first?.text ?? ""
        #expect(screen.contains(words), "\(entry.does)")
        for case .key(let key) in entry.keys + entry.also { #expect(screen.contains(key.name(ascii: false))) }
      }
    }
  }

  @Test func `a key of the key line does what it says, never only a remark`() {
    for (desk, probes) in zip(KeyTests.states, KeyTests.probes) {
      for entry in desk.model.layer.shownEntries(in: desk.model) {
        let hasEffect = probes.contains { $0.hasEffect && entry.matches($0.key) }
        #expect(hasEffect, "\(entry.longName(ascii: true)) in \(type(of: desk.model.layer))")
      }
    }
  }

  @Test func `a key that can't do anything says why`() {
    var desk = KeyTests.desk("second-map", "r")
    #expect(desk.sentence.contains("Locked: answer question 3 first (enter takes you there)."))
    desk.press("h")
    #expect(desk.sentence.contains("There is no question here: tab goes to the next one."))
    desk.press("z")
    #expect(desk.sentence.contains("z does nothing here: ? shows every key."))
    desk.press(.up)
    #expect(!desk.sentence.contains("nothing here"))
    desk = KeyTests.desk("predict", .enter, .control("_"))
    #expect(desk.sentence.contains("There is nothing to undo."))
  }

  // MARK: - Tables of keys in Markdown

  /// The rows of the tables whose first column is `key`: the keys and the words.
  private func keyTable(_ markdown: String) -> [(keys: [String], does: String)] {
    var rows: [(keys: [String], does: String)] = []
    var isKeyTable = false
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      let cells = line.split(separator: "|").map { $0.trimmingPrefix { $0 == " " } }
      guard line.hasPrefix("|"), cells.count >= 2 else {
        isKeyTable = false
        continue
      }
      if cells[0].hasPrefix("key") { isKeyTable = true }
      guard isKeyTable, cells[0].hasPrefix("`") else { continue }
      let keys = cells[0].split(separator: "`").filter { !$0.allSatisfy { $0 == " " } }.map(String.init)
      let words = cells[1].reversed().drop { $0 == " " }.reversed()
      rows.append((keys, String(words)))
    }
    return rows
  }

  private func isBound(_ row: (keys: [String], does: String)) -> Bool {
    Reading.ownKeySections.flatMap(\.entries).contains { entry in
      entry.keys.map { $0.name(ascii: false) } == row.keys && entry.does == row.does
    }
  }

  @Test func `the README's table has the page's keys, in the same words`() throws {
    let path = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let rows = keyTable(readFile("/\(path)/README.md"))
    for row in rows { #expect(isBound(row), "\(row)") }
    for section in Reading.ownKeySections.dropFirst() {
      for entry in section.entries { #expect(rows.contains { $0.does == entry.does }, "\(entry.does)") }
    }
  }

  @Test func `the lesson's table of keys has the same words`() throws {
    let path = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let rows = keyTable(readFile("/\(path)/Lessons/sharing-work.md"))
    #expect(rows.count >= 8)
    for row in rows { #expect(isBound(row), "\(row)") }
  }
}
