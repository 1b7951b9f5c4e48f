internal import CLinux
import Glibc
internal import Posix
internal import Text

/// `grades.jsonl` in the folder with the hand-ins. It can be used from any thread.
package final class GradeFile: Sendable {
  /// The file's name.
  package static let name = "grades.jsonl"

  private let file: Descriptor
  /// The path, for messages.
  package let path: String

  /// Opens the file of a folder, which is made if it doesn't exist, and reads it.
  ///
  /// - Returns: The file, what is in it, and how many of its lines can't be read.
  package static func open(in folder: String) throws(GradeFileError) -> (file: GradeFile, grades: Grades, skipped: Int)
  {
    let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    do throws(SystemError) {
      let flags = O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
      let file = try Descriptor.take(Glibc.open(path, flags, 0o666), from: "open")
      var status = stat()
      guard fstat(file.number, &status) == 0 else { throw SystemError("fstat") }
      guard status.st_mode & S_IFMT == S_IFREG else { throw SystemError("open", code: EINVAL) }
      let bytes = try readAll(from: file.number)
      // A line that was cut off must not spoil the next one.
      if let last = bytes.last, last != UInt8(ascii: "\n") { try writeAll("\n", to: file.number) }
      let (grades, skipped) = Grades.read(bytes)
      return (GradeFile(file, path), grades, skipped)
    } catch {
      throw GradeFileError(path: path, error)
    }
  }

  /// Reads the grades in a folder without changing anything; `nil` if there are none.
  package static func read(in folder: String) throws(GradeFileError) -> (grades: Grades, skipped: Int)? {
    let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    guard access(path, F_OK) == 0 else { return nil }
    do throws(FileError) { return Grades.read(try readFile(path)) } catch {
      throw GradeFileError(path: path, reason: error.reason, fix: "make it readable")
    }
  }

  private init(_ file: Descriptor, _ path: String) { (self.file, self.path) = (file, path) }

  /// Appends a change and waits until it is on the disk.
  package func append(_ change: GradeChange) throws(GradeFileError) {
    // Two people who grade at once write one after the other. Where there are no locks, a line is still written at once.
    _ = flock(file.number, LOCK_EX)
    defer { _ = flock(file.number, LOCK_UN) }
    do throws(SystemError) {
      let size = lseek(file.number, 0, SEEK_END)
      do throws(SystemError) {
        try writeAll(change.line + [UInt8(ascii: "\n")], to: file.number)
        guard fdatasync(file.number) == 0 else { throw SystemError("fdatasync") }
      } catch {
        // Half a line would spoil the next one.
        if size >= 0 { ftruncate(file.number, size) }
        throw error
      }
    } catch {
      throw GradeFileError(path: path, error)
    }
  }
}

/// Why the file of grades can't be read or written, as a sentence.
package struct GradeFileError: Error, Sendable, Equatable, CustomStringConvertible {
  let path: String
  let reason: String
  let fix: String

  init(path: String, reason: String, fix: String) { (self.path, self.reason, self.fix) = (path, reason, fix) }

  init(path: String, _ error: SystemError) {
    let fix =
      switch error.code {
      case ENOSPC, EDQUOT, EFBIG: "free some space, and give the points again"
      case ELOOP: "replace the link by the file itself"
      default: "choose a folder that you can write to"
      }
    self.init(path: path, reason: error.reason, fix: fix)
  }

  /// The sentence, safe to print.
  package var description: String {
    visible("\(path) can't be used (\(reason)): \(fix).", onOneLine: true)
  }
}
