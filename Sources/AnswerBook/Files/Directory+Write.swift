import Glibc
import Posix

extension Directory {
  /// Writes a file atomically: writes and syncs a temporary file, renames it, and syncs the folder. The file keeps its
  /// permissions.
  ///
  /// - Parameter permissions: Who may use a file that is new.
  /// - Returns: The state of the new file.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8], permissions: mode_t = 0o666) throws(BookError) -> FileStamp {
    var old = stat()
    let isThere = fstatat(descriptor, name, &old, AT_SYMLINK_NOFOLLOW) == 0
    if isThere, old.st_mode & S_IFMT == S_IFLNK { throw .symbolicLink(path(of: name)) }
    if isThere, old.st_mode & S_IFMT != S_IFREG { throw .notAFile(path(of: name)) }
    // The folder is locked, so a temporary file of this name was left by a program that was killed.
    let temporary = ".\(name).partial"
    remove(temporary)
    let file = try create(temporary, permissions, shownAs: name)
    do throws(BookError) {
      defer { close(file) }
      try put(bytes, into: file, name)
      if isThere, fchmod(file, old.st_mode & 0o7777) != 0 { throw failure(name) }
      guard fsync(file) == 0, fstat(file, &old) == 0 else { throw failure(name) }
      guard renameat(descriptor, temporary, descriptor, name) == 0 else { throw failure(name) }
    } catch {
      remove(temporary)
      throw error
    }
    sync()
    // Renaming changes the time of the last status change, so get the state afterwards.
    return stamp(of: name) ?? FileStamp(old)
  }

  /// Writes a new file; if the name is in use, a number is added: `a-2.md`.
  ///
  /// - Returns: The name of the file.
  func writeBeside(_ stem: String, _ ending: String, _ bytes: [UInt8]) throws(BookError) -> String {
    for number in 1...1000 {
      let name = number == 1 ? stem + ending : "\(stem)-\(number)\(ending)"
      let file = openat(descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
      if file < 0, errno == EEXIST { continue }
      guard file >= 0 else { throw failure(name) }
      do throws(BookError) {
        defer { close(file) }
        try put(bytes, into: file, name)
        guard fsync(file) == 0 else { throw failure(name) }
      } catch {
        remove(name)
        throw error
      }
      sync()
      return name
    }
    throw .failed(path: path(of: stem + ending), .written, code: EEXIST)
  }

  /// Appends bytes to a file, which is made if it doesn't exist, and waits until they are on the disk.
  func append(_ name: String, _ bytes: [UInt8]) throws(BookError) {
    let flags = O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let file = openat(descriptor, name, flags, 0o666)
    guard file >= 0 else { throw errno == ELOOP ? .symbolicLink(path(of: name)) : failure(name) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path(of: name)) }
    // End a line that a crash cut off, so that it doesn't spoil the new lines.
    var last = UInt8(ascii: "\n")
    if status.st_size > 0, pread(file, &last, 1, status.st_size - 1) == 1, last != UInt8(ascii: "\n") {
      try put([UInt8(ascii: "\n")], into: file, name)
    }
    do throws(BookError) {
      try put(bytes, into: file, name)
    } catch {
      // If the disk is full, half a line would take space that the record may still need.
      ftruncate(file, status.st_size)
      throw error
    }
    guard fdatasync(file) == 0 else { throw failure(name) }
  }

  private func create(_ temporary: String, _ permissions: mode_t, shownAs name: String) throws(BookError) -> Int32 {
    let file = openat(descriptor, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, permissions)
    guard file >= 0 else { throw failure(name) }
    return file
  }

  private func put(_ bytes: [UInt8], into file: Int32, _ name: String) throws(BookError) {
    do throws(SystemError) { try writeAll(bytes, to: file) } catch {
      throw .failed(path: path(of: name), .written, code: error.code)
    }
  }

  private func sync() { _ = fsync(descriptor) }

  private func failure(_ name: String) -> BookError {
    .failed(path: path(of: name), .written, code: errno)
  }
}
