import Glibc

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
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size + 1)
    while true {
      let more = try part(of: file, name, at: bytes.count, atMost: max(65_536, size - bytes.count + 1))
      if more.isEmpty { break }
      bytes += more
      guard bytes.count <= Self.limit else { throw .tooLarge(path: path(of: name), bytes: bytes.count) }
    }
    return FileContents(bytes: bytes, stamp: FileStamp(status))
  }

  /// Reads a file's first line without its newline; nothing where there is no file or no whole line.
  func firstLine(of name: String) throws(BookError) -> [UInt8]? {
    guard let (file, _) = try openToRead(name) else { return nil }
    defer { close(file) }
    var line: [UInt8] = []
    while line.count <= 64 << 20 {
      let more = try part(of: file, name, at: line.count, atMost: 16_384)
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

  private func part(of file: Int32, _ name: String, at offset: Int, atMost size: Int) throws(BookError) -> [UInt8] {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      var taken = pread(file, buffer.baseAddress, size, off_t(offset))
      while taken < 0, errno == EINTR { taken = pread(file, buffer.baseAddress, size, off_t(offset)) }
      code = taken < 0 ? errno : 0
      count = max(0, taken)
    }
    if code != 0 { throw .failed(path: path(of: name), action: "read", code: code) }
    return bytes
  }
}
