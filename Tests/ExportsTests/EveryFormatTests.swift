import AnswerBook
import LessonFormat
import Lessons
import SeededRandom
import Testing

@testable import Exports

@Suite struct EveryFormatTests {
  @Test func `every format has a name and endings of its own`() {
    let formats = ExportFormat.all
    #expect(Set(formats.map(\.name)).count == formats.count)
    #expect(Set(formats.flatMap(\.endings)).count == formats.flatMap(\.endings).count)
    #expect(ExportFormat.named("docx") == nil)
    #expect(ExportFormat.ofFile("a/B.HTML")?.name == "html")
    #expect(ExportFormat.ofFile("notebook.ipynb")?.name == "ipynb")
    #expect(ExportFormat.ofFile("x.docx") == nil)
  }

  @Test func `an empty record of the built-in lesson can be exported`() throws {
    let text = try #require(BuiltInLesson.all["sharing-work"])
    let source = ExportSource(AnswerBook(), of: try Lesson.parse(text, file: "sharing-work.md"))
    #expect(PageCheck(htmlPage(of: source)).faults == [])
    #expect(NotebookCheck(try ExportFormat.notebook.bytes(source)).faults == [])
    #expect(markdownPage(of: source.report).contains("- **Answered:** 0 of 21 questions\n"))
  }

  @Test func `the student is named first, in every format`() throws {
    var book = Sample.book
    book.student = Student(name: "Ada <b>", id: "al7")
    let source = ExportSource(book, of: Sample.lesson)
    #expect(markdownPage(of: source.report).hasPrefix("# A Short Lesson\n\n- **Student:** Ada \\<b> (al7)\n"))
    let page = htmlPage(of: source)
    #expect(page.contains("<title>A Short Lesson: Ada &lt;b&gt; (al7)</title>"))
    #expect(page.contains("<dt>Student</dt><dd>Ada &lt;b&gt; (al7)</dd>"))
    #expect(String(decoding: try ExportFormat.notebook.bytes(source), as: UTF8.self).contains("\"Ada <b> (al7)\""))
  }

  /// Seven answers a record: ten thousand and one in all.
  @Test(arguments: 0..<10)
  func `whatever students write, every format stays sound and the same`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let headings = headings(of: markdownPage(of: Report(Sample.book, of: Sample.lesson)))
    for _ in 0..<143 {
      let book = hostileBook(&random)
      let source = ExportSource(book, of: Sample.lesson)
      let page = htmlPage(of: source)
      #expect(PageCheck(page).faults == [], "\(book.answers)")
      let notebook = try ExportFormat.notebook.bytes(source)
      #expect(NotebookCheck(notebook).faults == [], "\(book.answers)")
      let text = markdownPage(of: source.report)
      #expect(self.headings(of: text) == headings, "\(book.answers)")
      #expect(!text.unicodeScalars.contains { $0.picture != nil && $0 != "\n" && $0 != "\t" })
    }
    let source = ExportSource(hostileBook(&random), of: Sample.lesson)
    // A bundle needs the folder; `BundleTests` has that.
    for format in ExportFormat.all where format.name != "bundle" {
      #expect(try format.bytes(source) == format.bytes(source))
    }
  }

  private func headings(of page: String) -> [Substring] {
    page.split(separator: "\n").filter { $0.hasPrefix("#") && !$0.hasPrefix("#!") }
  }
}
