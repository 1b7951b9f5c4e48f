import Testing

@testable import Canvas
@testable import LessonFormat
@testable import WorkbookApp

/// The rows of prose as text.
private func rows(_ body: String, width: Int = 76, wholeWidth: Int = 106) throws -> [String] {
  let text = "---\nformat: 1\nid: x\nversion: 1\ntitle: X\n---\n\n# One {#one}\n\n" + body
  let blocks = try Lesson.parse(text, file: "x.md").sections[0].parts.compactMap {
    if case .prose(let block) = $0 { block } else { nil }
  }
  return ProseSetter(width: width, wholeWidth: wholeWidth, glyphs: .utf8).lines(blocks).map {
    String(repeating: " ", count: $0.indent) + $0.text
  }
}

@Suite struct WidthTests {
  @Test func `prose keeps its measure, and code uses the whole page`() throws {
    let words = String(repeating: "word ", count: 19) + "end"
    #expect(try rows(words).count == 2)
    #expect(try rows("```text\n\(words)\n```") == ["│ " + words])
    #expect(try rows("> ```text\n> \(words)\n> ```") == ["│ │ " + words])
    #expect(try rows("- \(words)").count == 2)
  }

  @Test func `a table uses the whole page`() throws {
    let cells = (1...10).map { "figure-\($0)" }
    let table = "|" + cells.joined(separator: "|") + "|\n|" + String(repeating: "-|", count: 10) + "\n"
    let found = try rows(table)
    #expect(found.count == 2)
    #expect(found.first?.hasPrefix("figure-1  figure-2") == true)
    #expect((found.first ?? "").count > 76)
  }

  @Test(arguments: [20, 56, 76, 106])
  func `every word of a table is on the page, however many columns it has`(width: Int) throws {
    for columns in [1, 5, 12, 30] {
      let cells = { (row: Int) in (0..<columns).map { "r\(row)c\($0)x" } }
      let line = { (cells: [String]) in "| " + cells.joined(separator: " | ") + " |\n" }
      let table =
        line(cells(0)) + "|" + String(repeating: "---|", count: columns) + "\n" + line(cells(1)) + line(cells(2))
      let found = try rows(table, width: min(76, width), wholeWidth: width)
      let packed = found.joined(separator: "\n")
      #expect(found.allSatisfy { cellWidth(of: $0) <= width })
      for word in cells(1) + cells(2) where columns * 8 <= width || columns * 6 > width {
        #expect(packed.contains(word), "\(word) in \(columns) columns of \(width)")
      }
    }
  }

  @Test func `a formula of its own keeps its rows and columns`() throws {
    let tex = "$$\n\\begin{pmatrix}1&2\\\\30&4\\end{pmatrix}\n$$"
    #expect(try rows(tex) == ["( 1   2 )", "( 30  4 )"])
    #expect(try rows("- \(tex.replacing("\n", with: ""))") == ["• ( 1   2 )", "  ( 30  4 )"])
    #expect(try rows("It is \(tex.replacing("\n", with: "")).") == ["It is (1, 2; 30, 4)."])
  }
}
