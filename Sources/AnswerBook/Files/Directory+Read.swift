import Glibc
import Posix

/// A file as it was read.
struct FileContents {
  /// Every byte.
  var bytes: [UInt8]
  /// By which a later change is noticed.
  var stamp: FileStamp
}

/// What tells one state of a file from another.
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
  /// The most bytes a file of a record may have.
  static let limit = 256 << 20

  /// Reads a whole file; nothing where there is none. Links, folders and devices are refused.
  func read(_ name: String) throws(BookError) -> FileContents? {
    guard let (file, status) = try openToRead(name) else { return nil }
    defer { close(file) }
    let size = Int(status.st_size)
    guard size <= Self.limit else { throw .tooLarge(path: path(of: name), bytes: size) }
    let bytes = try part(of: file, name, limit: Self.limit + 1)
    guard bytes.count <= Self.limit else { throw .tooLarge(path: path(of: name), bytes: bytes.count) }
    return FileContents(bytes: bytes, stamp: FileStamp(status))
  }

  /// Reads a file's first line without its newline; nothing where there is no file or no whole line.
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

  /// The state of a file; nothing where there is none.
  func stamp(of name: String) -> FileStamp? {
    var status = stat()
    return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? FileStamp(status) : nil
  }

  private func openToRead(_ name: String) throws(BookError) -> (Int32, stat)? {
    // Not blocking, because opening a named pipe would wait for a writer.
    let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else {
      switch errno {
      case ENOENT: return nil
      case ELOOP: throw .symbolicLink(path(of: name))
      case ENXIO: throw .notAFile(path(of: name))
      default: throw .failed(path: path(of: name), action: "read", code: errno)
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
      throw .failed(path: path(of: name), action: "read", code: error.code)
    }
  }
}
