import Testing

@testable import AnswerBook

struct BookFolderTests {
  @Test func `an untouched record makes no folder`() throws {
    let folder = try TemporaryFolder()
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson)
    var book = opened.book
    book.position = "distinct"
    try opened.folder.save(book)
    #expect(try Directory.open(folder.book) == nil)
  }

  @Test func `every kind of answer comes back as it was given`() throws {
    let folder = try TemporaryFolder()
    var book = AnswerBook()
    book.answers = [
      "container": Answer(text: "Because *order* matters.\n", choice: 1, hintsShown: 2),
      "distinct": Answer(text: "yes", number: "4"),
      "shares": Answer(text: "3, 3, 2, 2", solutionSeen: true),
      "function": Answer(text: "def f():\n  return '```'\n"),
      "script": Answer(text: "#!/bin/bash\n#SBATCH --ntasks=4"),
    ]
    book.position = "two"
    do {
      let opened = try BookFolder.open(folder.book, lesson: sampleLesson)
      try opened.folder.save(book)
    }
    let again = try BookFolder.open(folder.book, lesson: sampleLesson)
    #expect(again.notices == [])
    #expect(again.book.answers == book.answers && again.book.runs == book.runs)
    #expect(again.book.position == book.position && again.book.changedQuestions == book.changedQuestions)
    #expect(try folder.read("pool_example.sb") == "#!/bin/bash\n#SBATCH --ntasks=4")
  }

  @Test func `the record of another lesson or a newer program is refused`() throws {
    let folder = try TemporaryFolder()
    let book = AnswerBook(answers: ["shares": Answer(text: "even")])
    try BookFolder.open(folder.book, lesson: sampleLesson).folder.save(book)
    let path = folder.book + "/answers.md"
    var other = sampleLesson
    other.id = "other"
    #expect(throws: BookError.otherLesson(path: path, lesson: "sample")) {
      try BookFolder.open(folder.book, lesson: other)
    }
    try folder.write("answers.md", folder.read("answers.md").replacing("format=1", with: "format=2"))
    #expect(throws: BookError.newerFormat(path: path)) { try BookFolder.open(folder.book, lesson: sampleLesson) }
  }
}
