import Experiments
import LessonFormat

@testable import AnswerBook

/// A lesson with a question of each kind.
let sampleLesson = Lesson(
  id: "sample", version: 1, title: "A Sample", minutes: nil,
  sections: [
    .init(
      id: "one", title: "First Things",
      parts: [
        .prose(.paragraph([.text("Words.")])),
        .experiment(ExperimentSpec(id: "first-map", task: .processInfo, knobs: Knobs(), sizes: [4])),
        .question(
          sampleQuestion("container", .choice(options: ["a set", "a list", "a dictionary"], correct: [1], why: true))),
        .question(
          sampleQuestion(
            "distinct", .number(unit: nil, check: Check(figure: .workers("first-map"), tolerance: 0), why: true))),
        .question(sampleQuestion("shares", .text, before: "second-map")),
        .experiment(ExperimentSpec(id: "second-map", task: .processInfo, knobs: Knobs(), sizes: [4])),
      ]),
    .init(
      id: "two", title: "Second Things",
      parts: [
        .question(sampleQuestion("function", .code(language: "python", starter: "def f():\n"))),
        .question(sampleQuestion("script", .file(name: "pool_example.sb", language: "bash", starter: "#!/bin/bash\n"))),
      ]),
  ])

/// A question with a prompt made of its id.
func sampleQuestion(_ id: String, _ kind: Question.Kind, before: String? = nil) -> Question {
  Question(
    id: id, kind: kind, prompt: [.paragraph([.text("What of \(id)?"), .softBreak, .text("Say *it*.")])],
    source: "What of \(id)?\nSay \\*it\\*.", before: before)
}

/// A run of `process-info` with these shares, or of another task where a result is given.
func sampleRun(
  _ experiment: String, id: String = "r1", began: Double = 1_795_000_000, shares: [Int] = [3, 3, 2, 2],
  busy: [Double] = [], seconds: [Double] = [0.0031], task: ExperimentTask = .processInfo, knobs: Knobs = Knobs(),
  result: TaskResult = .processInfo([])
) -> RecordedRun {
  let mean = seconds.reduce(0, +) / Double(seconds.count)
  let workers = shares.enumerated().map {
    WorkerReport(
      name: "worker-\($0 + 1)", pid: Int32(100 + $0), host: "n1", items: $1, chunks: $1,
      busy_s: busy.isEmpty ? 0 : busy[$0], idle_s: 0)
  }
  let report = RunReport(
    task: task, processes: shares.count, schedule: .dynamic, chunk: 1, items: shares.reduce(0, +),
    parent: ParentReport(pid: 99), workers: workers, assignment: nil, runs_s: seconds, mean_s: mean, stddev_s: 0,
    startup_s: 0.008, result: result)
  return RecordedRun(
    id: id, experiment: experiment, began: began, machine: Machine(host: "n1", usableCores: 4), knobs: knobs,
    report: report, events: [])
}

/// Whether two answers are the same byte for byte.
func same(_ a: Answer?, _ b: Answer?) -> Bool { isSame(a, b) }
