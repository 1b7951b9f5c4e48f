import Archive
import Experiments
import LessonFormat

@testable import AnswerBook

/// The starter text of the cell `counting`.
let starter = "import numpy as np\n\ndef count(n):\n    ..."
/// Its starter text for a Python without NumPy.
let variant = "from random import random\n\ndef count(n):\n    ...\n"
/// An answer to it.
let counting = "def count(n):\n    return n\n"
/// An answer to the cell `pooled`, which imports it.
let pooled = "from counting import count\n\nprint(count(3))\n"

/// A lesson with two code cells, of which one is checked, and a number that is compared with the other.
let cellLesson = Lesson(
  id: "cells", version: 1, title: "Cells", minutes: nil,
  sections: [
    .init(
      id: "one", title: "Cells",
      parts: [
        .question(
          cell(
            "counting", starter: starter,
            CellSpec(
              file: "counting.py", needs: ["numpy"], variants: [.init(without: ["numpy"], starter: variant)],
              checks: [
                CellCheck(.value(expression: "count(3)", isCall: true, .init(type: "int"))),
                CellCheck(.printed(3, within: 0)),
              ]))),
        .question(cell("pooled", starter: "", CellSpec(file: "pooled.py", uses: ["counting"]))),
        .question(
          sampleQuestion(
            "time", .number(unit: "s", check: Check(figure: .seconds("pooled"), tolerance: 0.05), why: false))),
      ])
  ])

/// A question of that lesson.
func cellQuestion(_ id: String) -> Question {
  cellLesson.questions.first { $0.id == id } ?? sampleQuestion(id, .text)
}

/// A recorded run of a cell.
///
/// - Parameter code: The texts of the files that it rests on, by name.
func cellRun(
  _ question: String, id: String = "r1", code: [String: String], found: PythonFindings = PythonFindings(),
  seconds: Double = 1.2
) -> RecordedRun {
  var run = sampleRun(question, id: id, seconds: [seconds], task: .python, result: .python(found))
  run.report.file = question + ".py"
  run.report.python = PythonUsed(version: "3.11.2", executable: "/usr/bin/python3", numpy: "1.24.2")
  run.report.code = code.sorted { $0.key < $1.key }.map {
    CodeFile(file: $0.key, sha256: sha256(Array($0.value.utf8)))
  }
  return run
}

private func cell(_ id: String, starter: String, _ spec: CellSpec) -> Question {
  var question = sampleQuestion(id, .code(language: "python", starter: starter))
  question.cell = spec
  return question
}
