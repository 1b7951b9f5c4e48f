import AnswerBook
import Experiments
import LessonFormat
import SeededRandom
import Testing
import WorkerPool

@testable import Exports

@Suite struct HTMLExportTests {
  private func page(_ book: AnswerBook, events: [String: [PoolEvent]] = [:]) -> String {
    htmlPage(of: ExportSource(book, of: Sample.lesson, events: events))
  }

  @Test func `a page has everything a reader asks for`() throws {
    let page = page(Sample.book)
    try expectSnapshot(page.replacing("><", with: ">\n<"), "sample.html")
    #expect(PageCheck(page).faults == [])
  }

  @Test func `a page asks for nothing and has no script`() {
    let page = page(Sample.book)
    #expect(page.contains("content=\"default-src &#39;none&#39;; style-src &#39;sha256-"))
    for word in ["<script", "src=", "url(", "@import", "<link", "<iframe", "<img"] { #expect(!page.contains(word)) }
  }

  @Test(arguments: 0..<10)
  func `no answer becomes markup, whatever it is`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<1000 {
      let text = hostileText(&random)
      let faults = PageCheck(Markup.markdown(text).html).faults
      #expect(faults == [], "\(text.debugDescription)")
    }
  }

  @Test func `a link to a script, a picture of another server and HTML are text`() {
    let html = Markup.markdown(
      "[x](javascript:1) ![t](https://e.com/x.png) <b onclick=x>a</b>\n\n[y](https://e.com/?a&b)"
    ).html
    #expect(
      html == "<p>x <a href=\"https://e.com/x.png\" rel=\"noopener noreferrer nofollow\">picture: t</a> "
        + "&lt;b onclick=x&gt;a&lt;/b&gt;</p>"
        + "<p><a href=\"https://e.com/?a&amp;b\" rel=\"noopener noreferrer nofollow\">y</a></p>")
  }

  @Test func `an answer of a megabyte, or one nested a thousand times, is shown as it is`() {
    for text in [
      String(repeating: "x ", count: 500_000), String(repeating: "> ", count: 1000),
      String(repeating: "[", count: 100_000),
    ] {
      #expect(Markup.markdown(text).html.hasPrefix("<pre class=\"plain\">"))
    }
  }

  @Test func `formulas are drawn, in prompts and in answers`() {
    #expect(Markup.formula("\\frac{n}{p}", isDisplay: false).html.contains("<mfrac><mi>n</mi><mi>p</mi></mfrac>"))
    let html = Markup.markdown("$$\\sum_{i=1}^{n} x_i^2$$").html
    #expect(html.hasPrefix("<div class=\"formula\"><math display=\"block\">"))
    #expect(html.contains("<munderover><mo stretchy=\"false\">∑</mo>"))
    #expect(html.contains("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"))
    #expect(html.contains("<annotation encoding=\"application/x-tex\">\\sum_{i=1}^{n} x_i^2</annotation>"))
  }

  @Test func `every heading follows one of the level above, and every table has its scopes`() {
    let page = page(Sample.book)
    let levels = page.ranges(of: "<h").compactMap { Int(String(page[$0.upperBound])) }
    #expect(levels.first == 1)
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
    #expect(page.contains("<th scope=\"col\" class=\"left\">When</th>"))
    #expect(page.contains("<th scope=\"row\" class=\"left short\">2026-11-18 11:06 UTC</th>"))
  }

  @Test func `pictures say in words what they show`() {
    let events: [PoolEvent] = [
      .init(time: 0, kind: .poolStarted(workers: 2)),
      .init(time: 10, kind: .mapStarted(map: 1, items: 3, chunk: 1, schedule: .dynamic, detail: .items)),
      .init(time: 20, kind: .chunkStarted(worker: 0, items: 0..<2)),
      .init(time: 30, kind: .chunkStarted(worker: 1, items: 2..<3)),
      .init(time: 60, kind: .chunkFinished(worker: 1, items: 2..<3)),
      .init(time: 100, kind: .chunkFinished(worker: 0, items: 0..<2)),
      .init(time: 110, kind: .mapFinished(map: 1)),
    ]
    let page = page(Sample.book, events: ["first-map": events])
    #expect(page.contains("The map took 100 ns. worker-1 finished 2 items in 1 chunk and was busy for 80.0 ns."))
    #expect(page.contains("role=\"img\" aria-labelledby=\"p-first-map-items-title p-first-map-items-desc\""))
    #expect(PageCheck(page).faults == [])
  }
}
