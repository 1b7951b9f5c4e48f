import Glibc
import Posix
import Testing

/// A temporary folder in which a test runs the program. It is removed afterwards, and every program still running in it
/// is killed.
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

  /// The program under test, which is built into the same folder as the tests.
  static let poolbook: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let tests = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return tests.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/poolbook"
  }()

  /// Runs the program to its end with a text on standard input.
  func run(
    _ words: String..., input: String = "", environment: [String: String] = [:]
  ) throws -> Finished {
    try run(words, input: input, environment: environment)
  }

  /// Runs the program to its end with a text on standard input.
  func run(_ words: [String], input: String = "", environment: [String: String] = [:]) throws -> Finished {
    try write(input, to: ".input")
    return try start(words, input: .file(path + "/.input"), environment: environment).finish()
  }

  /// Starts the program.
  func start(_ words: [String], input: Started.Input, environment: [String: String] = [:]) throws -> Started {
    try Started(words, in: path, input: input, environment: environment)
  }

  /// Writes a file in the folder.
  func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  /// Writes a file in the folder.
  func write(_ bytes: [UInt8], to name: String) throws {
    guard let file = fopen("\(path)/\(name)", "we") else { throw Problem("\(name) can't be written") }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Problem("\(name) can't be written") }
  }

  /// Reads a file in the folder; an empty text if there is none.
  func read(_ name: String) -> String { contents(of: "\(path)/\(name)") }

  /// Whether a file or folder exists.
  func has(_ name: String) -> Bool { access("\(path)/\(name)", F_OK) == 0 }
}

/// Why a test could not be carried out.
struct Problem: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

/// The text of a file; an empty text if there is none.
func contents(of path: String) -> String { String(decoding: (try? readFile(path)) ?? [], as: UTF8.self) }

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
