import Glibc

/// An open folder. All its files are opened relative to its descriptor, so that writes go to the right place even if the folder
/// is renamed or replaced. Symbolic links in it are not followed.
final class Directory: Sendable {
  /// The folder's path, for messages.
  let path: String
  /// The descriptor of the folder.
  let descriptor: Int32

  private init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Opens a folder; returns `nil` if it doesn't exist.
  static func open(_ path: String) throws(BookError) -> Directory? {
    let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor >= 0 { return Directory(path: path, descriptor: descriptor) }
    switch errno {
    case ENOENT: return nil
    case ENOTDIR: throw .notAFolder(path)
    default: throw .failed(path: path, .opened, code: errno)
    }
  }

  /// Opens a folder, and makes it if it doesn't exist; its parent must exist.
  static func make(_ path: String) throws(BookError) -> Directory {
    if mkdir(path, 0o777) != 0, errno != EEXIST {
      if errno == ENOENT { throw .noParent(parent(of: path)) }
      throw .failed(path: path, .made, code: errno)
    }
    guard let made = try open(path) else { throw .failed(path: path, .opened, code: ENOENT) }
    return made
  }

  /// Opens a folder in this one; returns `nil` if it doesn't exist and is not to be made.
  func subfolder(_ name: String, making: Bool) throws(BookError) -> Directory? {
    if making {
      if mkdirat(descriptor, name, 0o777) == 0 {
        handOver(name)
      } else if errno != EEXIST {
        throw .failed(path: path(of: name), .made, code: errno)
      }
    }
    let inner = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if inner >= 0 { return Directory(path: path(of: name), descriptor: inner) }
    switch errno {
    case ENOENT: return nil
    case ENOTDIR where isLink(name), ELOOP: throw .symbolicLink(path(of: name))
    case ENOTDIR: throw .notAFolder(path(of: name))
    default: throw .failed(path: path(of: name), .opened, code: errno)
    }
  }

  /// If root has made a folder in this one, gives it to the owner of this one.
  private func handOver(_ name: String) {
    var owner = stat()
    guard geteuid() == 0, fstat(descriptor, &owner) == 0 else { return }
    _ = fchownat(descriptor, name, owner.st_uid, owner.st_gid, AT_SYMLINK_NOFOLLOW)
  }

  /// The names in the folder in alphabetical order, without hidden ones.
  func names() throws(BookError) -> [String] {
    // Open the folder again: the stream closes its descriptor and moves its offset.
    let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let stream = fdopendir(copy) else {
      let code = errno
      if copy >= 0 { close(copy) }
      throw .failed(path: path, .read, code: code)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// Where a folder is that was opened by a path.
  enum Whereabouts: Equatable {
    /// Where it was.
    case inPlace
    /// At another path, because it was renamed or moved; `nil` if that path isn't known.
    case moved(String?)
    /// Nowhere: it was deleted.
    case deleted
  }

  /// Where the folder is now.
  var whereabouts: Whereabouts {
    var mine = stat()
    var there = stat()
    guard fstat(descriptor, &mine) == 0 else { return .inPlace }
    if mine.st_nlink == 0 { return .deleted }
    if stat(path, &there) == 0, there.st_dev == mine.st_dev, there.st_ino == mine.st_ino { return .inPlace }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/fd/\(descriptor)", &buffer, buffer.count)
    guard count > 0 else { return .moved(nil) }
    return .moved(String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }

  /// The path of a file in the folder, for messages.
  func path(of name: String) -> String { path.hasSuffix("/") ? path + name : path + "/" + name }

  /// Whether a name is a symbolic link.
  func isLink(_ name: String) -> Bool {
    var status = stat()
    return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Deletes a file; does nothing if it doesn't exist.
  func remove(_ name: String) { _ = unlinkat(descriptor, name, 0) }
}

/// The folder that contains the file of a path.
func parent(of path: String) -> String {
  var rest = path[...]
  while rest.count > 1, rest.hasSuffix("/") { rest.removeLast() }
  guard let slash = rest.lastIndex(of: "/") else { return "." }
  return slash == rest.startIndex ? "/" : String(rest[..<slash])
}

extension Directory {
  /// The `errno` that creating a file here would fail with; `nil` if it would work.
  var refusesWriting: Int32? { faccessat(descriptor, ".", W_OK | X_OK, AT_EACCESS) == 0 ? nil : errno }
}
