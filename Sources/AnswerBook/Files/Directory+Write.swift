import Glibc
import Posix

extension Directory {
  /// Writes a file atomically: writes and syncs a temporary file, renames it, and syncs the folder. The file keeps its
  /// permissions.
  ///
  /// - Parameters:
  ///   - permissions: Who may use a file that is new.
  ///   - isShared: Whether other programs may write the same file now, because the folder needn't be locked for it.
  /// - Returns: The state of the new file.
  @discardableResult
  func write(
    _ name: String, _ bytes: [UInt8], permissions: mode_t = 0o666, isShared: Bool = false
  ) throws(BookError) -> FileStamp {
    var old = stat()
    let isThere = fstatat(descriptor, name, &old, AT_SYMLINK_NOFOLLOW) == 0
    if isThere, old.st_mode & S_IFMT == S_IFLNK { throw .symbolicLink(path(of: name)) }
    if isThere, old.st_mode & S_IFMT != S_IFREG { throw .notAFile(path(of: name)) }
    let (temporary, file) = try createTemporary(for: name, permissions, isShared)
    do throws(BookError) {
      defer { close(file) }
      try put(bytes, into: file, name)
      handOver(file, to: isThere ? old : nil)
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
      if try writeNew(name, bytes) { return name }
    }
    throw .failed(path: path(of: stem + ending), .written, code: EEXIST)
  }

  /// Writes a file unless the name is in use.
  ///
  /// - Returns: Whether it was written.
  func writeNew(_ name: String, _ bytes: [UInt8]) throws(BookError) -> Bool {
    let file = openat(descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    if file < 0, errno == EEXIST { return false }
    guard file >= 0 else { throw failure(name) }
    do throws(BookError) {
      defer { close(file) }
      handOver(file, to: nil)
      try put(bytes, into: file, name)
      guard fsync(file) == 0 else { throw failure(name) }
    } catch {
      remove(name)
      throw error
    }
    sync()
    return true
  }

  /// A file to which bytes were appended; they are on the disk after `sync`.
  struct Appended {
    fileprivate let name: String
    fileprivate let file: Descriptor
  }

  /// What a file has before bytes are appended to it.
  struct Tail {
    fileprivate let file: Int32

    /// Everything in it; what can't be read is missing.
    var everything: [UInt8] {
      lseek(file, 0, SEEK_SET)
      return (try? readAll(from: file, limit: Directory.limit)) ?? []
    }

    /// Its last line without the newline; `nil` if it has none.
    var lastLine: [UInt8]? {
      let end = lseek(file, 0, SEEK_END)
      var length: off_t = 4096
      while end > 0 {
        let start = max(0, end - length)
        lseek(file, start, SEEK_SET)
        guard let bytes = try? readAll(from: file, limit: Int(end - start)) else { return nil }
        if let line = bytes.dropLast().lastIndex(of: newline) { return Array(bytes[(line + 1)...].dropLast()) }
        if start == 0 { return bytes.dropLast() }
        length *= 16
      }
      return nil
    }
  }

  /// Appends bytes to a file, which is made if it doesn't exist.
  func append(_ name: String, _ bytes: [UInt8]) throws(BookError) -> Appended {
    try append(name) { _ in bytes }
  }

  /// Appends bytes that depend on what the file has. Others who append to it in this way wait meanwhile.
  func append(_ name: String, _ bytes: (Tail) -> [UInt8]) throws(BookError) -> Appended {
    let flags = O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let file = openat(descriptor, name, flags, 0o666)
    guard file >= 0 else { throw errno == ELOOP ? .symbolicLink(path(of: name)) : failure(name) }
    do throws(BookError) {
      var status = stat()
      guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path(of: name)) }
      // Without the lock, on a file system that has none, only two programs at once could spoil something.
      var attempts = 0
      while flock(file, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK, attempts < 100 {
        attempts += 1
        _ = poll(nil, 0, 5)
      }
      guard fstat(file, &status) == 0 else { throw failure(name) }
      if status.st_size == 0 { handOver(file, to: nil) }
      // End a line that a crash cut off, so that it doesn't spoil the new lines.
      var last = UInt8(ascii: "\n")
      if status.st_size > 0, pread(file, &last, 1, status.st_size - 1) == 1, last != UInt8(ascii: "\n") {
        try put([UInt8(ascii: "\n")], into: file, name)
      }
      do throws(BookError) {
        try put(bytes(Tail(file: file)), into: file, name)
      } catch {
        // If the disk is full, half a line would take space that the record may still need.
        ftruncate(file, status.st_size)
        throw error
      }
      // Others needn't wait until the disk is ready.
      flock(file, LOCK_UN)
      return Appended(name: name, file: Descriptor(file))
    } catch {
      close(file)
      throw error
    }
  }

  /// Waits until appended bytes are on the disk.
  func sync(_ appended: Appended) throws(BookError) {
    guard fdatasync(appended.file.number) == 0 else { throw failure(appended.name) }
  }

  /// Makes a temporary file; if its name is in the way, it gets another one.
  private func createTemporary(
    for name: String, _ permissions: mode_t, _ isShared: Bool
  ) throws(BookError) -> (name: String, file: Int32) {
    let stem = ".\(name).partial" + (isShared ? "-of-\(getpid())" : "")
    for number in 1...100 {
      let temporary = number == 1 ? stem : "\(stem)-\(number)"
      // If the folder is locked, a temporary file of this name was left by a program that was killed.
      if !isShared { remove(temporary) }
      let file = openat(descriptor, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, permissions)
      if file >= 0 { return (temporary, file) }
      guard errno == EEXIST else { break }
    }
    throw failure(name)
  }

  /// If root writes, gives a file to the owner of the file that it replaces, or of the folder: it's the student's record.
  private func handOver(_ file: Int32, to old: stat?) {
    guard geteuid() == 0 else { return }
    var owner = stat()
    if let old { owner = old } else if fstat(descriptor, &owner) != 0 { return }
    // Some file systems have no owners; the file is root's then, as before.
    _ = fchown(file, owner.st_uid, owner.st_gid)
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
