import Glibc
import Posix

/// The contents of a file.
struct FileContents {
  /// Every byte.
  var bytes: [UInt8]
  /// The state of the file, to notice later changes.
  var stamp: FileStamp
}

/// Identifies the state of a file; it differs after every change.
struct FileStamp: Equatable {
  private let inode: ino_t
  private let size: off_t
  private let seconds: [Int]
  private let nanoseconds: [Int]

  init(_ status: stat) {
    inode = status.st_ino
    size = status.st_size
    seconds = [status.st_mtim.tv_sec, status.st_ctim.tv_sec]
    nanoseconds = [status.st_mtim.tv_nsec, status.st_ctim.tv_nsec]
  }
}

extension Directory {
  /// The maximum size of a record's file, in bytes.
  static let limit = 256 << 20

  /// Reads a whole file; returns `nil` if it doesn't exist. Refuses links, folders and devices.
  func read(_ name: String) throws(BookError) -> FileContents? {
    guard let (file, status) = try openToRead(name) else { return nil }
    defer { close(file) }
    let size = Int(status.st_size)
    guard size <= Self.limit else { throw .tooLarge(path: path(of: name), bytes: size) }
    let bytes = try part(of: file, name, limit: Self.limit + 1)
    guard bytes.count <= Self.limit else { throw .tooLarge(path: path(of: name), bytes: bytes.count) }
    return FileContents(bytes: bytes, stamp: FileStamp(status))
  }

  /// Reads a file's first line without its newline; returns `nil` if there is no file or no complete line.
  func firstLine(of name: String) throws(BookError) -> [UInt8]? {
    guard let (file, _) = try openToRead(name) else { return nil }
    defer { close(file) }
    var line: [UInt8] = []
    while line.count <= 64 << 20 {
      let more = try part(of: file, name, limit: 16_384)
      if more.isEmpty { return nil }
      if let end = more.firstIndex(of: UInt8(ascii: "\n")) { return line + more[..<end] }
      line += more
    }
    return nil
  }

  /// Reads the complete lines at the end of a file, up to a limit in bytes; returns `nil` if the file doesn't exist.
  ///
  /// - Returns: The lines, and whether there are earlier ones.
  func lastLines(of name: String, atMost limit: Int) throws(BookError) -> (bytes: [UInt8], isCut: Bool)? {
    guard let (file, status) = try openToRead(name) else { return nil }
    defer { close(file) }
    let start = max(0, Int(status.st_size) - limit)
    guard lseek(file, off_t(start), SEEK_SET) >= 0 else { throw .failed(path: path(of: name), .read, code: errno) }
    let bytes = try part(of: file, name, limit: limit)
    guard start > 0 else { return (bytes, false) }
    return (Array(bytes.drop { $0 != newline }.dropFirst()), true)
  }

  /// The state of a file; `nil` if it doesn't exist.
  func stamp(of name: String) -> FileStamp? {
    var status = stat()
    return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? FileStamp(status) : nil
  }

  private func openToRead(_ name: String) throws(BookError) -> (Int32, stat)? {
    // Without O_NONBLOCK, opening a named pipe would wait for a writer.
    let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else {
      switch errno {
      case ENOENT: return nil
      case ELOOP: throw .symbolicLink(path(of: name))
      case ENXIO: throw .notAFile(path(of: name))
      default: throw .failed(path: path(of: name), .read, code: errno)
      }
    }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(file)
      throw .notAFile(path(of: name))
    }
    return (file, status)
  }

  /// The next bytes of an open file, up to `limit`; fewer only at its end.
  private func part(of file: Int32, _ name: String, limit: Int) throws(BookError) -> [UInt8] {
    do throws(SystemError) { return try readAll(from: file, limit: limit) } catch {
      throw .failed(path: path(of: name), .read, code: error.code)
    }
  }
}
