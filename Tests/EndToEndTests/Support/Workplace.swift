import Glibc
import Testing

/// A folder of its own for a test, in which it runs the program; gone afterwards, with whatever still runs in it.
final class Workplace {
  /// Where it is.
  let path: String

  init() throws {
    var template = Array("/tmp/poolbook-test-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw Problem("no folder can be made in /tmp") }
    path = String(cString: made)
  }

  deinit {
    for process in Processes.inFolder(path) { kill(process.pid, SIGKILL) }
    removeTree(path)
  }

  /// The program under test, which the build puts beside the tests.
  static let poolbook: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let tests = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return tests.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/poolbook"
  }()

  /// Runs the program to its end with a text as standard input.
  func run(
    _ words: String..., input: String = "", environment: [String: String] = [:]
  ) throws -> Finished {
    try run(words, input: input, environment: environment)
  }

  /// Runs the program to its end with a text as standard input.
  func run(_ words: [String], input: String = "", environment: [String: String] = [:]) throws -> Finished {
    try write(input, to: ".input")
    return try start(words, input: .file(path + "/.input"), environment: environment).finish()
  }

  /// Starts the program.
  func start(_ words: [String], input: Started.Input, environment: [String: String] = [:]) throws -> Started {
    try Started(words, in: path, input: input, environment: environment)
  }

  /// Writes a file of the folder.
  func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  /// Writes a file of the folder.
  func write(_ bytes: [UInt8], to name: String) throws {
    guard let file = fopen("\(path)/\(name)", "we") else { throw Problem("\(name) can't be written") }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Problem("\(name) can't be written") }
  }

  /// Reads a file of the folder; empty where there is none.
  func read(_ name: String) -> String { contents(of: "\(path)/\(name)") }

  /// Whether a file or folder is there.
  func has(_ name: String) -> Bool { access("\(path)/\(name)", F_OK) == 0 }
}

/// Why a test could not be made.
struct Problem: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

/// A file's text; empty where there is none.
func contents(of path: String) -> String {
  guard let file = fopen(path, "re") else { return "" }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer.prefix(count) }
  return String(decoding: bytes, as: UTF8.self)
}

/// The names in a folder.
func names(in folder: String) -> [String] {
  guard let directory = opendir(folder) else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted()
}

private func removeTree(_ path: String) {
  for name in names(in: path) {
    let inner = "\(path)/\(name)"
    if unlink(inner) != 0 { removeTree(inner) }
  }
  rmdir(path)
}
