import Glibc
import Posix

/// The end of what a job has printed so far.
package struct JobOutput: Sendable, Equatable {
  /// The last lines.
  package let lines: [String]
  /// Whether there is more before them.
  package var isCut = false
  /// The size of the file, in bytes.
  package var size = 0
  /// The first line that says that something went wrong, whatever the job's state says; `nil` if there is none.
  package let suspiciousLine: String?

  /// Makes an output from its lines.
  package init(lines: [String] = [], isCut: Bool = false, size: Int = 0) {
    self.lines = lines
    self.isCut = isCut
    self.size = size
    suspiciousLine = Self.suspiciousLine(of: lines).map { String($0.prefix(300)) }
  }

  /// How much of a file is read, in bytes: what a person may want to scroll through.
  package static let limit = 256 << 10

  /// Reads the end of a file; `nil` if there is none, or it can't be read.
  ///
  /// - Parameter script: The name of the student's own file. SLURM runs a copy of it, and Bash reports faults there.
  package static func read(_ path: String, script: String) -> JobOutput? {
    // A job may have made a pipe of this name, which must not block.
    guard let file = try? Descriptor.take(open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY), from: "open") else {
      return nil
    }
    var status = stat()
    guard fstat(file.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let size = Int(status.st_size)
    let start = max(0, size - limit)
    guard lseek(file.number, start, SEEK_SET) >= 0, let bytes = try? readAll(from: file.number, limit: limit) else {
      return nil
    }
    return JobOutput(bytes, isCut: start > 0, size: size, script: script)
  }

  /// Makes lines of bytes. The first line is left out if it isn't whole.
  init(_ bytes: [UInt8], isCut: Bool, size: Int, script: String) {
    var rest = bytes[...]
    // Of a line that is longer than what was read, its end is better than nothing.
    if isCut, let end = rest.dropLast().firstIndex(of: UInt8(ascii: "\n")) { rest = rest[(end + 1)...] }
    if rest.last == UInt8(ascii: "\n") { rest.removeLast() }
    let lines = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      Self.naming(script, in: String(decoding: $0, as: UTF8.self))
    }
    self.init(lines: rest.isEmpty ? [] : lines, isCut: isCut, size: size)
  }

  /// A line with the student's file in the place of SLURM's copy: `pool_example.sb: line 9: …`.
  static func naming(_ script: String, in line: String) -> String {
    guard let copy = line.firstRange(of: "slurm_script: line ") else { return line }
    let start = line[..<copy.lowerBound].lastIndex(where: \.isWhitespace).map(line.index(after:)) ?? line.startIndex
    return line[..<start] + "\(script): line " + line[copy.upperBound...]
  }

  private static func suspiciousLine(of lines: [String]) -> String? {
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("Traceback (most recent call last)") {
        // Python's own sentence comes after the indented lines.
        return lines[(index + 1)...].first { !$0.isEmpty && !$0.hasPrefix(" ") } ?? line
      }
      if signsOfTrouble.contains(where: { line.contains($0) }) { return line }
    }
    return nil
  }

  private static let signsOfTrouble = [
    ": command not found", ": No such file or directory", ": Permission denied", ": syntax error", "slurmstepd: error:",
    "srun: error:", "Segmentation fault", "Bus error", "Out of memory", "can't open file",
  ]
}
