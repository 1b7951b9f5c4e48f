import Testing
import WorkerPool

@testable import Experiments

@Suite struct KnobTests {
  @Test(arguments: ["1e8", "100000000", "100_000_000", "100 000 000", "100\u{202F}000\u{202F}000", "1E8"])
  func `samples may be typed as people type them`(text: String) throws {
    var knobs = Knobs(samples: 1)
    try Knob.samples.set(text, in: &knobs)
    #expect(knobs.samples == 100_000_000)
  }

  @Test func `every knob's own text sets it again`() throws {
    let settings = [
      Knobs(),
      Knobs(processes: 256, chunk: .items(7), schedule: .guided, repeats: 7, seeding: .same(0), items: [5, 5]),
      Knobs(seeding: .perItem(.max), items: [0.25, 3600, 1e-9], samples: 1, range: 0..<1, limit: .milliseconds(250)),
      Knobs(items: [], values: [.string("a\n\u{1b}"), .null, .array([.integer(.max), .object(["k": .bool(true)])])]),
      Knobs(items: [-3, -2, -1]), Knobs(items: [0.5, 1.5, 2.5]), Knobs(items: [4]),
    ]
    for knobs in settings {
      var again = Knobs(processes: 9, chunk: .items(2), schedule: .cyclic, repeats: 2, samples: 3, range: 5..<6)
      for knob in [Knob.seeding] + Knob.all.filter({ $0 != .items }) + [.anyItems] {
        try knob.set(knob.text(of: knobs), in: &again)
      }
      #expect(again == knobs)
    }
  }

  @Test(arguments: [
    (Knob.processes, "0"), (.processes, "257"), (.processes, "four"), (.chunk, "0"), (.chunk, "-1"),
    (.schedule, "fair"), (.repeats, "0"), (.seed, "-1"), (.seed, "1.5"), (.seeding, "thread"), (.items, ""),
    (.items, "1,,2"), (.anyItems, "[]"), (.anyItems, "[1"), (.anyItems, "[NaN]"), (.anyItems, "[1e999]"),
    (.items, "[1]"), (.items, "1,nan"),
    (.items, "inf"), (.items, "3..<3"), (.items, "0..<99999999999"),
    (.samples, "0"), (.samples, "1e30"), (.samples, "1.5"), (.range, "5"), (.range, "9..<5"), (.range, "-5..<5"),
    (.range, "0..<9223372036854775807"), (.range, "1..<2..<3"), (.rows, "7"), (.rows, "5000"), (.limit, "0"),
    (.limit, "-1"), (.limit, "nan"),
    (.limit, "1 h"), (.limit, "5000"),
  ])
  func `a value that a knob can't have is refused in one sentence and changes nothing`(knob: Knob, text: String) {
    var knobs = Knobs()
    let error = #expect(throws: KnobError.self) { try knob.set(text, in: &knobs) }
    #expect(knobs == Knobs())
    #expect(error?.description.hasPrefix(knob.name) == true)
    #expect(error?.description.contains("\n") == false)
  }

  @Test func `a JSON array of numbers alone is a list of numbers`() throws {
    var knobs = Knobs(values: [.null])
    try Knob.anyItems.set("[1, 2.5, 3]", in: &knobs)
    #expect(knobs == Knobs(items: [1, 2.5, 3]))
    // More digits than a number of a knob has.
    try Knob.anyItems.set("[9007199254740993]", in: &knobs)
    #expect(knobs.items == .values([.integer(9_007_199_254_740_993)]))
  }

  @Test func `a seed keeps the way it is used, and the way keeps the seed`() throws {
    var knobs = Knobs()
    try Knob.seed.set("5", in: &knobs)
    #expect(knobs.seeding == .same(5))
    try Knob.seeding.set("item", in: &knobs)
    #expect(knobs.seeding == .perItem(5))
    try Knob.seed.set("6", in: &knobs)
    #expect(knobs.seeding == .perItem(6))
    try Knob.seed.set("pid", in: &knobs)
    #expect(knobs.seeding == .processID)
  }

  @Test func `a task objects to items it can't do`() {
    #expect(ExperimentTask.processInfo.objection(to: Knobs(items: [0.5])) != nil)
    #expect(ExperimentTask.processInfo.objection(to: Knobs(items: [], values: [.string("a")])) != nil)
    #expect(ExperimentTask.sleep.objection(to: Knobs(items: [-1])) != nil)
    #expect(ExperimentTask.sleep.objection(to: Knobs(items: [], values: [.null])) != nil)
    #expect(ExperimentTask.command.objection(to: Knobs()) != nil)
    #expect(ExperimentTask.command.objection(to: Knobs(items: [], values: [.null], command: ["cat"])) == nil)
    #expect(ExperimentTask.sleep.objection(to: Knobs(items: [0.5])) == nil)
    #expect(ExperimentTask.divisors.objection(to: Knobs(range: 1..<100_000_000)) != nil)
    #expect(ExperimentTask.primes.objection(to: Knobs(range: 0..<1_000_000_000)) != nil)
    for task in ExperimentTask.all where task != .command { #expect(task.objection(to: task.usualKnobs) == nil) }
  }

  @Test func `every name in the tables is there once, and every task's knobs are in the table`() {
    #expect(Set(Knob.all.map(\.name)).count == Knob.all.count)
    #expect(Set(ExperimentTask.all.map(\.name)).count == ExperimentTask.all.count)
    for task in ExperimentTask.all {
      #expect(Set(task.knobs.map(\.name)).isSubset(of: Knob.all.map(\.name)))
      #expect(Set(task.knobs.map(\.name)).count == task.knobs.count)
    }
  }

  @Test func `every word that a knob offers is one that it takes`() throws {
    for knob in Knob.all {
      for word in knob.choices ?? [] {
        var knobs = Knobs()
        try knob.set(word, in: &knobs)
        #expect(knob.text(of: knobs) == word)
      }
    }
  }

  @Test func `an experiment is described by its work first, and then by how it is shared`() {
    let knobs = Knobs(processes: 2, chunk: .items(3), schedule: .guided, repeats: 7, items: [5, 5], limit: .seconds(2))
    #expect(
      ExperimentTask.sleep.words(of: knobs)
        == ["[5, 5]", "2 processes", "chunk 3", "guided", "7 times", "limit 2.00 s"])
    #expect(
      ExperimentTask.quarterCircle.words(of: Knobs(seeding: .same(1), samples: 4000), sizes: [1, 2])
        == ["4 000 samples", "1, 2 processes", "seed 1 for all"])
    #expect(ExperimentTask.primes.workWords(of: Knobs(range: 1..<2000)) == "1 ..< 2 000")
    let program = Knobs(values: [.null, .null], command: ["cat", "a b"])
    #expect(ExperimentTask.command.workWords(of: program) == "2 items with cat 'a b'")
  }
}
