import Glibc
import Posix

/// What a record's folder has before a program runs in it, so that a program that deletes or damages something of it does
/// no harm.
///
/// The workbook may save during the run. So a file that is only appended to may become longer, and any other may change;
/// but none may be gone, and the record still begins as a record.
package struct KeptFiles: Sendable {
  private let folder: String
  private let files: [File]

  private struct File: Sendable {
    var name: String
    var bytes: [UInt8]
    /// What it has to begin with afterwards.
    var beginning: ArraySlice<UInt8>
  }

  /// The largest file that is kept.
  private static let most = 16 << 20
  /// The most programs of the folder that are kept.
  private static let mostPrograms = 200

  /// Keeps the record of a folder, and the programs in it: files that end in `.py` or `.sh`.
  ///
  /// - Parameters:
  ///   - record: The name of the record.
  ///   - appended: Those of the files that are only appended to.
  package init(folder: String, record: String, appended: [String]) {
    self.folder = folder
    let programs = names(in: folder).filter { $0.hasSuffix(".py") || $0.hasSuffix(".sh") }.sorted()
    files = ([record] + appended + programs.prefix(Self.mostPrograms)).compactMap { name in
      guard let bytes = try? readFile("\(folder)/\(name)"), !bytes.isEmpty, bytes.count <= Self.most else { return nil }
      let line = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let mark = Array("<!-- poolbook:".utf8)
      let beginning =
        appended.contains(name)
        ? bytes[...] : name == record && bytes.starts(with: mark) ? bytes[..<min(line, mark.count)] : []
      return File(name: name, bytes: bytes, beginning: beginning)
    }
  }

  /// Writes again what is gone or damaged, and returns its names.
  package func restore() -> [String] {
    files.compactMap { file in
      let path = "\(folder)/\(file.name)"
      let now = try? readFile(path)
      if let now, now.starts(with: file.beginning) { return nil }
      mkdir(folder, 0o777)
      // If it was missing, an editor may write it just now.
      return (try? write(file.bytes, to: path, now == nil ? O_EXCL : O_TRUNC)) == nil ? nil : file.name
    }
  }

  private func write(_ bytes: [UInt8], to path: String, _ mode: Int32) throws(SystemError) {
    let file = try Descriptor.take(
      open(path, O_WRONLY | O_CREAT | mode | O_CLOEXEC | O_NONBLOCK, 0o666), from: "open")
    try writeAll(bytes, to: file.number)
  }
}
