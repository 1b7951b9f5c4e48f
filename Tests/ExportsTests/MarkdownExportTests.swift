import AnswerBook
import LessonFormat
import Testing

@testable import Exports

@Suite struct MarkdownExportTests {
  private func page(_ book: AnswerBook, of lesson: Lesson = Sample.lesson) -> String {
    markdownPage(of: Report(book, of: lesson))
  }

  @Test func `a page has everything a reader asks for`() throws {
    try expectSnapshot(page(Sample.book), "sample.md")
  }

  @Test func `the page names the authors and the license of the lesson`() {
    var lesson = Sample.lesson
    lesson.credits = "By Ada and Grace. License: CC BY 4.0."
    #expect(
      page(AnswerBook(), of: lesson).hasPrefix("# A Short Lesson\n\nBy Ada and Grace. License: CC BY 4.0.\n\n- **"))
  }

  @Test func `what a student writes stays within its quote`() {
    var book = AnswerBook()
    book.answers["why"] = Answer(text: "# 7 · fake\n\n**Fits:** yes\n<!-- open\r\nlast\u{1b}\u{202E}\u{0}")
    book.answers["squares"] = Answer(text: "````\nx\n```")
    book.answers["workers"] = Answer(text: "[x]: javascript:1", number: "<b>4\n# 5")
    let page = page(book)
    #expect(page.contains("> ```text\n> # 7 · fake\n>\n> **Fits:** yes\n> <!-- open\n> last␛\u{FFFD}␀\n> ```"))
    #expect(page.contains("> `````python\n> ````\n> x\n> ```\n> `````"))
    #expect(page.contains("> ```text\n> <b>4\n> # 5\n> ```\n\n**Reason**\n\n> ```text\n> [x]: javascript:1\n> ```"))
    let headings = page.split(separator: "\n").filter { $0.hasPrefix("#") }
    #expect(headings == MarkdownExportTests.headings(of: self.page(Sample.book)).dropLast())
  }

  private static func headings(of page: String) -> [Substring] {
    page.split(separator: "\n").filter { $0.hasPrefix("#") && $0 != "#!/bin/bash" }
  }
}
