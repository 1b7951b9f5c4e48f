internal import LessonFormat

/// A code cell as a page: its steps, each with what appears.
struct PresentCell: Sendable, Equatable {
  /// One step.
  enum Step: Sendable, Equatable {
    /// A part of the text of the question.
    case prompt([Block])
    /// A part of the program that students begin with.
    case starter([Block])
    /// The program, while it runs and as a replay.
    case run
    /// What came of it.
    case result
    /// A part of the solution.
    case solution([Block])
  }

  /// The question.
  let question: Question
  /// The experiment that runs its program.
  let spec: ExperimentSpec
  /// The program that is run: the solution's, or the starter text if the solution has none.
  let program: ProgramFile
  /// Whether the solution has no program.
  let runsStarter: Bool
  /// The steps: prompt, starter text, run, result, solution.
  let steps: [Step]

  /// The most rows of text in a step, and of one program.
  private static let rows = 16

  /// Makes a page of a question; `nil` if it has no program to run.
  ///
  /// - Parameter missing: The modules that the Python lacks.
  init?(_ question: Question, without missing: Set<String>) {
    guard let cell = question.cell, let spec = question.experiment else { return nil }
    let starter = cell.starter(without: missing) ?? question.starter
    let solution = question.program(without: missing.intersection(cell.needs))
    self.question = question
    self.spec = spec
    program = ProgramFile(name: cell.file, text: solution ?? starter)
    runsStarter = solution == nil
    func parts(_ blocks: [Block]) -> [[Block]] {
      PresentDeck.split(blocks.flatMap(Self.divided), rows: Self.rows)
    }
    steps =
      parts(question.prompt).map(Step.prompt)
      + (starter.isEmpty ? [] : parts([.code(language: "python", starter)]).map(Step.starter))
      + [.run, .result] + parts(question.solution).map(Step.solution)
  }

  /// The step that runs the program.
  var runStep: Int { steps.firstIndex(of: .run) ?? 0 }

  /// Divides a program that is longer than a screen, at blank lines if there are any.
  private static func divided(_ block: Block) -> [Block] {
    guard case .code(let language, let code) = block else { return [block] }
    let most = rows - 1
    var lines = code.split(separator: "\n", omittingEmptySubsequences: false)[...]
    var parts: [Block] = []
    while lines.count > most {
      let blank = lines.prefix(most + 1).lastIndex { $0.allSatisfy(\.isWhitespace) }
      let end = blank.flatMap { $0 > lines.startIndex ? $0 : nil } ?? lines.startIndex + most
      parts.append(.code(language: language, lines[..<end].joined(separator: "\n")))
      lines = lines[end...].drop { $0.allSatisfy(\.isWhitespace) }
    }
    if !lines.isEmpty { parts.append(.code(language: language, lines.joined(separator: "\n"))) }
    return parts
  }

  /// What a step does, for the speaker.
  func words(for step: Int, number: Int) -> String {
    guard let shown = steps[safe: step] else { return "" }
    switch shown {
    case .prompt: return step == 0 ? "question \(number), \(question.id)" : "more of question \(number)"
    case .starter: return "the starter text of \(program.name)"
    case .run: return "run \(question.id)"
    case .result: return "the result of \(question.id)"
    case .solution: return "the solution of question \(number)"
    }
  }
}
