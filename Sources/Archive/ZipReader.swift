internal import CLinux
internal import CMinizip
internal import Posix

/// Reads a zip that may be hostile: nothing is written anywhere, and every call has a limit.
package final class ZipReader {
  private let file: unzFile
  /// An archive in memory has a file of its own, which has to stay open.
  private let memory: Descriptor?

  /// Opens a zip.
  ///
  /// - Parameter descriptor: An open file that can be read from any place. It is opened again, so it may be closed.
  package init(descriptor: Int32) throws(ArchiveError) {
    file = try Self.open(descriptor)
    memory = nil
  }

  /// Opens a zip in memory, such as a zip in a zip.
  package init(bytes: [UInt8]) throws(ArchiveError) {
    do throws(SystemError) {
      let memory = try Descriptor.take(cl_memory_file("archive"), from: "memfd_create")
      try writeAll(bytes, to: memory.number)
      self.memory = memory
    } catch {
      throw .notUnpacked(reason: error.reason)
    }
    file = try Self.open(memory?.number ?? -1)
  }

  deinit { unzClose(file) }

  private static func open(_ descriptor: Int32) throws(ArchiveError) -> unzFile {
    // By its number, the file that was checked is opened, whatever is at its path by now.
    guard let file = unzOpen64("/proc/self/fd/\(descriptor)") else { throw .notAnArchive }
    return file
  }

  /// Lists the files in the archive in their order; names may be there twice.
  ///
  /// - Parameter limit: How many there may be. An archive that has more is refused before they are read.
  package func entries(limit: Int) throws(ArchiveError) -> [ZipEntry] {
    var information = unz_global_info64()
    guard unzGetGlobalInfo64(file, &information) == UNZ_OK else { throw .notAnArchive }
    guard information.number_entry <= limit else { throw .tooManyFiles(limit: limit) }
    guard information.number_entry > 0 else { return [] }
    var entries: [ZipEntry] = []
    var status = unzGoToFirstFile(file)
    while status == UNZ_OK, entries.count < limit {
      entries.append(try currentEntry())
      status = unzGoToNextFile(file)
    }
    guard status == UNZ_END_OF_LIST_OF_FILE else { throw .notAnArchive }
    return entries
  }

  private func currentEntry() throws(ArchiveError) -> ZipEntry {
    var details = unz_file_info64()
    var place = unz64_file_pos()
    guard unzGetCurrentFileInfo64(file, &details, nil, 0, nil, 0, nil, 0) == UNZ_OK,
      unzGetFilePos64(file, &place) == UNZ_OK
    else { throw .notAnArchive }
    var bytes = [CChar](repeating: 0, count: Int(details.size_filename) + 1)
    guard unzGetCurrentFileInfo64(file, nil, &bytes, UInt(bytes.count), nil, 0, nil, 0) == UNZ_OK else {
      throw .notAnArchive
    }
    let raw = bytes.dropLast().map { UInt8(bitPattern: $0) }
    let name =
      String(validating: raw, as: UTF8.self) ?? String(String.UnicodeScalarView(raw.map { Unicode.Scalar($0) }))
    return ZipEntry(
      name: name, size: Int(clamping: details.uncompressed_size),
      kind: ZipEntry.kind(name: name, madeBy: details.version, attributes: details.external_fa),
      isEncrypted: details.flag & 1 != 0, method: Int(details.compression_method),
      place: ZipEntry.Place(position: place.pos_in_zip_directory, number: place.num_of_file))
  }

  /// Unpacks a file into memory.
  ///
  /// - Parameter limit: How large it may be, in bytes. What it claims doesn't count: unpacking stops at the limit.
  package func bytes(of entry: ZipEntry, limit: Int) throws(ArchiveError) -> [UInt8] {
    guard entry.size <= limit else { throw .tooLarge(name: entry.name, limit: limit) }
    try open(entry)
    var isClosed = false
    defer { if !isClosed { unzCloseCurrentFile(file) } }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unzReadCurrentFile(file, &piece, UInt32(piece.count))
      guard count >= 0 else { throw .damaged(name: entry.name) }
      if count == 0 { break }
      guard bytes.count + Int(count) <= limit else { throw .tooLarge(name: entry.name, limit: limit) }
      bytes += piece[..<Int(count)]
    }
    isClosed = true
    // Closing checks the sum. A file that is shorter than it claims has ended too early.
    guard unzCloseCurrentFile(file) == UNZ_OK, bytes.count == entry.size else { throw .damaged(name: entry.name) }
    return bytes
  }

  /// Unpacks the beginning of a file, without looking at the rest; its checksum isn't checked.
  ///
  /// - Parameter count: How many bytes; there are fewer only if the file has fewer.
  package func start(of entry: ZipEntry, count: Int) throws(ArchiveError) -> [UInt8] {
    try open(entry)
    defer { unzCloseCurrentFile(file) }
    var bytes = [UInt8](repeating: 0, count: count)
    let found = unzReadCurrentFile(file, &bytes, UInt32(clamping: count))
    guard found >= 0 else { throw .damaged(name: entry.name) }
    return Array(bytes.prefix(Int(found)))
  }

  private func open(_ entry: ZipEntry) throws(ArchiveError) {
    guard !entry.isEncrypted else { throw .encrypted(name: entry.name) }
    guard entry.method == 0 || entry.method == Int(Z_DEFLATED) else {
      throw .unknownMethod(name: entry.name, method: entry.method)
    }
    var place = unz64_file_pos(pos_in_zip_directory: entry.place.position, num_of_file: entry.place.number)
    guard unzGoToFilePos64(file, &place) == UNZ_OK, unzOpenCurrentFile(file) == UNZ_OK else {
      throw .damaged(name: entry.name)
    }
  }
}
