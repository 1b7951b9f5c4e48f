import Glibc
import Testing

@testable import AnswerBook

/// A folder that goes away with its test.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/poolbook-record-XXXXXX".utf8CString)
    let made = try #require(mkdtemp(&template))
    path = String(cString: made)
  }

  deinit { Self.remove(path) }

  /// The student's folder, not there at first.
  var book: String { path + "/book" }

  func read(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  func bytes(_ name: String) throws -> [UInt8] {
    let directory = try #require(try Directory.open(book))
    return try #require(try directory.read(name)).bytes
  }

  func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

  /// Writes a file, which may be in a folder of the student's folder.
  func write(_ name: String, _ bytes: [UInt8]) throws {
    var directory = try Directory.make(book)
    let parts = name.split(separator: "/").map(String.init)
    for inner in parts.dropLast() { directory = try #require(try directory.subfolder(inner, making: true)) }
    try directory.write(parts.last ?? name, bytes)
  }

  func names() throws -> [String] { try #require(try Directory.open(book)).names() }

  private static func remove(_ path: String) {
    guard let directory = opendir(path) else { return }
    defer { closedir(directory) }
    chmod(path, 0o700)
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      if unlink("\(path)/\(name)") != 0 { remove("\(path)/\(name)") }
    }
    rmdir(path)
  }
}
