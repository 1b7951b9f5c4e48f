internal import AnswerBook
internal import Experiments
internal import LessonFormat
internal import Session
internal import Text

extension PlainWorkbook {
  /// The code cell here; `nil` if there is none.
  var cellHere: Question? {
    if case .question(let question, _) = here.content, question.cell != nil { question } else { nil }
  }

  /// Whether a Python file can be run; if not, says why.
  mutating func hasPython(for spec: ExperimentSpec) -> Bool {
    guard spec.cell != nil, let problem = session.python?.problem else { return true }
    say(problem)
    return false
  }

  /// Says what a program has printed.
  package mutating func runOutput(_ bytes: [UInt8]) -> PlainReply {
    replying { workbook in
      let lines = workbook.running?.printed.add(bytes) ?? []
      workbook.list(lines)
    }
  }

  /// Says what came of a program: what its pool did, the line of the exception, and the verdict in all its sentences.
  mutating func sayOutcome(_ run: RecordedRun, of spec: ExperimentSpec) {
    for sentence in RunSentences.program(run) { say(sentence, hanging: 2) }
    let found = run.report.result.as(PythonFindings.self)
    if let error = found?.error { sayLine(of: error, spec) }
    if let question = session.question(spec.id) { return sayVerdict(on: question) }
    for sentence in found?.trouble?.sentences ?? [] where !sentence.isEmpty { say(visible(sentence, onOneLine: true)) }
  }

  /// Says what is known of a code cell by its last run: all sentences.
  mutating func sayVerdict(on question: Question) {
    if let verdict = book.verdict(on: question, in: lesson) {
      for sentence in [verdict.sentence] + verdict.more { say(sentence) }
    } else if let note = book.runNote(on: question, in: lesson) {
      say(note)
    }
  }

  private mutating func sayLine(of error: PythonException, _ spec: ExperimentSpec) {
    if let number = error.line, let text = text(ofFileOf: spec) {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      if lines.indices.contains(number - 1) {
        say("Line \(number) is: \(visible(lines[number - 1].trimming, onOneLine: true))", hanging: 2)
      }
    }
    if !error.traceback.isEmpty { say("Type traceback to see what Python says about it.") }
  }

  /// The text of the file that an experiment runs; `nil` if no question asks for it.
  private func text(ofFileOf spec: ExperimentSpec) -> String? {
    guard let file = spec.cell?.file else { return nil }
    return lesson.questions.first { $0.fileName == file }.map { session.text(of: $0) } ?? spec.cell?.given
  }

  /// Prints the traceback of the last run here.
  mutating func traceback() {
    guard let spec = experiment("") else { return }
    guard let run = book.runs[spec.id]?.last else { return say(notRunYet) }
    guard let error = run.report.result.as(PythonFindings.self)?.error, !error.traceback.isEmpty else {
      return say("The last run didn't end with an exception.")
    }
    let lines = error.traceback.split(separator: "\n", omittingEmptySubsequences: false)
    list((lines.last == "" ? lines.dropLast() : lines[...]).map { visible(String($0)) })
  }
}

extension Substring {
  /// Without blanks at its ends.
  fileprivate var trimming: String {
    String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }.reversed())
  }
}
