import Glibc

/// Makes a new folder that only this user can use, with a name that begins with `name`.
///
/// - Returns: Its path.
package func makeTemporaryFolder(_ name: String, in parent: String) throws(SystemError) -> String {
  var template = Array("\(parent)/\(name)-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw SystemError("mkdtemp") }
  return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// Removes a folder with its files and the folders in it. What can't be removed stays.
package func removeFolder(_ path: String) {
  guard let folder = opendir(path) else { return }
  while let entry = readdir(folder) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    guard name != ".", name != ".." else { continue }
    if unlink("\(path)/\(name)") != 0 { removeFolder("\(path)/\(name)") }
  }
  closedir(folder)
  rmdir(path)
}
