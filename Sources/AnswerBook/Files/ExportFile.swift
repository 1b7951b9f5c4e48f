/// Writes an export to a file, whole. It never overwrites a record.
package func writeExport(_ bytes: [UInt8], to path: String) throws(BookError) {
  let above = parent(of: path)
  guard let directory = try Directory.open(above) else { throw .noParent(above) }
  let name = path.utf8.split(separator: UInt8(ascii: "/")).last.flatMap { String($0) } ?? path
  if let old = try directory.read(name), RecordDocument(old.bytes).head != nil { throw .isRecord(path) }
  try directory.write(name, bytes)
}

/// Writes exports into a folder, which is made if it doesn't exist.
package func writeExports(_ files: [(name: String, bytes: [UInt8])], toFolder path: String) throws(BookError) {
  _ = try Directory.make(path)
  for file in files { try writeExport(file.bytes, to: path + "/" + file.name) }
}
