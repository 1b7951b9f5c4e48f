internal import Archive
internal import Posix
internal import Text

/// Reads the files of a zip.
final class ZipSource: FileSource {
  private let reader: ZipReader
  private var entries: [ZipEntry] = []
  private let deadline: Deadline

  init(_ reader: ZipReader, _ deadline: Deadline) { (self.reader, self.deadline) = (reader, deadline) }

  /// Lists all files that may be unpacked.
  ///
  /// - Parameters:
  ///   - base: What the path of each file begins with.
  ///   - limit: How many there may be.
  func list(base: [String], limit: Int) throws(Unreadable) -> FolderSource.Listing {
    do throws(ArchiveError) { entries = try reader.entries(limit: limit) } catch {
      throw Unreadable(error.description)
    }
    var listing = FolderSource.Listing()
    var known: Set<[String]> = []
    for (number, entry) in entries.enumerated() {
      if deadline.isOver { throw Unreadable("Reading it takes too long.") }
      // Looking for a student's name in a very long path takes very long, and no system makes such paths.
      if entry.name.utf8.count > Limits.name {
        let reason = "Its name is longer than \(formatCount(Limits.name)) bytes, so it was not read."
        listing.setAside.append((base + [entry.name.prefix(40) + "…"], reason))
        continue
      }
      guard let path = entry.path else {
        listing.setAside.append((base + [entry.name], "Its path leads out of the archive."))
        continue
      }
      if path.contains(where: isIgnored) { continue }
      let shown = base + path
      switch entry.kind {
      case .folder: continue
      case .link: listing.setAside.append((shown, "It is a symbolic link, which is not followed."))
      case .special: listing.setAside.append((shown, "It is a device, a socket or a named pipe."))
      case .file:
        if path.count > Limits.depth {
          listing.setAside.append((shown, "It is deeper than \(Limits.depth) folders, so it was not read."))
        } else if known.insert(path).inserted {
          listing.files.append(FoundFile(path: shown, source: self, number: number))
        } else {
          listing.setAside.append((shown, "The archive has this name twice, and the first one counts."))
        }
      }
    }
    return listing
  }

  func start(of number: Int, count: Int) throws(Unreadable) -> [UInt8] {
    try checked { () throws(ArchiveError) in
      // What an entry claims is only used to need less memory.
      try reader.start(of: entries[number], count: min(count, max(1_024, entries[number].size)))
    }
  }

  func bytes(of number: Int, limit: Int) throws(Unreadable) -> [UInt8] {
    try checked { () throws(ArchiveError) in try reader.bytes(of: entries[number], limit: limit) }
  }

  private func checked(_ body: () throws(ArchiveError) -> [UInt8]) throws(Unreadable) -> [UInt8] {
    if deadline.isOver { throw Unreadable("Reading the archive takes too long.") }
    do throws(ArchiveError) { return try body() } catch { throw Unreadable(error.description) }
  }
}
