import Glibc
internal import Posix
internal import Text

/// Reads the files of a folder. Every name is opened in the folder that contains it, and no link is followed, so that
/// nothing outside the folder is ever read.
final class FolderSource: FileSource {
  private let root: Descriptor
  /// The path of each file in the root, as the bytes of its names; a name need not be UTF-8.
  private var paths: [[[CChar]]] = []
  /// The folder of the file that was opened last.
  private var last: (path: [[CChar]], folder: Descriptor)?

  init(_ root: Descriptor) { self.root = root }

  /// What the walk through a folder has found.
  struct Listing {
    var files: [FoundFile] = []
    var setAside: [(path: [String], reason: String)] = []
  }

  /// Lists all files.
  ///
  /// - Parameter base: What the path of each file begins with.
  func list(base: [String]) -> Listing {
    var listing = Listing()
    walk(root, [], base, &listing)
    return listing
  }

  private func walk(_ folder: Descriptor, _ raw: [[CChar]], _ path: [String], _ listing: inout Listing) {
    guard raw.count <= Limits.depth else {
      listing.setAside.append((path, "It is deeper than \(Limits.depth) folders, so it was not read."))
      return
    }
    for name in names(in: folder) {
      let shown = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if isIgnored(shown) { continue }
      let inner = path + [shown]
      var status = stat()
      guard fstatat(folder.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
        listing.setAside.append((inner, "It can't be read (\(systemMessage(errno)))."))
        continue
      }
      switch status.st_mode & S_IFMT {
      case S_IFDIR:
        do throws(SystemError) { walk(try open(name, in: folder, O_DIRECTORY), raw + [name], inner, &listing) } catch {
          listing.setAside.append((inner, "It can't be opened (\(error.reason))."))
        }
      case S_IFREG:
        guard paths.count < Limits.files else {
          if paths.count == Limits.files {
            listing.setAside.append(
              (path, "It has more than \(formatCount(Limits.files)) files; the rest was not read."))
          }
          return
        }
        listing.files.append(FoundFile(path: inner, source: self, number: paths.count))
        paths.append(raw + [name])
      case S_IFLNK: listing.setAside.append((inner, "It is a symbolic link, which is not followed."))
      default: listing.setAside.append((inner, "It is a device, a socket or a named pipe."))
      }
    }
  }

  /// The names in a folder in the order of their bytes.
  private func names(in folder: Descriptor) -> [[CChar]] {
    // Reading moves the offset of the descriptor, and closing the stream closes it.
    let copy = openat(folder.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let stream = fdopendir(copy) else {
      if copy >= 0 { close(copy) }
      return []
    }
    defer { closedir(stream) }
    var names: [[CChar]] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
      }
      if name != [46, 0], name != [46, 46, 0] { names.append(name) }
    }
    return names.sorted { $0.lexicographicallyPrecedes($1) { UInt8(bitPattern: $0) < UInt8(bitPattern: $1) } }
  }

  private func open(_ name: [CChar], in folder: Descriptor, _ flags: Int32) throws(SystemError) -> Descriptor {
    // Without waiting, because opening a named pipe waits for a writer.
    try Descriptor.take(
      openat(folder.number, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | flags), from: "openat")
  }

  func descriptor(of number: Int) throws(Unreadable) -> Descriptor {
    let path = paths[number]
    guard let name = path.last else { throw Unreadable("It has no name.") }
    do throws(SystemError) {
      let above = Array(path.dropLast())
      if last?.path != above {
        var folder = root
        for name in above { folder = try open(name, in: folder, O_DIRECTORY) }
        last = (above, folder)
      }
      let file = try open(name, in: last?.folder ?? root, 0)
      var status = stat()
      guard fstat(file.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        throw SystemError("open", code: EINVAL)
      }
      return file
    } catch {
      throw Unreadable("It can't be opened (\(error.reason)).")
    }
  }

  func start(of number: Int, count: Int) throws(Unreadable) -> [UInt8] { try descriptor(of: number).start(count) }

  func bytes(of number: Int, limit: Int) throws(Unreadable) -> [UInt8] {
    let bytes = try descriptor(of: number).start(limit + 1)
    guard bytes.count <= limit else { throw .larger(than: limit) }
    return bytes
  }
}

/// The one file that the user named.
final class FileItself: FileSource {
  let file: Descriptor

  init(_ file: Descriptor) { self.file = file }

  func start(of number: Int, count: Int) throws(Unreadable) -> [UInt8] {
    lseek(file.number, 0, SEEK_SET)
    return try file.start(count)
  }

  func bytes(of number: Int, limit: Int) throws(Unreadable) -> [UInt8] {
    let bytes = try start(of: number, count: limit + 1)
    guard bytes.count <= limit else { throw .larger(than: limit) }
    return bytes
  }
}

extension Descriptor {
  /// The next bytes of the file.
  fileprivate func start(_ count: Int) throws(Unreadable) -> [UInt8] {
    do throws(SystemError) { return try readAll(from: number, limit: count) } catch {
      throw Unreadable("It can't be read (\(error.reason)).")
    }
  }
}
