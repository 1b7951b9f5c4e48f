import AnswerBook
import Testing

@testable import HandIns

/// Hand-ins that are made to take very long, or to fill the memory or the screen.
struct BombTests {
  private let classroom: Classroom
  private let head = Array("<!-- poolbook: sharing-work format=1 -->\n".utf8)

  init() throws {
    classroom = try Classroom()
    try classroom.add(classroom.files(), to: "ann")
  }

  @Test func `a path in a zip that is longer than any system's is set aside, and shortened`() throws {
    let name = String(repeating: "a/", count: 20_000) + "answers.md"
    try classroom.add(classroom.zipped("ben.zip", [(name, head)]))
    let collection = try classroom.collect()
    #expect(collection.rows.map(\.shown) == ["ann"])
    #expect(collection.setAside.first?.reason == "Its name is longer than 2 000 bytes, so it was not read.")
    #expect(collection.setAside.first.map { $0.path.utf8.count < 100 } == true)
  }

  @Test func `only so many bytes of records are read of one place, and those of others still are`() throws {
    let large = head + [UInt8](repeating: 32, count: Limits.record - 100)
    try classroom.add(classroom.zipped("aaa.zip", (1...7).map { ("\($0)/answers.md", large) }))
    let collection = try classroom.collect()
    #expect(collection.rows.contains { $0.shown == "ann" })
    #expect(
      collection.setAside.map(\.path) == ["all/aaa.zip/6/answers.md", "all/aaa.zip/7/answers.md"])
    #expect(
      collection.setAside.first?.reason
        == "There are too many records here, or too large ones, so it was not read.")
  }

  @Test func `the table lists only a few of the things that were set aside in one folder`() throws {
    let other = Array("<!-- poolbook: other format=1 -->\n".utf8)
    try classroom.add((1...50).map { ("ben/\($0).md", other) })
    let collection = try classroom.collect()
    #expect(collection.setAside.count == 50)
    #expect(collection.lines.count { $0.hasPrefix("  all/ben/") } == 20)
    #expect(collection.lines.last == "30 more things are in the files of --json and --html.")
  }

  @Test func `a record with very many copies has only a few sentences about them`() throws {
    let blocks = (1...100).flatMap { Array("<!-- text: q\($0 / 2) -->\n\nx\n\n<!-- /text: q\($0 / 2) -->\n".utf8) }
    try classroom.add([("ben/answers.md", head + blocks)])
    let collection = try classroom.collect()
    let notes = collection.rows.last?.flags.filter { $0.kind == .note } ?? []
    #expect(notes.count == 21)
    #expect(notes.last?.sentence.hasSuffix("more sentences of this kind are left out.") == true)
  }

  @Test func `a record of nothing but marks without a partner is read`() throws {
    let stray = [[UInt8]](repeating: Array("<!-- /text: shares -->\n".utf8), count: 40_000).flatMap(\.self)
    let torn = [[UInt8]](repeating: Array("<!-- text: shares -->\n".utf8), count: 40_000).flatMap(\.self)
    try classroom.add([("ben/answers.md", head + stray), ("cem/answers.md", head + torn)])
    let collection = try classroom.collect()
    #expect(collection.rows.map(\.shown) == ["ann", "ben", "cem"])
    #expect(collection.rows.dropFirst().allSatisfy { $0.flags.contains { $0.kind == .damaged } })
  }

  @Test func `a list of submitters that is nested very deeply names nobody`() {
    #expect(gradescopeSubmitters([UInt8](repeating: UInt8(ascii: "["), count: 400_000)).isEmpty)
  }
}
