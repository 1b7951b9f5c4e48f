import Lessons
import Testing

@testable import LessonFormat

/// The faults of bytes; none for a good lesson.
private func faults(of bytes: [UInt8]) -> [Diagnostic] {
  do throws(LessonErrors) {
    _ = try Lesson.parse(bytes: bytes, file: "hostile.md")
    return []
  } catch {
    return error.diagnostics
  }
}

/// Code cells with all that they can have.
private let cells = """
  <!-- question {id: first, kind: code, file: one.py, needs: [numpy, x.y], repeat: 7, time: 2 min, memory: 4 GB} -->
  Write it.

  ```python
  def f(n):
      ...
  ```
  <!-- variant {without: [numpy]} -->
  ```python
  from random import Random
  ```
  <!-- checks -->
  ```yaml
  - call: f(1_000)
    type: int
    between: [0, 1_000]
    say: ["One, and: two.", Three.]
  - {value: "[1, 2]", is: [1, {a: 2}], near: 3, within: 1e-3}
  - {proportion: f(200_000), n: 200_000, p: 0.785}
  - {differ: f(10), times: 4}
  - {printed: 54_208, within: 0.5}
  - trace: at_once >= 2
  ```
  <!-- solution -->
  It is that.
  <!-- end -->

  <!-- question {id: two, kind: file, file: two.py, uses: [first]} -->
  Write it.
  <!-- end -->

  ```experiment
  {id: mine, task: python, file: two.py, uses: first, processes: [1, 2], repeat: 2, time: 9 s, memory: 1 GB}
  ```

  ```experiment
  id: given
  task: python
  file: given.py
  starter: |
    print(1)
  ```

  """

@Suite struct HostileLessonTests {
  @Test func `the code cells of these tests are whole`() {
    #expect(LessonFormatTests.faults(lesson(cells)).map(\.message) == [])
  }

  @Test func `random bytes are refused, with places that exist`() {
    var random = SplitMix(seed: 1)
    for _ in 0..<200 {
      let bytes = (0..<Int(random.next() % 3000)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      let faults = faults(of: bytes)
      #expect(!faults.isEmpty)
      #expect(faults.allSatisfy { $0.line >= 1 && $0.column >= 1 && $0.column <= $0.source.count + 1 })
    }
  }

  @Test func `a lesson with pieces cut, doubled and swapped is read or refused, with places that exist`() {
    let lesson = Array(BuiltInLesson.sharingWork.utf8.prefix(6000)) + Array("\n\n\(cells)".utf8)
    var random = SplitMix(seed: 2)
    for _ in 0..<150 {
      var bytes = lesson
      for _ in 0..<(1 + random.next() % 4) {
        let start = Int(random.next() % UInt64(bytes.count))
        let end = min(bytes.count, start + Int(random.next() % 60))
        switch random.next() % 4 {
        case 0: bytes.removeSubrange(start..<end)
        case 1: bytes.insert(contentsOf: bytes[start..<end], at: Int(random.next() % UInt64(bytes.count)))
        case 2: bytes[start] = UInt8(truncatingIfNeeded: random.next())
        default: bytes.insert(contentsOf: Array("<!-- {[`$|>#&*:".utf8.shuffled(using: &random)), at: start)
        }
      }
      let faults = faults(of: bytes)
      #expect(faults.allSatisfy { $0.line >= 1 && $0.column >= 1 && $0.column <= $0.source.count + 1 })
      #expect(faults.allSatisfy { !$0.message.isEmpty && !$0.fix.isEmpty })
    }
  }

  @Test func `every beginning of a lesson is read or refused`() {
    let lesson = Array(BuiltInLesson.sharingWork.utf8.prefix(3000)) + Array("\n\n\(cells)".utf8)
    for length in stride(from: 0, to: lesson.count, by: 97) { _ = faults(of: Array(lesson[..<length])) }
  }

  @Test func `a file that is not UTF-8 is repaired, and says where`() throws {
    let faults = faults(of: Array(lesson("Caf").utf8) + [0xE9, 0x0A])
    #expect(faults.count == 1)
    let fault = try #require(faults.first)
    #expect(fault.line == 10 && fault.column == 4)
    #expect(fault.source == "Caf\u{FFFD}")
    #expect(fault.message.contains("UTF-8"))
  }

  @Test func `a byte order mark is no fault`() {
    #expect(faults(of: [0xEF, 0xBB, 0xBF] + Array(lesson("Text.").utf8)).isEmpty)
  }

  @Test func `a file that is too large is refused in one sentence`() {
    let errors = LessonErrors(faults(of: Array(repeating: UInt8(ascii: "a"), count: Lesson.largestFile + 1)))
    #expect(
      errors.description
        == "hostile.md: The file is larger than 1 MiB, the limit for a lesson; split it into several lessons.")
  }

  @Test(arguments: [
    (String(repeating: "a", count: 5000), "This line has 5000 bytes; the limit is 4096."),
    (String(repeating: "aaaa\n", count: 7000), "More than 32 kB follow without a blank line."),
    (String(repeating: ">", count: 4000), "Lists, quotes or emphasis are nested too deeply here."),
    (String(repeating: "- ", count: 2000) + "a", "Lists, quotes or emphasis are nested too deeply here."),
    (
      String(repeating: "|a", count: 40) + "\n" + String(repeating: "|-", count: 40),
      "This table has more than 32 columns."
    ),
    (
      "```experiment\nid: " + String(repeating: "[", count: 3000) + "\n```",
      "Lists or braces are nested more than 32 levels deep."
    ),
    (
      "```experiment\na: &a [x, x]\nb: &b [*a, *a]\n? *b\n: 1\n```",
      "The YAML defines `&a` and repeats it with `*a`, which lessons can't use."
    ),
  ])
  func `what would cost time or stack out of proportion is refused`(body: String, message: String) {
    #expect(LessonFormatTests.faults(lesson(body)).map(\.message) == [message])
  }

  @Test func `text can't steer a terminal, however it gets in`() throws {
    let text = lesson(
      """
      A\u{1B}[2J &#27;[31m `\u{07}` [x](http://a/%1B&#27;) \u{202E}rtl \u{9B}1m

      ```bash
      \u{1B}]0;title\u{07}
      ```

      <!-- question {id: q, kind: choice, options: ["\\e[31m", b], points: 1} -->
      ![\u{1B}](x)
      <!-- end -->
      """)
    let read = try Lesson.parse(text, file: "x.md")
    var shown = ""
    dump(read, to: &shown)
    let steering = shown.unicodeScalars.filter {
      ($0.value < 32 && $0 != "\n") || (0x7F...0x9F).contains($0.value) || $0 == "\u{202E}"
    }
    #expect(steering.isEmpty)
    #expect(shown.contains("␛[2J"))
  }

  @Test func `a fault's own words can't steer a terminal`() {
    let faults = LessonFormatTests.faults(lesson("```experiment\n{id: e, \"ta\\esk\": x, task: \"\\e[2J\"}\n```"))
    #expect(faults.count == 2)
    #expect(faults.allSatisfy { !$0.description.contains("\u{1B}") })
  }
}
