import Foundation
import Testing

@testable import WorkerPool

/// The article for those who come from Python shows a whole program: it must be the one that is built here.
@Suite struct ArticleTests {
  private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  @Test func `the article shows the example as it is built`() throws {
    let article = try text("Sources/WorkerPool/WorkerPool.docc/FromPythonsPool.md")
    let shown = article.components(separatedBy: "```")[1]
    #expect(try shown == "swift\n" + text("Tests/PoolExample/main.swift"))
    #expect(shown.split(separator: "\n", omittingEmptySubsequences: false).count <= 22)
  }

  @Test func `the example maps and streams`() throws {
    let example = fixture.executable.replacingOccurrences(of: "PoolFixture", with: "PoolExample")
    let pipe = try #require(popen("exec '\(example)'", "r"))
    defer { pclose(pipe) }
    let output = FileHandle(fileDescriptor: fileno(pipe)).readDataToEndOfFile()
    #expect(String(decoding: output, as: UTF8.self) == "[0, 1, 4, 9, 16, 25, 36, 49, 64, 81]\n332833500\n")
  }
}
