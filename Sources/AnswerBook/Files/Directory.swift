import Glibc

/// An open folder. Every file is reached through its descriptor, so that a folder renamed or replaced meanwhile can't
/// lead a write astray, and no symbolic link in it is followed.
final class Directory: Sendable {
  /// Where it is, for sentences.
  let path: String
  /// The open folder.
  let descriptor: Int32

  private init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Opens a folder; nothing where there is none.
  static func open(_ path: String) throws(BookError) -> Directory? {
    let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor >= 0 { return Directory(path: path, descriptor: descriptor) }
    switch errno {
    case ENOENT: return nil
    case ENOTDIR: throw .notAFolder(path)
    default: throw .failed(path: path, action: "opened", code: errno)
    }
  }

  /// Opens a folder, made first where there is none; its parent must be there.
  static func make(_ path: String) throws(BookError) -> Directory {
    if mkdir(path, 0o777) != 0, errno != EEXIST {
      if errno == ENOENT { throw .noParent(parent(of: path)) }
      throw .failed(path: path, action: "made", code: errno)
    }
    guard let made = try open(path) else { throw .failed(path: path, action: "opened", code: ENOENT) }
    return made
  }

  /// Opens a folder of this one; nothing where there is none and none is to be made.
  func subfolder(_ name: String, making: Bool) throws(BookError) -> Directory? {
    if making, mkdirat(descriptor, name, 0o777) != 0, errno != EEXIST {
      throw .failed(path: path(of: name), action: "made", code: errno)
    }
    let inner = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if inner >= 0 { return Directory(path: path(of: name), descriptor: inner) }
    switch errno {
    case ENOENT: return nil
    case ENOTDIR where isLink(name), ELOOP: throw .symbolicLink(path(of: name))
    case ENOTDIR: throw .notAFolder(path(of: name))
    default: throw .failed(path: path(of: name), action: "opened", code: errno)
    }
  }

  /// The names in the folder, in order, but for hidden ones.
  func names() throws(BookError) -> [String] {
    // A descriptor of its own: the stream takes possession of it and moves its offset.
    let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let stream = fdopendir(copy) else {
      let code = errno
      if copy >= 0 { close(copy) }
      throw .failed(path: path, action: "read", code: code)
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

  /// The path of a file in the folder, for sentences.
  func path(of name: String) -> String { path.hasSuffix("/") ? path + name : path + "/" + name }

  /// Whether a name is a symbolic link.
  func isLink(_ name: String) -> Bool {
    var status = stat()
    return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Forgets a file; one that is not there is no error.
  func remove(_ name: String) { _ = unlinkat(descriptor, name, 0) }
}

/// The folder a path stands in.
func parent(of path: String) -> String {
  var rest = path[...]
  while rest.count > 1, rest.hasSuffix("/") { rest.removeLast() }
  guard let slash = rest.lastIndex(of: "/") else { return "." }
  return slash == rest.startIndex ? "/" : String(rest[..<slash])
}

extension Directory {
  /// The `errno` that making a file here would meet; nothing where files can be made.
  var refusesWriting: Int32? { faccessat(descriptor, ".", W_OK | X_OK, AT_EACCESS) == 0 ? nil : errno }
}
