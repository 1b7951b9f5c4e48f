/// The text of a batch script, and what sbatch looks at before it reads a directive.
package struct BatchScript: Sendable, Equatable {
  /// Its bytes. It need not be UTF-8.
  package var bytes: [UInt8]

  /// Takes the bytes of a script.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Takes the text of a script.
  package init(_ text: String) { bytes = Array(text.utf8) }

  /// The script that `--wrap` makes of a command.
  package init(wrapping command: String) {
    self.init("#!/bin/sh\n# This script was created by sbatch --wrap.\n\n\(command)\n")
  }

  /// The lines without their ends.
  package var lines: [ArraySlice<UInt8>] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }

  /// Why sbatch doesn't take the file at all; `nil` if it does.
  package var refusal: SubmissionRefusal? {
    if bytes.isEmpty { return .error("Batch script is empty!") }
    if bytes.allSatisfy(isSpace) { return .error("Batch script contains only whitespace!") }
    guard bytes.starts(with: "#!".utf8) else { return .notAScript }
    if bytes.contains(0) {
      return .error("The Slurm controller does not allow scripts that", "contain a NULL character '\\0'.")
    }
    for (index, byte) in bytes.enumerated().dropFirst() where byte == UInt8(ascii: "\n") {
      if bytes[index - 1] == UInt8(ascii: "\r") {
        return .error(
          "Batch script contains DOS line breaks (\\r\\n)", "instead of expected UNIX line breaks (\\n).")
      }
    }
    return nil
  }

  /// The program of the first line, such as `/bin/bash`.
  package var interpreter: String { String(interpreterLine.prefix { !$0.isWhitespace }) }

  /// The program of the first line and its arguments.
  package var interpreterLine: String {
    String(decoding: lines[0].dropFirst(2).drop(while: isSpace), as: UTF8.self)
  }
}

extension SubmissionRefusal {
  /// The file doesn't begin with the path of an interpreter.
  package static let notAScript = SubmissionRefusal.error(
    "This does not look like a batch script.  The first",
    "line must start with #! followed by the path to an interpreter.", "For instance: #!/bin/sh")
}

/// Whether a byte is white space to the C library.
package func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
