import Testing
import WorkerPool

@testable import Experiments

/// Python that answers each item with an expression of it.
private func python(_ expression: String) -> [String] {
  [
    "python3", "-c",
    """
    import json, sys
    for line in sys.stdin:
      item = json.loads(line)
      print("at", line.strip(), file=sys.stderr)
      print(json.dumps(\(expression)), flush=True)
    """,
  ]
}

/// The sentence a run fails with.
private func failure(_ knobs: Knobs) async throws -> String {
  let error = await #expect(throws: ExperimentError.self) { try await perform(.command, knobs) }
  return error?.description ?? ""
}

@Suite(.serialized) struct CommandTests {
  @Test func `any program does the items, and the results are in their order`() async throws {
    let run = try await perform(
      .command,
      Knobs(processes: 3, chunk: .items(1), repeats: 2, items: (0..<30).map(Double.init), command: python("item ** 2")))
    #expect(run.report.result == .command((0..<30).map { .integer($0 * $0) }))
    #expect(run.report.items == 30)
    #expect(run.report.runs_s.count == 2)
  }

  @Test func `items and results are any JSON values`() async throws {
    let values: [JSONValue] = [
      .null, .bool(true), .integer(5), .double(0.5), .string("a \"quoted\" line\nand é \u{7}"),
      .array([.integer(1), .array([])]), .object(["key": .string("value"), "other": .null]),
    ]
    let run = try await perform(.command, Knobs(processes: 2, items: [], values: values, command: python("item")))
    #expect(run.report.result == .command(values))
  }

  @Test func `whole numbers travel as whole numbers, of any size`() async throws {
    let run = try await perform(
      .command, Knobs(processes: 1, items: [5, 2.5], command: python("[line.strip(), 2 ** 100]")))
    let large = try #require(JSONValue("1267650600228229401496703205376"))
    #expect(run.report.result == .command([.array([.string("5"), large]), .array([.string("2.5"), large])]))
    #expect(large.text == "1267650600228229401496703205376")
    #expect(try RecordedRun.read(run.fileText()).report == run.report)
  }

  @Test func `what programs write to standard error is in the report of their worker`() async throws {
    let run = try await perform(
      .command, Knobs(processes: 2, schedule: .cyclic, items: [1, 2, 3, 4], command: python("item")))
    #expect(run.report.workers.map(\.output) == [["at 1", "at 3"], ["at 2", "at 4"]])
    #expect(run.report.workers.map(\.output_before) == [nil, nil])
    let quiet = try await perform(.command, Knobs(processes: 1, command: ["cat"]))
    #expect(quiet.report.workers.map(\.output) == [nil])
  }

  @Test func `a program that ends at an item fails the run with the item and the program's last words`() async throws {
    let sentence = try await failure(Knobs(processes: 2, items: [1, 2, 0], command: python("1 / item")))
    #expect(sentence.hasPrefix("Item 2 failed on worker-"))
    #expect(sentence.contains("(pid "))
    #expect(sentence.contains("python3 exited with code 1"))
    #expect(sentence.contains("the last line it wrote: ZeroDivisionError: division by zero"))
  }

  @Test(arguments: [
    ("hello \u{1b}[1m", "sh answered “hello \u{1b}[1m”, which is not JSON"), ("", "sh answered an empty line"),
    ("NaN", "“NaN”, which is not JSON"), ("{'a': 1}", "which is not JSON"), ("1 2", "which is not JSON"),
  ])
  func `an answer that is not JSON is shown with the fix`(answer: String, words: String) async throws {
    let program = ["sh", "-c", "while read x; do printf '%s\\n' \"$0\"; done", answer]
    let sentence = try await failure(Knobs(processes: 1, items: [7], command: program))
    #expect(sentence.contains(words), "\(sentence)")
  }

  @Test func `a program that is not there fails the run in a sentence`() async throws {
    let sentence = try await failure(Knobs(processes: 1, items: [7], command: ["no-such-program"]))
    #expect(sentence.contains("no-such-program could not be started: No such file or directory; install it"))
    #expect(try await failure(Knobs()).contains("needs a program"))
  }

  @Test func `a run of a program is recorded whole and read back`() async throws {
    let knobs = Knobs(
      processes: 2, items: [], values: [.string("\u{2028}\u{1b}"), .integer(3)],
      command: python("[item]") + ["a b", "$"])
    let run = try await perform(.command, knobs)
    let again = try RecordedRun.read(run.fileText())
    #expect(again.knobs == knobs)
    #expect(again.report == run.report)
    #expect(again.report.workers.contains { $0.output != nil })
  }

  @Test func `results that a report has no room for are counted, also in words and in the record`() throws {
    let large = "\"" + String(repeating: "a", count: 3 << 20) + "\""
    let findings = CommandFindings(answers: ["1", large, large, "2"])
    #expect(findings.values.count == 2 && findings.values_left_out == 2)
    var run = RecordTests.run
    run.report.task = .command
    run.report.items = 4
    run.report.result = TaskResult(findings)
    #expect(try RecordedRun.read(run.fileText()).report.result == run.report.result)
    #expect(run.fileText().contains(#""values_left_out":2"#))
    let words = run.report.resultWords(.unicode)
    guard case .text(_, let rest)? = words.lines.last else { return #expect(Bool(false), "\(words)") }
    #expect(rest.hasPrefix("2 results at the end"))
    #expect(words.sentences.count == 2)
    #expect(CommandFindings(answers: ["1", "2"]).values_left_out == nil)
  }

  @Test func `a run recorded before there were programs is still read`() throws {
    let text = RecordTests.run.fileText()
    #expect(!text.contains("command") && !text.contains("output"))
    #expect(try RecordedRun.read(text) == RecordTests.run)
  }

  @Test func `values nest as deep as a recorded run can hold them`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + #""[\"[""# + String(repeating: "]", count: depth)
    }
    let value = try #require(JSONValue(nested(100)))
    var run = RecordTests.run
    run.report.task = .command
    run.report.result = .command([value])
    #expect(try RecordedRun.read(run.fileText()).report.result == .command([value]))
    #expect(JSONValue(nested(101)) == nil)
    #expect(JSONValue(nested(1_000_000)) == nil)
  }

  @Test func `a report holds no more of long answers than fits`() {
    let long = "\"" + String(repeating: "x", count: 1 << 20) + "\""
    #expect(CommandFindings(answers: Array(repeating: long, count: 9)).values.count == 3)
  }

  @Test(arguments: [
    (["python3", "square.py"], "python3 square.py"), (["sh", "-c", "a b"], "sh -c 'a b'"), (["it's"], #"'it'\''s'"#),
    ([""], "''"), (["$x", "a;b", "é"], "'$x' 'a;b' é"), (["a\nb\t\u{1b}'\\"], #"$'a\nb\t\u001b\'\\'"#),
  ])
  func `a command line is shown as it would be typed, control characters written out`(words: [String], text: String) {
    #expect(commandLine(words) == text)
  }

  @Test func `the last lines of what a worker wrote are kept, however they come`() {
    var tail = OutputTail()
    for piece in ["one\ntw", "o\r\n", "", "\nthree", "!"] { tail.add(piece) }
    #expect(tail.lines == ["one", "two", "", "three!"])
    tail.add("\n" + (0..<30).map { "line \($0)\n" }.joined())
    #expect(tail.lines.count == OutputTail.most && tail.lines.last == "line 29")
    #expect(tail.before == 34 - OutputTail.most)
    for _ in 0..<1000 { tail.add("xxxxxxxxxx") }
    #expect(tail.lines.last?.count == 401)
  }
}
