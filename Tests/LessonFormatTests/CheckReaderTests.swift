import Experiments
import Testing

@testable import LessonFormat

/// A lesson with one cell and these checks, which begin in line 14.
private func cell(_ checks: String) -> String {
  lesson(
    "<!-- question {id: q, kind: code, file: q.py} -->\nA?\n<!-- checks -->\n```yaml\n\(checks)\n```\n<!-- end -->")
}

@Suite struct CheckReaderTests {
  @Test func `every kind of check is read`() throws {
    let text = cell(
      """
      - call: sample(1_000)
        type: int
        between: [0, 1_000]
        say: [It counts., Return the count.]
      - value: primes[:2]
        is: [100000007, 100000037]
      - {value: pi, near: 3.14, within: 0.01, say: It is pi.}
      - proportion: sample(200_000)
        n: 200_000
        p: 0.7853981634
      - differ: sample(10)
      - differ: sample(11)
        times: 9
      - printed: 54_208
      - {printed: -3.14, within: 1e-2}
      - trace: items == 1_000_000
      - trace: at_once>=2
      - trace: named <= 1
      """)
    let checks = try #require(try Lesson.parse(text, file: "x.md").questions.first?.cell?.checks)
    #expect(
      checks == [
        CellCheck(
          .value(expression: "sample(1_000)", isCall: true, .init(type: "int", between: 0...1000)),
          say: ["It counts.", "Return the count."]),
        CellCheck(
          .value(
            expression: "primes[:2]", isCall: false,
            .init(equals: .array([.integer(100_000_007), .integer(100_000_037)])))),
        CellCheck(
          .value(expression: "pi", isCall: false, .init(near: 3.14, within: 0.01)), say: ["It is pi."]),
        CellCheck(.proportion(expression: "sample(200_000)", n: 200_000, p: 0.7853981634)),
        CellCheck(.differ(expression: "sample(10)", times: 4)), CellCheck(.differ(expression: "sample(11)", times: 9)),
        CellCheck(.printed(54208, within: 0)), CellCheck(.printed(-3.14, within: 0.01)),
        CellCheck(.trace(.items, .equal, 1_000_000)), CellCheck(.trace(.at_once, .atLeast, 2)),
        CellCheck(.trace(.named, .atMost, 1)),
      ])
  }

  @Test(arguments: [
    (
      "- {}",
      "14:3 This check doesn't say what it checks. = Write `call`, `value`, `proportion`, `differ`, `printed` or `trace` as a key."
    ),
    ("- {pritned: 3}", "14:4 `pritned` is not a key of a check. = Write `printed`."),
    (
      "- {printed: 3, trace: items == 3}",
      "14:16 A check can't have both `printed` and `trace`. = Make it two checks, each with its own `-`."
    ),
    (
      "- {printed: 3, near: 3}",
      "14:16 A check with `printed` has no key `near`. = Remove it; it is for `call` or `value`."
    ),
    ("- printed: 54 208", "14:12 `printed` needs a number, not `54 208`. = Write `printed: 54208`."),
    ("- {printed: 3, within: -1}", "14:24 `within` needs a number, not `-1`. = Write `within: 0.01`."),
    ("- {call: f, type: int}", "14:10 `f` is not a call. = Write `call: f(…)`, or `value: f` for a variable."),
    (
      "- {call: f(1)}", "14:4 This check doesn't say what the value has to be. = Add `type`, `between`, `is` or `near`."
    ),
    ("- {call: f(1), type: itn}", "14:22 There is no type `itn` to check for. = Write `int`."),
    (
      "- {call: f(1), between: [3, 1]}",
      "14:25 `between` needs two numbers, the smaller one first. = Write `between: [0, 1000]`."
    ),
    (
      "- {call: f(1), between: 3}",
      "14:25 `between` needs two numbers, the smaller one first. = Write `between: [0, 1000]`."
    ),
    ("- {value: x, near: 3}", "14:14 `near` needs `within`. = Write `near: 3.14` and `within: 0.01`."),
    ("- {value: x, is: 3, within: 3}", "14:21 `within` needs `near`. = Write `near: 3.14` and `within: 0.01`."),
    ("- {value: x, is: {[1]: 2}}", "14:18 `is` needs a value. = Write `is: 4`, `is: [1, 2]` or `is: text`."),
    ("- {proportion: f(9), p: 0.5}", "14:3 A check needs `n`. = Write `n: 200_000`."),
    ("- {proportion: f(9), n: 9, p: 1}", "14:31 `p` is a probability between 0 and 1. = Write `p: 0.7853981634`."),
    ("- {differ: f(9), times: 1}", "14:25 `times` needs a whole number, not `1`. = Write a number from 2 to 100."),
    ("- trace: itmes == 3", "14:10 There is no figure `itmes`. = Write `items`."),
    (
      "- trace: items > 3",
      "14:10 There is no comparison `>`. = Write `trace: items >= 3`; it can be `==`, `>=` or `<=`."
    ),
    (
      "- trace: items",
      "14:10 `items` isn't compared with a number. = Write `trace: items == 4`; it can be `==`, `>=` or `<=`."
    ),
    ("- trace: items == many", "14:10 `many` is not a number. = Write `trace: items == 4`."),
    (
      "- {printed: 3, say: [a, b, c]}",
      "14:21 `say` has more than two sentences. = Write what the fault means, and how to fix it."
    ),
    (
      "- {printed: 3, say: [\"a\": b]}",
      "14:22 An item of `say` has a colon, so YAML takes it for a key and a value. = Write it in quotes: `\"a: b\"`."
    ),
  ])
  func `a malformed check is one fault with its place and its fix`(check: String, expected: String) {
    let found = faults(cell(check)).map { "\($0.line):\($0.column) \($0.message) = \($0.fix)" }
    #expect(found == [expected])
  }

  @Test func `each malformed check of a list is reported`() {
    #expect(faults(cell("- printed: a\n- printed: 1\n- trace: b\n- c")).map(\.line) == [14, 16, 17])
  }
}
