import Foundation
import Testing

/// The table of what other pools are tested for.
@Suite struct PeerTests {
  @Test func `every test that the table names exists`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
    let sources = try files.map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }.joined()
    let table = try String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8)
    var named = 0
    for row in table.split(separator: "\n") where row.hasPrefix("|") && !row.hasPrefix("|-") {
      let cells = row.split(separator: "|")
      try #require(cells.count == 2, "\(row)")
      // A name of a test is a sentence; other words in backticks are options.
      for (index, part) in cells[1].split(separator: "`", omittingEmptySubsequences: false).enumerated()
      where index % 2 == 1 && part.contains(" ") {
        #expect(sources.contains("func `\(part)`("), "\(part)")
        named += 1
      }
    }
    #expect(named > 60)
  }
}
