import Glibc

/// Why a file could not be read whole.
package enum FileError: Error, Sendable, Equatable {
  /// The system refused.
  case system(SystemError)
  /// The path leads to a folder, a device, or a link that isn't followed.
  case notAFile
  /// The file has more bytes than allowed.
  case tooLarge

  /// The reason as part of a sentence, such as `No such file or directory`.
  package var reason: String {
    switch self {
    case .system(let error): error.reason
    case .notAFile: "not an ordinary file"
    case .tooLarge: "too large"
    }
  }
}

/// Reads an ordinary file of at most `limit` bytes.
///
/// - Parameter followsLinks: Whether the path may be a symbolic link; if not, it is `notAFile`.
package func readFile(_ path: String, limit: Int = 1 << 28, followsLinks: Bool = true) throws(FileError) -> [UInt8] {
  // Without waiting, because opening a named pipe waits for a writer.
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followsLinks ? 0 : O_NOFOLLOW))
  guard descriptor >= 0 else {
    if errno == ELOOP, !followsLinks { throw .notAFile }
    throw .system(SystemError("open"))
  }
  let file = Descriptor(descriptor)
  var status = stat()
  guard fstat(file.number, &status) == 0 else { throw .system(SystemError("fstat")) }
  guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
  guard status.st_size <= limit else { throw .tooLarge }
  let bytes: [UInt8]
  do throws(SystemError) { bytes = try readAll(from: file.number, limit: limit + 1) } catch { throw .system(error) }
  guard bytes.count <= limit else { throw .tooLarge }
  return bytes
}

/// Writes a file, replacing what it contained.
///
/// - Parameter permissions: The permissions of the file if it is new.
package func writeFile(_ text: String, to path: String, permissions: mode_t = 0o666) throws(SystemError) {
  // Without waiting, because opening a named pipe waits for a reader.
  let file = try Descriptor.take(
    open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NONBLOCK, permissions), from: "open")
  try writeAll(text, to: file.number)
}
