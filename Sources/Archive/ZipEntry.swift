internal import Glibc

/// A file in a zip, as the zip describes it. Nothing of this can be trusted.
package struct ZipEntry: Sendable, Equatable {
  /// The path in the archive. Bytes that are not UTF-8 are read as Latin 1, so that different names stay different.
  package let name: String
  /// The size that it claims to have when it is unpacked, in bytes.
  package let size: Int
  /// What it is.
  package let kind: Kind
  /// Whether a password is needed.
  package let isEncrypted: Bool
  /// How it is packed: 0 is not at all, 8 is deflate.
  package let method: Int
  /// Where it is in the archive's directory.
  let place: Place

  /// What an entry can be.
  package enum Kind: Sendable, Equatable {
    /// An ordinary file.
    case file
    /// A folder.
    case folder
    /// A symbolic link.
    case link
    /// A device, a socket or a named pipe.
    case special
  }

  /// The position of an entry in the archive's directory, and its number.
  struct Place: Sendable, Equatable {
    var position: UInt64
    var number: UInt64
  }

  /// The names on the path of a file that may be unpacked: relative, without `.` and `..`, and without empty names.
  ///
  /// - Returns: `nil` if the path is absolute or leads out of the archive. A backslash separates names too, because some
  ///   programs of Windows write it.
  package var path: [String]? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
      .flatMap { $0.split(separator: "\\", omittingEmptySubsequences: false) }
    guard name.first != "/", name.first != "\\", !parts.contains(".."), !name.unicodeScalars.contains("\0") else {
      return nil
    }
    // `C:` names a drive.
    if let first = parts.first, first.count == 2, first.last == ":" { return nil }
    let names = parts.filter { !$0.isEmpty && $0 != "." }.map(String.init)
    return names.isEmpty ? nil : names
  }

  /// Reads the kind out of the mode that programs of Unix write.
  static func kind(name: String, madeBy: UInt, attributes: UInt) -> Kind {
    let system = madeBy >> 8
    let mode = mode_t(truncatingIfNeeded: attributes >> 16)
    // 3 is Unix and 19 is macOS; other systems leave the upper half empty or write something else there.
    if system == 3 || system == 19 {
      switch mode & S_IFMT {
      case S_IFLNK: return .link
      case S_IFCHR, S_IFBLK, S_IFIFO, S_IFSOCK: return .special
      case S_IFDIR: return .folder
      default: break
      }
    }
    return name.hasSuffix("/") || name.hasSuffix("\\") ? .folder : .file
  }
}
