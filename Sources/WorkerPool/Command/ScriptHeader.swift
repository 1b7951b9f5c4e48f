import Glibc
import Posix

/// The first line of a script, `#!/usr/bin/env python3`, which names the program that runs it.
enum ScriptHeader {
  /// What is wrong with the first line of a program, and the fix, as a clause; `nil` if the line isn't why the program
  /// can't be started.
  ///
  /// - Parameter name: A path, or a name to look for on the PATH.
  static func problem(of name: String) -> String? {
    guard let path = findProgram(name), let line = firstLine(of: path), line.starts(with: Array("#!".utf8)) else {
      return nil
    }
    let text = String(decoding: line.dropFirst(2), as: UTF8.self)
    if text.utf8.last == UInt8(ascii: "\r") {
      return "its first line ends with a carriage return, as files from Windows do, and so names a program that "
        + "doesn't exist; save it with Unix line ends (sed -i 's/\\r$//' \(shortened(name)))"
    }
    let words = text.split { $0 == " " || $0 == "\t" }.map(String.init)
    guard let interpreter = words.first else { return nil }
    let isEnv = interpreter.split(separator: "/").last == "env"
    let named = isEnv ? words.dropFirst().first { !$0.hasPrefix("-") && !$0.contains("=") } : interpreter
    guard let named, findProgram(named) == nil else { return nil }
    return "its first line names \(shortened(named)), which can't be found; install it, or correct that line"
  }

  private static func firstLine(of path: String) -> [UInt8]? {
    guard let file = try? Descriptor.take(open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), from: "open"),
      let bytes = try? readAll(from: file.number, limit: 512)
    else { return nil }
    return Array(bytes.prefix { $0 != LineBuffer.newline })
  }
}
