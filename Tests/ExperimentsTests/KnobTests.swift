import Testing
import WorkerPool

@testable import Experiments

@Suite struct KnobTests {
  @Test(arguments: ["1e8", "100000000", "100_000_000", "100 000 000", "100\u{202F}000\u{202F}000", "1E8"])
  func `samples may be typed as people type them`(text: String) throws {
    var knobs = Knobs(samples: 1)
    try KnobName.samples.set(text, in: &knobs)
    #expect(knobs.samples == 100_000_000)
  }

  @Test func `every knob's own text sets it again`() throws {
    let settings = [
      Knobs(),
      Knobs(processes: 256, chunk: .items(7), schedule: .guided, repeats: 7, seeding: .same(0), items: [5, 5]),
      Knobs(seeding: .perItem(.max), items: [0.25, 3600, 1e-9], samples: 1, range: 0..<1, limit: 0.25),
      Knobs(items: [], values: [.string("a\n\u{1b}"), .null, .array([.integer(.max), .object(["k": .bool(true)])])]),
      Knobs(items: [-3, -2, -1]), Knobs(items: [0.5, 1.5, 2.5]), Knobs(items: [4]),
    ]
    for knobs in settings {
      var again = Knobs(processes: 9, chunk: .items(2), schedule: .cyclic, repeats: 2, samples: 3, range: 5..<6)
      for name in [KnobName.seeding] + KnobName.allCases { try name.set(name.text(of: knobs), in: &again) }
      #expect(again == knobs)
    }
  }

  @Test(arguments: [
    (KnobName.processes, "0"), (.processes, "257"), (.processes, "four"), (.chunk, "0"), (.chunk, "-1"),
    (.schedule, "fair"), (.repeats, "0"), (.seed, "-1"), (.seed, "1.5"), (.seeding, "thread"), (.items, ""),
    (.items, "1,,2"), (.items, "[]"), (.items, "[1"), (.items, "[NaN]"), (.items, "[1e999]"), (.items, "1,nan"),
    (.items, "inf"), (.items, "3..<3"), (.items, "0..<99999999999"),
    (.samples, "0"), (.samples, "1e30"), (.samples, "1.5"), (.range, "5"), (.range, "9..<5"), (.range, "-5..<5"),
    (.range, "0..<9223372036854775807"), (.range, "1..<2..<3"), (.limit, "0"), (.limit, "-1"), (.limit, "nan"),
    (.limit, "1 h"), (.limit, "5000"),
  ])
  func `a value that a knob can't have is refused in one sentence and changes nothing`(name: KnobName, text: String) {
    var knobs = Knobs()
    let error = #expect(throws: KnobError.self) { try name.set(text, in: &knobs) }
    #expect(knobs == Knobs())
    #expect(error?.description.hasPrefix(name.rawValue) == true)
    #expect(error?.description.contains("\n") == false)
  }

  @Test func `a JSON array of numbers alone is a list of numbers`() throws {
    var knobs = Knobs(values: [.null])
    try KnobName.items.set("[1, 2.5, 3]", in: &knobs)
    #expect(knobs == Knobs(items: [1, 2.5, 3]))
    // More digits than a number of a knob has.
    try KnobName.items.set("[9007199254740993]", in: &knobs)
    #expect(knobs.values == [.integer(9_007_199_254_740_993)])
  }

  @Test func `a seed keeps the way it is used, and the way keeps the seed`() throws {
    var knobs = Knobs()
    try KnobName.seed.set("5", in: &knobs)
    #expect(knobs.seeding == .same(5))
    try KnobName.seeding.set("item", in: &knobs)
    #expect(knobs.seeding == .perItem(5))
    try KnobName.seed.set("6", in: &knobs)
    #expect(knobs.seeding == .perItem(6))
    try KnobName.seed.set("pid", in: &knobs)
    #expect(knobs.seeding == .processID)
  }

  @Test func `a task objects to items it can't do`() {
    #expect(TaskName.processInfo.objection(to: Knobs(items: [0.5])) != nil)
    #expect(TaskName.processInfo.objection(to: Knobs(items: [], values: [.string("a")])) != nil)
    #expect(TaskName.sleep.objection(to: Knobs(items: [-1])) != nil)
    #expect(TaskName.sleep.objection(to: Knobs(items: [], values: [.null])) != nil)
    #expect(TaskName.command.objection(to: Knobs()) != nil)
    #expect(TaskName.command.objection(to: Knobs(items: [], values: [.null], command: ["cat"])) == nil)
    #expect(TaskName.sleep.objection(to: Knobs(items: [0.5])) == nil)
    #expect(TaskName.divisors.objection(to: Knobs(range: 1..<100_000_000)) != nil)
    #expect(TaskName.primes.objection(to: Knobs(range: 0..<1_000_000_000)) != nil)
    for task in TaskName.allCases where task != .command { #expect(task.objection(to: .usual(for: task)) == nil) }
  }
}
