import Experiments
import Testing

@testable import LessonFormat

/// The experiment of a lesson that has one.
private func experiment(_ yaml: String) throws -> ExperimentSpec? {
  try Lesson.parse(lesson("```experiment\n\(yaml)\n```"), file: "small.md").experiments.first
}

private func told(_ yaml: String) -> [String] {
  faults(lesson("```experiment\n\(yaml)\n```")).map { "\($0.line):\($0.column) \($0.message) = \($0.fix)" }
}

@Suite struct CommandLessonTests {
  @Test func `an experiment names a program and how it is run, as any other`() throws {
    let spec = try experiment(
      """
      id: square
      task: command
      command: [python3, -c, "print(\\"a b\\")\\n", 1]
      items: 0..<10
      processes: [1, 2]
      chunk: 2
      schedule: static
      repeat: 3
      """)
    #expect(spec?.task == .command)
    #expect(spec?.knobs.command == ["python3", "-c", "print(\"a b\")\n", "1"])
    #expect(spec?.knobs.items == .numbers((0..<10).map(Double.init)))
    #expect(spec?.sizes == [1, 2] && spec?.knobs.repeats == 3 && spec?.knobs.schedule == .static)
  }

  @Test func `items are any values, plain words as JSON would read them`() throws {
    let spec = try experiment(
      """
      id: any
      task: command
      command: [cat]
      items:
        - 5
        - 0.5
        - text
        - "5"
        - true
        - "true"
        - yes
        - [1, [a, 2e3], ~]
        - {key: value, other: {}}
        -
        - "\\u001b and more"
      """)
    #expect(
      spec?.knobs.items.values == [
        .integer(5), .double(0.5), .string("text"), .string("5"), .bool(true), .string("true"), .string("yes"),
        .array([.integer(1), .array([.string("a"), .integer(2000)]), .string("~")]),
        .object(["key": .string("value"), "other": .object([:])]), .null, .string("\u{1b} and more"),
      ])
    let numbers = try experiment("{id: n, task: command, command: [cat], items: [5, 2.5]}")
    #expect(numbers?.knobs.items == .numbers([5, 2.5]))
  }

  @Test(arguments: [
    ("{id: e, task: command}", "11:1 An experiment needs `command`. = Write `command: [python3, square.py]`."),
    (
      "{id: e, task: command, command: python3 square.py}",
      "11:33 `command` needs the program and its arguments as a list of words. = Write `command: [python3, square.py]`; no shell splits a line into words."
    ),
    (
      "{id: e, task: command, command: []}",
      "11:33 `command` needs the program and its arguments as a list of words. = Write `command: [python3, square.py]`; no shell splits a line into words."
    ),
    (
      "{id: e, task: command, command: ['', x]}",
      "11:33 `command` needs the program and its arguments as a list of words. = Write `command: [python3, square.py]`; no shell splits a line into words."
    ),
    (
      "{id: e, task: command, command: [a, {b: c}]}",
      "11:33 `command` needs the program and its arguments as a list of words. = Write `command: [python3, square.py]`; no shell splits a line into words."
    ),
    (
      "{id: e, task: command, command: [a, \"b\\ec\"]}",
      "11:33 A word of `command` contains a character that can't be shown. = Remove it, or let the program generate it."
    ),
    (
      "{id: e, task: primes, command: [a]}",
      "11:23 The task `primes` runs no program. = Remove `command`, or write `task: command`."
    ),
    (
      "{id: e, task: command, command: [a], items: {b: c}}",
      "11:45 `items` needs a list. = Write `items: [1, text, {key: value}]`."
    ),
    (
      "{id: e, task: command, command: [a], range: 1..<5}",
      "11:38 The task `command` has no knob `range`. = Remove it; the knobs are `processes`, `items`, `chunk`, `schedule`, `repeat` and `limit`."
    ),
  ])
  func `a fault in a program's experiment is reported with its place and its fix`(yaml: String, expected: String) {
    #expect(told(yaml) == [expected])
  }
}
