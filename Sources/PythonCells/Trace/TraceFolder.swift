internal import Archive
internal import Experiments
import FoundationEssentials
import Glibc
import Posix

/// The private folder of one run: the Python files, and what they write.
final class TraceFolder {
  /// Its path.
  let path: String
  /// Locked for as long as the run lasts.
  private let lock: Descriptor
  private var read = 0
  private var events: [TraceEvent] = []

  /// Makes a folder in memory if possible: never in a home directory, which may be on a server.
  init() throws(SystemError) {
    path = try Self.make()
    lock = try .take(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), from: "open")
    flock(lock.number, LOCK_EX)
    for (name, text) in Self.modules { try writeFile(String(decoding: text, as: UTF8.self), to: "\(path)/\(name).py") }
  }

  private static let modules = [
    ("poolbook_cell", PackageResources.poolbook_cell_py), ("poolbook_checks", PackageResources.poolbook_checks_py),
    ("poolbook_events", PackageResources.poolbook_events_py), ("poolbook_trace", PackageResources.poolbook_trace_py),
    ("poolbook_worker", PackageResources.poolbook_worker_py),
  ]

  private static func make() throws(SystemError) -> String {
    for place in [Environment.value("XDG_RUNTIME_DIR"), "/dev/shm", Environment.value("TMPDIR")] {
      if let place { removeAbandoned(in: place) }
      if let place, let made = try? makeTemporaryFolder("poolbook", in: place) { return made }
    }
    return try makeTemporaryFolder("poolbook", in: "/tmp")
  }

  deinit { Self.remove(path) }

  /// Removes the folders of runs whose poolbook was killed: those of this user that nobody has locked. One that was just
  /// made may not be locked yet.
  private static func removeAbandoned(in place: String) {
    for path in names(in: place).filter({ $0.hasPrefix("poolbook-") && $0.count == 15 }).map({ "\(place)/\($0)" }) {
      var status = stat()
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == getuid(),
        Double(status.st_mtim.tv_sec) < SystemClock.wall - 60,
        let folder = try? Descriptor.take(open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), from: "open"),
        flock(folder.number, LOCK_EX | LOCK_NB) == 0
      else { continue }
      remove(path)
    }
  }

  /// Removes a folder, and the semaphores of its run: those of a pool that was killed stay in /dev/shm for ever.
  private static func remove(_ path: String) {
    for name in names(in: "/dev/shm") where name.hasPrefix("sem.\(semaphores(of: path).dropFirst())-") {
      unlink("/dev/shm/\(name)")
    }
    removeFolder(path)
  }

  private static func semaphores(of path: String) -> String {
    "/" + (path.split(separator: "/").last.map(String.init) ?? "poolbook")
  }

  /// The file that Python runs, and the one with what it is to do.
  var runner: String { "\(path)/poolbook_cell.py" }
  var specification: String { "\(path)/cell.json" }

  /// What the names of the program's semaphores begin with.
  var semaphores: String { Self.semaphores(of: path) }

  /// All events so far, in the order in which they were written.
  func allEvents() -> [TraceEvent] {
    let file = PageFile("\(path)/events.jsonl")
    let decoder = JSONDecoder()
    var piece = 1 << 14
    while true {
      let bytes = file.read(read, piece)
      guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else {
        guard bytes.count == piece else { return events }
        piece *= 4
        continue
      }
      for line in bytes[..<end].split(separator: UInt8(ascii: "\n")) {
        if let event = try? decoder.decode(TraceEvent.self, from: Data(line)) { events.append(event) }
      }
      read += end + 1
    }
  }

  /// The pages of all workers.
  func pages() -> [WorkerPage] { pageFiles.compactMap { (try? readFile($0)).flatMap { WorkerPage($0) } } }

  /// The heads of all pages, while the workers may be writing them.
  func heads() -> [WorkerPage] { files.compactMap(\.head) }

  /// The files of all workers, to be read while they may be writing them.
  var files: [PageFile] { pageFiles.map { PageFile($0) } }

  private var pageFiles: [String] {
    names(in: path).filter { $0.hasSuffix(".worker") }.sorted().map { "\(path)/\($0)" }
  }

  /// The program's file and what it has imported from its folder, by their names there. The runner has copied them, so
  /// that they are as they ran.
  func code(of program: String) -> [CodeFile] {
    let inside = program.lastIndex(of: "/").map { String(program[...$0]) } ?? ""
    let imported = allEvents().last { $0.e == "code" }?.files ?? []
    let copies = [(program, "code")] + imported.enumerated().map { ($1, "code-\($0)") }
    var found: [String: CodeFile] = [:]
    for (file, copy) in copies where file.hasPrefix(inside) {
      guard let bytes = try? readFile("\(path)/\(copy)") else { continue }
      let name = String(file.dropFirst(inside.count))
      found[name] = found[name] ?? CodeFile(file: name, sha256: sha256(bytes))
    }
    return found.values.sorted { $0.file < $1.file }
  }

  /// The signal that the program answers with a traceback.
  static let askingSignal: Int32 = 50

  /// Where the main thread is now: a line of this file, if it is in it.
  ///
  /// - Parameter asked: The process, and its descriptor of the file that it writes to.
  func hangingLine(of file: String, in asked: (pid: Int32, descriptor: Int32)?) -> Int? {
    // A program that has closed what it did not open may write to a file of its own now.
    guard let (pid, descriptor) = asked, let open = realpath("/proc/\(pid)/fd/\(descriptor)", nil) else { return nil }
    defer { free(open) }
    guard let own = realpath("\(path)/hang", nil) else { return nil }
    defer { free(own) }
    guard strcmp(open, own) == 0, kill(pid, Self.askingSignal) == 0 else { return nil }
    var text = ""
    for _ in 0..<30 where text.isEmpty {
      sleepFor(seconds: 0.01)
      text = (try? readFile("\(path)/hang")).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    let start = "  File \"\(file)\", line "
    let line = text.split(separator: "\n").first { $0.hasPrefix(start) }
    return line.flatMap { Int($0.dropFirst(start.count).prefix { $0.isNumber }) }
  }
}
