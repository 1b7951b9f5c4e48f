/// Writes an export to a file, whole. It never overwrites a record, nor a zip, which may be a hand-in, by something else.
package func writeExport(_ bytes: [UInt8], to path: String) throws(BookError) {
  let above = parent(of: path)
  guard let directory = try Directory.open(above) else { throw .noParent(above) }
  let name = path.utf8.split(separator: UInt8(ascii: "/")).last.flatMap { String($0) } ?? path
  if let old = try directory.read(name)?.bytes {
    let isZip = { (bytes: [UInt8]) in bytes.starts(with: "PK".utf8) }
    if RecordDocument(old).head != nil || isZip(old) && !isZip(bytes) { throw .isRecord(path) }
  }
  try directory.write(name, bytes, isShared: true)
}

/// Writes exports into a folder, which is made if it doesn't exist.
package func writeExports(_ files: [(name: String, bytes: [UInt8])], toFolder path: String) throws(BookError) {
  _ = try Directory.make(path)
  for file in files { try writeExport(file.bytes, to: path + "/" + file.name) }
}
