import Experiments
import Lessons
import Testing

@testable import LessonFormat

@Suite struct BuiltInLessonTests {
  let lesson: Lesson

  init() throws { lesson = try Lesson.parse(BuiltInLesson.sharingWork, file: "sharing-work.md") }

  @Test func `the built-in lesson has its sections in order`() {
    #expect(lesson.id == "sharing-work")
    #expect(lesson.title == "Sharing Work Between Processors")
    #expect(
      lesson.sections.map(\.id) == [
        "welcome", "process-investigation", "pi-walkthrough", "prime-exercise", "batch-job", "closing",
        "pool-chunks", "pool-faults",
      ])
    #expect(lesson.sections.filter(\.isOptional).map(\.id) == ["pool-chunks", "pool-faults"])
    #expect(lesson.sections.allSatisfy { !$0.notes.isEmpty })
  }

  @Test func `the built-in lesson asks every question that hand-ins rely on`() {
    #expect(
      lesson.requiredQuestions.map(\.id) == [
        "container", "distinct", "shares", "predict", "compare",
        "time-alone", "as-function", "test-function", "design", "item-list", "combine", "whole-program", "speedup",
        "three-things", "rewrite", "prime-speedup", "more-processes",
        "script", "program", "ran-in-parallel", "hand-in",
      ])
    #expect(
      lesson.optionalQuestions.map(\.id) == [
        "blocks-predict", "block-imbalance", "default-chunks", "chunk-predict", "chunk-messages", "auto-gain",
        "python-chunks", "when-static",
        "fault-predict", "fault-seen", "fault-count", "fault-python", "poison",
      ])
    for question in lesson.questions {
      #expect(!question.hints.isEmpty, "\(question.id) has no hint")
      #expect(!question.solution.isEmpty, "\(question.id) has no solution")
      #expect(question.points != nil, "\(question.id) has no points")
    }
  }

  @Test func `the built-in lesson says how many questions it has`() {
    let welcome = lesson.sections[0].parts.map { "\($0)" }.joined()
    let numbers = welcome.matches(of: /(?:has|with) (\d+) (?:more )?questions/).map { String($0.output.1) }
    #expect(numbers == [lesson.requiredQuestions.count, lesson.optionalQuestions.count].map(String.init))
  }

  @Test func `the built-in lesson has its experiments with the work they are known for`() {
    let experiments = lesson.experiments
    #expect(
      experiments.map(\.id) == [
        "first-map", "first-map-python", "second-map", "darts", "same-seed", "pi-alone", "as-function", "test-function",
        "item-list", "whole-program", "pi-pooled", "pi-alone-mine", "pi-pooled-mine", "primes-alone", "primes-pooled",
        "rewrite", "primes-scale", "primes-scale-mine", "program", "job-map", "uneven-static", "uneven-default",
        "chunk-size", "uneven-auto", "python-chunks", "faulty-map", "python-fault", "python-lambda", "python-guard",
      ])
    let byID = Dictionary(uniqueKeysWithValues: experiments.map { ($0.id, $0) })
    #expect(byID["second-map"]?.knobs.items == .numbers([5, 5, 5, 5]))
    #expect(byID["pi-alone"]?.knobs == Knobs(processes: 1, repeats: 7, samples: 100_000_000))
    #expect(byID["pi-pooled"]?.knobs == Knobs(processes: 4, repeats: 7, samples: 100_000_000))
    #expect(experiments.filter(\.choosesSamples).map(\.id) == ["pi-alone", "pi-pooled"])
    #expect(byID["primes-scale"]?.sizes == [1, 2, 4, 6])
    #expect(byID["primes-alone"]?.knobs.range == 100_000_000..<101_000_000)
    let uneven = ["uneven-static", "uneven-default", "chunk-size", "uneven-auto"].compactMap { byID[$0] }
    #expect(uneven.allSatisfy { $0.task == .divisors && $0.knobs.range == 1..<30_001 && $0.sizes == [2] })
    #expect(uneven.map(\.knobs.schedule) == [.static, .dynamic, .dynamic, .auto])
    #expect(byID["faulty-map"]?.knobs.items.numbers == Array(repeating: 1, count: 24))
    #expect(byID["faulty-map"]?.knobs.chunk == .items(1))
    #expect(byID["same-seed"]?.knobs.seeding == .same(1))
    #expect(byID["darts"]?.dartboard == true)
  }

  @Test func `an experiment of the built-in lesson is locked if a prediction comes first`() {
    let holding = lesson.questions.compactMap { question in question.before.map { "\(question.id) \($0)" } }
    #expect(
      holding == [
        "predict second-map", "three-things primes-pooled", "blocks-predict uneven-static", "chunk-predict chunk-size",
        "fault-predict faulty-map",
      ])
  }

  @Test func `the built-in lesson fits the measure of a page`() {
    let long = BuiltInLesson.sharingWork.split(separator: "\n").filter { $0.count > 76 && !$0.hasPrefix("<!--") }
    #expect(long.isEmpty)
  }

  @Test func `starter texts are not solutions`() {
    for question in lesson.questions {
      switch question.kind {
      case .code(_, let starter), .file(_, _, let starter):
        #expect(!starter.isEmpty)
        #expect(starter.contains("#"), "\(question.id) does not say what is missing")
        #expect(!question.solution.contains(.code(language: "python", starter)))
      default: break
      }
    }
  }

  @Test func `every program of the built-in lesson runs and is checked`() {
    let cells = lesson.questions.filter { $0.language == "python" }
    #expect(
      cells.map(\.fileName) == [
        "sample_quarter_circle.py", "test_function.py", "item_list.py", "pi_pooled.py", "primes_pooled.py",
        "pool_example.py", "divisors_pooled.py",
      ])
    for question in cells {
      #expect(question.cell?.checks.isEmpty == false, "\(question.id) has no checks")
      #expect(question.cell?.checks.allSatisfy { !$0.say.isEmpty } == true, "a check of \(question.id) says nothing")
      let starters = [question.starter] + (question.cell?.variants.map(\.starter) ?? [])
      #expect(starters.allSatisfy { $0.contains("# Replace this line") }, "\(question.id) has nothing to replace")
    }
    #expect(cells.first?.cell?.variants.map(\.without) == [["numpy"]])
  }

  @Test func `the built-in lesson shows Python's pool beside ours`() {
    let byID = Dictionary(uniqueKeysWithValues: lesson.experiments.map { ($0.id, $0) })
    #expect(byID["first-map-python"]?.work?.given?.contains("pool.map(investigate, range(10))") == true)
    #expect(byID["pi-pooled-mine"]?.cell?.uses == ["whole-program", "as-function"])
    #expect(byID["pi-pooled-mine"]?.knobs.repeats == 7)
    #expect(byID["primes-scale-mine"]?.sizes == [1, 2, 4, 6])
    #expect(byID["primes-scale-mine"]?.work?.passesProcesses == true)
  }

  @Test func `formulas of the built-in lesson read as mathematics`() {
    let formulas = lesson.sections.flatMap(\.parts).flatMap(\.formulas).map(unicodeFormula)
    #expect(formulas.contains("πr²/((2r)²) = π/4"))
    #expect(formulas.contains("0 ≤ x, y ≤ 1"))
    #expect(formulas.contains("1.6 / √N"))
    #expect(formulas.contains("S = T₁ / Tₙ"))
  }
}

extension Lesson.Part {
  fileprivate var formulas: [String] {
    guard case .prose(.paragraph(let inlines)) = self else { return [] }
    return inlines.compactMap { if case .math(let text) = $0 { text } else { nil } }
  }
}
