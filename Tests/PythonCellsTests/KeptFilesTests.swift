import Glibc
import Posix
import Testing

@testable import PythonCells

/// What is done about programs that delete or damage the record they run beside.
struct KeptFilesTests {
  private let folder: String
  private static let files = [
    "answers.md": "<!-- poolbook: lesson -->\nmine\n", "journal.jsonl": "{\"a\":1}\n", "cell.py": "print(1)\n",
    "data.csv": "1\n",
  ]

  init() throws {
    folder = try makeTemporaryFolder("kept", in: "/tmp")
    for (name, text) in Self.files { try writeFile(text, to: "\(folder)/\(name)") }
  }

  private func text(_ name: String) -> String? {
    (try? readFile("\(folder)/\(name)")).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `files of the record and programs that are gone are written again, and others aren't`() {
    defer { removeFolder(folder) }
    let kept = KeptFiles(folder: folder, record: "answers.md", appended: ["journal.jsonl"])
    for name in Self.files.keys { unlink("\(folder)/\(name)") }
    #expect(kept.restore() == ["answers.md", "journal.jsonl", "cell.py"])
    for name in ["answers.md", "journal.jsonl", "cell.py"] { #expect(text(name) == Self.files[name]) }
    #expect(text("data.csv") == nil)
    #expect(kept.restore().isEmpty)
  }

  @Test func `the whole folder comes back with them`() {
    defer { removeFolder(folder) }
    let kept = KeptFiles(folder: folder, record: "answers.md", appended: ["journal.jsonl"])
    removeFolder(folder)
    #expect(kept.restore().count == 3)
    #expect(text("answers.md") == Self.files["answers.md"])
  }

  @Test func `what the workbook itself saves during the run stays`() throws {
    defer { removeFolder(folder) }
    let kept = KeptFiles(folder: folder, record: "answers.md", appended: ["journal.jsonl"])
    try writeFile("<!-- poolbook: lesson -->\nmore\n", to: "\(folder)/answers.md")
    try writeFile("{\"a\":1}\n{\"a\":2}\n", to: "\(folder)/journal.jsonl")
    try writeFile("print(2)\n", to: "\(folder)/cell.py")
    #expect(kept.restore().isEmpty)
    #expect(text("cell.py") == "print(2)\n")
  }

  @Test func `a record that isn't one any more, and a journal that has lost a line, are damaged`() throws {
    defer { removeFolder(folder) }
    let kept = KeptFiles(folder: folder, record: "answers.md", appended: ["journal.jsonl"])
    try writeFile("", to: "\(folder)/answers.md")
    try writeFile("{\"a\":2}\n", to: "\(folder)/journal.jsonl")
    #expect(kept.restore() == ["answers.md", "journal.jsonl"])
    #expect(text("journal.jsonl") == "{\"a\":1}\n")
  }
}
