import Testing

@testable import AnswerBook

/// A question that is in `answers.md` more than once, and Git's marks of a conflict.
struct CopiedAnswerTests {
  /// The lines of a record with an answer to `shares`, and the line of that answer's mark, from 1.
  private func record() throws -> (folder: TemporaryFolder, lines: [String], mark: Int) {
    let folder = try TemporaryFolder()
    let book = AnswerBook(answers: ["shares": Answer(text: "mine")])
    try BookFolder.open(folder.book, lesson: sampleLesson).folder.save(book)
    let lines = try folder.read("answers.md").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return (folder, lines, try #require(lines.firstIndex(of: "<!-- text: shares -->")) + 1)
  }

  private let copy = ["<!-- text: shares -->", "", "theirs", "", "<!-- /text: shares -->", ""]

  /// Writes a record, opens it, answers another question, and checks that every line is still there.
  private func notices(_ folder: TemporaryFolder, _ lines: [String]) throws -> [String] {
    try folder.write("answers.md", lines.joined(separator: "\n"))
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson)
    #expect(opened.book.answers["shares"]?.text == "mine")
    var book = opened.book
    book.answers["distinct"] = Answer(number: "4")
    try opened.folder.save(book)
    let saved = try folder.read("answers.md")
    for line in ["mine", "theirs", "4"] { #expect(saved.contains("\n\(line)\n")) }
    return opened.notices
  }

  @Test func `a copy of an answer is reported with its line`() throws {
    var (folder, lines, mark) = try record()
    lines.insert(contentsOf: copy, at: mark + 5)
    #expect(
      try notices(folder, lines) == [
        "answers.md has question 3, shares twice, in lines \(mark) and \(mark + 6): the first one counts, and the others "
          + "stay as they are."
      ])
  }

  @Test func `marks of a conflict are reported with their lines`() throws {
    var (folder, lines, mark) = try record()
    lines.insert(contentsOf: ["======="] + copy + [">>>>>>> theirs"], at: mark + 5)
    lines.insert("<<<<<<< HEAD", at: mark - 1)
    let found = try notices(folder, lines)
    #expect(
      found.first
        == "answers.md has the marks of a merge conflict in lines \(mark), \(mark + 7) and \(mark + 14): delete them and "
        + "the versions that you don't want.")
    #expect(found.count == 2)
  }

  @Test func `a heading underlined with equals signs is no conflict`() {
    let document = RecordDocument(Array("Title\n=======\n<<<<<<< HEAD\n".utf8))
    #expect(document.copies(in: sampleLesson) == [])
  }
}
