import AnswerBook
import Testing

@testable import HandIns

struct SharedWorkTests {
  private let classroom: Classroom

  init() throws { classroom = try Classroom() }

  private func flags(_ collection: Collection) -> [String: [String]] {
    Dictionary(uniqueKeysWithValues: collection.rows.map { ($0.shown, $0.flags.map(\.sentence)) })
  }

  private let long = "A list keeps its order and each item twice, so that I can count who took which item, and when."

  @Test func `the same runs, starts and long answers are said to be the same, in both hand-ins`() throws {
    try classroom.add(classroom.files(reason: long, run: "r1", began: 1.25), to: "ann")
    try classroom.add(classroom.files(reason: long + "\n", run: "r1", began: 1.25), to: "ben")
    try classroom.add(classroom.files(run: "r2", began: 1.25), to: "cem")
    try classroom.add(classroom.files(reason: long + " Yes.", run: "r3", began: 2.25), to: "dan")
    let flags = flags(try classroom.collect())
    #expect(
      flags["ann"] == [
        "1 run is the same as in ben.", "1 run began at the same instant as in ben, cem.",
        "The answer to 1 container is word for word the same as in ben.",
      ])
    #expect(flags["ben"]?.count == 3 && flags["dan"] == [])
    #expect(flags["cem"] == ["1 run began at the same instant as in ann, ben."])
    #expect(!flags.values.joined().contains { $0.lowercased().contains("cheat") || $0.contains("copied") })
  }

  @Test func `short answers, numbers, starter texts and solutions say nothing`() throws {
    for name in ["ann", "ben"] {
      try classroom.add(
        classroom.files(reason: "It keeps the order of the items.", run: name, began: name == "ann" ? 1 : 2) { book in
          for question in Classroom.lesson.questions where question.fileName != nil {
            book.answers[question.id] = Answer(text: question.fileText(complete: true))
          }
        }, to: name)
    }
    let flags = try classroom.collect().rows.flatMap(\.flags)
    #expect(flags == [], "\(flags)")
  }

  @Test func `two attempts of one student are not two students`() throws {
    for number in [100, 200] {
      try classroom.add(flat("doejane_12_", classroom.files(reason: long), numbers: number), to: "hw\(number)")
    }
    let collection = try classroom.collect()
    #expect(collection.rows.count == 1 && collection.rows[0].flags == [] && collection.rows[0].earlier.count == 1)
  }

  @Test func `another edition and changed questions are flagged`() throws {
    let files = try classroom.files().map { file in
      let text = String(decoding: file.bytes, as: UTF8.self)
      return (
        file.path,
        file.path == "answers.md"
          ? Array(
            text.replacing("version=3", with: "version=1")
              .replacing(/(question: distinct .*?)prompt=[0-9a-f]+/) { $0.1 + "prompt=0123456789abcdef" }.utf8)
          : file.bytes
      )
    }
    try classroom.add(files, to: "ann")
    let collection = try classroom.collect()
    #expect(
      flags(collection)["ann"] == [
        "It was made with edition 1 of the lesson; this is edition 3.",
        "The lesson asks differently since the answer: 2 distinct.",
      ])
    let question = collection.rows[0].attempt?.report.questions.first { $0.id == "distinct" }
    #expect(question.map { CellState($0) } == .changedPrompt)
  }
}
