import Glibc
import Testing

@testable import Posix

@Suite struct WholeFileTests {
  private let folder: String

  init() throws {
    var template = Array("/tmp/poolbook-file-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  @Test func `a link is read or refused, as asked`() throws {
    try writeFile("text", to: "\(folder)/file")
    #expect(symlink("file", "\(folder)/link") == 0)
    #expect(try readFile("\(folder)/link") == Array("text".utf8))
    #expect(throws: FileError.notAFile) { try readFile("\(folder)/link", followsLinks: false) }
    #expect(try readFile("\(folder)/file", followsLinks: false) == Array("text".utf8))
  }

  @Test func `a named pipe without another end is an error and no wait`() throws {
    #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
    #expect(throws: FileError.notAFile) { try readFile("\(folder)/pipe") }
    #expect(throws: SystemError("open", code: ENXIO)) { try writeFile("text", to: "\(folder)/pipe") }
  }

  @Test func `a file that is too large is refused`() throws {
    try writeFile("text", to: "\(folder)/file")
    #expect(throws: FileError.tooLarge) { try readFile("\(folder)/file", limit: 3) }
  }
}
