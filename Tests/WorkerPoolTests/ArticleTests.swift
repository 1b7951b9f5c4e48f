import Foundation
import Testing

@testable import WorkerPool

/// The code that the articles show must be code that is built here.
@Suite struct ArticleTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The texts of all examples.
  private static func examples() throws -> [String] {
    let folder = root.appending(path: "Tests/PoolExample").path
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
    return try files.map { try text("Tests/PoolExample/\($0)") } + [text("Tests/WorkerPoolTests/ExampleTests.swift")]
  }

  @Test func `every block of Swift in the articles is part of an example that is built`() throws {
    let examples = try Self.examples()
    let folder = "Sources/WorkerPool/WorkerPool.docc"
    let articles = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: folder).path)
    var blocks = 0
    for article in articles.sorted() {
      for (index, part) in try Self.text("\(folder)/\(article)").components(separatedBy: "```").enumerated()
      where index % 2 == 1 {
        let code = try #require(
          part.hasPrefix("swift\n") ? part.dropFirst(6) : nil, "\(article) has code of a language")
        #expect(examples.contains { $0.contains(code) }, "\(article): no example has\n\(code)")
        blocks += 1
      }
    }
    #expect(blocks >= 8)
  }

  @Test func `the article for those who know Python shows a whole program`() throws {
    let article = try Self.text("Sources/WorkerPool/WorkerPool.docc/FromPythonsPool.md")
    let shown = article.components(separatedBy: "```")[1]
    #expect(try shown == "swift\n" + Self.text("Tests/PoolExample/Squares/main.swift"))
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
