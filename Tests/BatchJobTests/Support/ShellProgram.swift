import Posix

/// Writes a program for the shell.
///
/// Another process writes it: a program that this one starts meanwhile would keep the file open for writing for a moment,
/// and then the system refuses to run it.
func writeProgram(_ text: String, to path: String) throws {
  let written = try capture(
    ["sh", "-c", "cat > \"$1\" && chmod 700 \"$1\"", "sh", path], input: Array("#!/bin/sh\n\(text)\n".utf8))
  guard written.succeeded else { throw Problem("\(path) can't be written") }
}
