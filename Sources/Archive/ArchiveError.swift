internal import Text

/// Why an archive or a file in it can't be read or made, as one sentence.
package enum ArchiveError: Error, Sendable, Equatable, CustomStringConvertible {
  /// It isn't a zip, or its directory of files is damaged.
  case notAnArchive
  /// It says that it has more files than the limit.
  case tooManyFiles(limit: Int)
  /// A file in it is larger than the limit, in bytes.
  case tooLarge(name: String, limit: Int)
  /// A file in it is encrypted.
  case encrypted(name: String)
  /// A file in it is packed in a way that only few programs know.
  case unknownMethod(name: String, method: Int)
  /// A file in it is cut off, or its checksum is wrong.
  case damaged(name: String)
  /// It can't be unpacked in memory; the reason is the system's.
  case notUnpacked(reason: String)
  /// It can't be made; the reason is the system's or the library's.
  case notMade(reason: String)

  /// The sentence, safe to print: a name may contain anything.
  package var description: String { visible(sentence, onOneLine: true) }

  private var sentence: String {
    switch self {
    case .notAnArchive: "It is not a zip file, or it is damaged: download it again."
    case .tooManyFiles(let limit): "It has more than \(limit) files, so none of them was read."
    case .tooLarge(let name, let limit): "\(name) is larger than \(size(limit)), so it was not unpacked."
    case .encrypted(let name): "\(name) is encrypted: ask for a file without a password."
    case .unknownMethod(let name, let method):
      "\(name) is packed with method \(method), which is not read here: pack it again with zip."
    case .damaged(let name): "\(name) is damaged in the archive: its end is missing, or its checksum is wrong."
    case .notUnpacked(let reason): "It can't be unpacked (\(reason)): free some memory, and try again."
    case .notMade(let reason): "The zip file can't be made (\(reason)): free some memory, and try again."
    }
  }
}

private func size(_ bytes: Int) -> String { bytes < 1 << 20 ? "\(bytes) bytes" : "\(bytes >> 20) MB" }
