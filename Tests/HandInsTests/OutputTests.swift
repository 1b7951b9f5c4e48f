import AnswerBook
import Testing

@testable import HandIns

/// The table of a class in all its forms.
struct OutputTests {
  private let classroom: Classroom

  init() throws { classroom = try Classroom() }

  private let nasty =
    "=cmd|' /C calc'!A0 <script>alert(1)</script> \u{1b}[2J\u{202e} \"quoted\", and; so on\n<!-- /text -->"

  /// Two hand-ins, one of them hostile, and one that can't be read.
  private func sample() throws -> Collection {
    try classroom.add(flat("doejane_LATE_12_", classroom.files(reason: nasty), numbers: 900))
    let second = try classroom.files(workers: 2, answer: "-9", run: "r2", began: 7)
    try classroom.add(flat("ruizjosé_13_", second, numbers: 950))
    try classroom.add([("wuli_14_990_essay.pdf", Array("%PDF".utf8))])
    return try classroom.collect(
      roster: "ID,Name\n12,Jane Doe\n13,\"+Ruiz, José\"\n14,Li Wu\n15,Max Ω\n")
  }

  @Test func `the table for a terminal is at most 80 columns wide and says everything once`() throws {
    let lines = try sample().lines
    #expect(
      lines.prefix(9).joined(separator: "\n") == """
        Sharing Work Between Processors (sharing-work, edition 3)
        2 hand-ins of 4 students, 1 late, 1 thing set aside

        student     id  late     done  1     6     11    16    21  flags
        Jane Doe    12  late     2/21  x=... ..... ..... ..... .
        José +Ruiz  13           1/21  .x... ..... ..... ..... .
        Li Wu       14        nothing that can be read
        Max Ω       15        nothing

        """)
    #expect(lines.allSatisfy { $0.count <= 80 })
    let text = lines.joined(separator: "\n")
    #expect(text.contains("This is the only file, and it is no record of this lesson.") && !text.contains("\u{1b}"))
  }

  @Test func `no cell of the CSV is a formula or breaks its row`() throws {
    let table = try CSVTable(try sample().csv)
    #expect(table.rows.count == 5 && table.rows.allSatisfy { $0.count == table.rows[0].count })
    let cells = table.rows.joined().map(\.text)
    #expect(!cells.contains { ["=", "+", "-", "@"].contains($0.first) })
    #expect(!cells.joined().unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202e}" })
    #expect(cells.contains("'-9") && cells.contains("José +Ruiz"))
    let header = table.rows[0].map(\.text)
    let processes = try #require(header.firstIndex(of: "first-map processes"))
    #expect(table.rows.map { $0[processes].text }.contains("4"))
    for text in ["=1", "+1", "-1", "@x", "\tx", "\rx", "＝1"] { #expect(safeCell(text).hasPrefix("'")) }
    for text in ["\u{A0}=1", "\u{200B}=1", " =1", " +1"] { #expect(safeCell(text).hasPrefix("'")) }
    #expect(safeCell("\"=1") == "\"'\"\"=1\"")
    #expect(safeCell("a\"b,c") == "\"a\"\"b,c\"" && safeCell("a b") == "a b")
  }

  @Test func `pages have every answer, link to each other, and let nobody's markup through`() throws {
    let pages = CollectionPages(try sample(), index: "my class.html", folder: "my class-questions")
    let all = pages.pages
    #expect(all.count == Classroom.lesson.questions.count && all[0].name == "01-container.html")
    #expect(pages.table.contains("href=\"my%20class-questions/01-container.html\""))
    #expect(all[0].text.contains("href=\"../my%20class.html\"") && all[0].text.contains("href=\"02-distinct.html\""))
    #expect(all[0].text.contains("Jane Doe (12)") && all[0].text.contains("&lt;script&gt;alert(1)"))
    for text in [pages.table] + all.map(\.text) {
      #expect(!text.contains("<script") && !text.contains("\u{1b}") && !text.contains("\u{202e}"))
      #expect(!text.contains("src=") && !text.contains("http://") && !text.contains("=cmd|&#39; /C calc&#39;!A0<"))
    }
    let ids = pages.table.ranges(of: /id="([^"]*)"/).map { pages.table[$0] }
    #expect(Set(ids).count == ids.count)
  }
}
