import Canvas
import Glibc
import Testing

/// Compares a screen with the one in `Snapshots/`; with `POOLBOOK_RECORD=1`, saves it there instead.
func expectSnapshot(
  _ canvas: Canvas, _ name: String, file: String = #filePath, location: SourceLocation = #_sourceLocation
) throws {
  let folder = file.split(separator: "/").dropLast().joined(separator: "/")
  let path = "/\(folder)/Snapshots/\(name).txt"
  let text = framed(canvas)
  if let flag = getenv("POOLBOOK_RECORD"), flag[0] != 0 {
    let file = try #require(fopen(path, "w"))
    fputs(text, file)
    fclose(file)
    return
  }
  #expect(
    text == readFile(path), "\(name): look at the difference, then record it with POOLBOOK_RECORD=1",
    sourceLocation: location)
}

/// The screen between two rules, so that its size can be seen.
private func framed(_ canvas: Canvas) -> String {
  let rule = "+" + String(repeating: "-", count: canvas.size.width) + "+\n"
  return rule + canvas.rows.map { $0 + "\n" }.joined() + rule
}

/// The text of a file; empty if there is no such file.
func readFile(_ path: String) -> String {
  guard let file = fopen(path, "r") else { return "" }
  defer { fclose(file) }
  var text: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65536)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { break }
    text += buffer[..<count]
  }
  return String(decoding: text, as: UTF8.self)
}
