internal import CLinux
internal import CMinizip
internal import Glibc
internal import Posix

/// Makes a zip in memory that is the same, byte for byte, whenever and by whom it is made.
///
/// - Parameter files: The path in the archive and the contents of each file. They are written in the order of their paths.
package func zip(_ files: [(path: String, bytes: [UInt8])]) throws(ArchiveError) -> [UInt8] {
  do throws(SystemError) {
    let memory = try Descriptor.take(cl_memory_file("archive"), from: "memfd_create")
    guard let archive = zipOpen64("/proc/self/fd/\(memory.number)", APPEND_STATUS_CREATE) else {
      throw SystemError("open")
    }
    var isSound = true
    for file in files.sorted(by: { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) }) where isSound {
      isSound = add(file.path, file.bytes, to: archive)
    }
    guard zipClose(archive, nil) == ZIP_OK, isSound else { throw SystemError("write", code: ENOSPC) }
    return try readAll(from: memory.number)
  } catch {
    throw .notMade(reason: error.reason)
  }
}

/// Adds a file with the same time, owner and mode as every other file.
private func add(_ path: String, _ bytes: [UInt8], to archive: zipFile) -> Bool {
  var details = zip_fileinfo()
  // The first day of 1980, at which the times of a zip begin.
  details.dosDate = 1 << 21 | 1 << 16
  details.external_fa = UInt(S_IFREG | 0o644) << 16
  let madeByUnix: UInt = 3 << 8 | 20
  let nameIsUTF8: UInt = 1 << 11
  let isOpen =
    zipOpenNewFileInZip4_64(
      archive, path, &details, nil, 0, nil, 0, nil, Z_DEFLATED, 9, 0, -MAX_WBITS, DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY,
      nil,
      0, madeByUnix, nameIsUTF8, bytes.count >= Int(UInt32.max) ? 1 : 0) == ZIP_OK
  guard isOpen else { return false }
  let isWritten = bytes.withUnsafeBytes { buffer in
    stride(from: 0, to: buffer.count, by: 1 << 20).allSatisfy { start in
      let piece = UnsafeRawBufferPointer(rebasing: buffer[start..<min(start + 1 << 20, buffer.count)])
      return zipWriteInFileInZip(archive, piece.baseAddress, UInt32(piece.count)) == ZIP_OK
    }
  }
  return zipCloseFileInZip(archive) == ZIP_OK && isWritten
}
