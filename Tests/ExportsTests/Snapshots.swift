import Glibc
import Posix
import Testing

/// Compares a document with the one in `Snapshots/`; with `POOLBOOK_RECORD=1`, saves it there instead.
func expectSnapshot(
  _ text: String, _ name: String, file: String = #filePath, location: SourceLocation = #_sourceLocation
) throws {
  let folder = file.split(separator: "/").dropLast().joined(separator: "/")
  let path = "/\(folder)/Snapshots/\(name)"
  if let flag = getenv("POOLBOOK_RECORD"), flag[0] != 0 { return try writeFile(text, to: path) }
  let known = String(decoding: (try? readFile(path)) ?? [], as: UTF8.self)
  #expect(
    text == known, "\(name): look at the difference, then record it with POOLBOOK_RECORD=1", sourceLocation: location)
}
