import Experiments
import Testing

@testable import LessonFormat

private let whole = """
  ---
  format: 1
  id: sharing-work
  version: 3
  title: Sharing Work
  minutes: 75
  ---

  # Process investigation {#process-investigation}

  A pool starts its *workers* once.

  ```experiment
  id: first-map
  title: The first map
  task: process-info
  items: [0, 1, 2]
  processes: 4
  chunk: 1
  ```

  <!-- question {id: distinct, kind: number, check: first-map.workers, points: 1, why: true} -->
  How many?
  <!-- hint -->
  Count pids.
  <!-- hint -->
  Not lines.
  <!-- solution -->
  Usually 4.
  <!-- rubric -->
  Says why.
  <!-- end -->

  <!-- notes -->
  Wait for hands.
  <!-- end -->

  # Primes {#primes}

  ```experiment
  {id: scale, task: primes, processes: [1, 2, 4], range: "100..<200", repeat: 7}
  ```

  <!-- question
  id: predict
  kind: choice
  before: scale
  beside: distinct
  options:
    - A list, in order.
    - A set.
  correct: 1
  -->
  Which?
  <!-- end -->

  <!-- question {id: program, kind: file, file: pool_example.py} -->
  Write it.

  ```python
  import os
  \t# tab
  ```

  It is short.
  <!-- end -->
  """

@Suite struct GoodLessonTests {
  @Test func `a whole lesson is read with everything in its place`() throws {
    let lesson = try Lesson.parse(whole, file: "x.md")
    #expect(lesson.id == "sharing-work")
    #expect(lesson.version == 3)
    #expect(lesson.title == "Sharing Work")
    #expect(lesson.minutes == 75)
    #expect(lesson.sections.map(\.id) == ["process-investigation", "primes"])
    #expect(lesson.sections.map(\.title) == ["Process investigation", "Primes"])
    #expect(lesson.sections[0].notes == [.paragraph([.text("Wait for hands.")])])
    #expect(lesson.sections[0].parts.count == 3)
  }

  @Test func `an experiment has its knobs from the lesson and the rest by default`() throws {
    let experiments = try Lesson.parse(whole, file: "x.md").experiments
    let first = Knobs(processes: 4, chunk: .items(1), items: [0, 1, 2])
    #expect(
      experiments[0]
        == ExperimentSpec(id: "first-map", title: "The first map", task: .processInfo, knobs: first, sizes: [4]))
    #expect(experiments[1].sizes == [1, 2, 4])
    #expect(experiments[1].isScale)
    #expect(experiments[1].knobs == Knobs(processes: 1, repeats: 7, range: 100..<200))
  }

  @Test func `a question has its hints, solution and rubric`() throws {
    let questions = try Lesson.parse(whole, file: "x.md").questions
    let distinct = questions[0]
    #expect(
      distinct.kind
        == .number(unit: nil, check: Check(figure: .workers("first-map"), tolerance: 0), why: true))
    #expect(distinct.points == 1)
    #expect(distinct.prompt == [.paragraph([.text("How many?")])])
    #expect(distinct.hints == [[.paragraph([.text("Count pids.")])], [.paragraph([.text("Not lines.")])]])
    #expect(distinct.solution == [.paragraph([.text("Usually 4.")])])
    #expect(distinct.rubric == [.paragraph([.text("Says why.")])])
  }

  @Test func `a choice counts its right options from one in the file and from zero in the lesson`() throws {
    let predict = try Lesson.parse(whole, file: "x.md").questions[1]
    #expect(predict.kind == .choice(options: ["A list, in order.", "A set."], correct: [0], why: false))
    #expect(predict.before == "scale")
    #expect(predict.beside == "distinct")
  }

  @Test func `the first code of a file question is its starter text, tabs and all`() throws {
    let program = try Lesson.parse(whole, file: "x.md").questions[2]
    #expect(
      program.kind == .file(name: "pool_example.py", language: "python", starter: "import os\n\t# tab"))
    #expect(program.prompt == [.paragraph([.text("Write it.")]), .paragraph([.text("It is short.")])])
  }

  @Test func `a prompt keeps its Markdown, without its starter text and comments`() throws {
    let body = """
      <!-- question {id: q, kind: code} -->
      Let $\\frac{a}{b}$ be *one*

      | a | $n^2$ |
      |---|------:|
      | 1 | `x\\|y` |

      ```python
      pass
      ```
      <!-- a remark of the author -->

      - and\tthat

        too

      <!-- hint -->
      No.
      <!-- end -->
      """
    let source = """
      Let $\\frac{a}{b}$ be *one*

      | a | $n^2$ |
      |---|------:|
      | 1 | `x\\|y` |

      - and\tthat

        too
      """
    #expect(try Lesson.parse(lesson(body), file: "x.md").questions.map(\.source) == [source])
  }

  @Test func `a lesson with carriage returns reads the same`() throws {
    let dos = whole.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    #expect(try Lesson.parse(dos, file: "x.md") == Lesson.parse(whole, file: "x.md"))
  }

  @Test(arguments: [
    ("first-map.workers", Check.Figure.workers("first-map")), ("pi-alone.seconds", .seconds("pi-alone")),
    ("E.result", .result("E")), ("a.seconds / b.seconds", .speedup(alone: "a", pooled: "b")),
    ("a.seconds/b.seconds", .speedup(alone: "a", pooled: "b")),
  ])
  func `a check names a figure of a run`(words: String, figure: Check.Figure) throws {
    #expect(try CheckGrammar.read(words).get() == figure)
  }

  @Test(arguments: [
    ("tolerance: 10 %", 0.1), ("tolerance: 10%", 0.1), ("tolerance: 0.05", 0.05), ("tolerance: 0", 0),
    ("unit: s", 0.1),
  ])
  func `a tolerance is a fraction or a percentage, and a tenth for times`(words: String, tolerance: Double) throws {
    let text = lesson(
      """
      ```experiment
      {id: e, task: primes}
      ```
      <!-- question {id: q, kind: number, check: e.seconds, \(words)} -->
      How long?
      <!-- end -->
      """)
    guard case .number(_, let check, _)? = try Lesson.parse(text, file: "x.md").questions.first?.kind else {
      Issue.record("no number")
      return
    }
    #expect(check?.tolerance == tolerance)
  }

  @Test func `seed and seeding stand in any order`() throws {
    for keys in ["seed: 7, seeding: item", "seeding: item, seed: 7"] {
      let text = lesson("```experiment\n{id: e, task: quarter-circle, samples: 1e6, \(keys)}\n```")
      let knobs = try Lesson.parse(text, file: "x.md").experiments[0].knobs
      #expect(knobs.seeding == .perItem(7))
      #expect(knobs.samples == 1_000_000)
    }
  }

  @Test func `samples: auto leaves the number to the machine, and keeps one for comparing`() throws {
    let experiment = try Lesson.parse(
      lesson("```experiment\n{id: e, task: quarter-circle, samples: auto}\n```"), file: "x.md"
    )
    .experiments[0]
    #expect(experiment.choosesSamples)
    #expect(experiment.knobs.samples == 100_000_000)
  }
}
