internal import Archive
internal import Experiments
import Glibc
import Text
internal import WorkerPool

/// Recorded runs as files, `runs/ID.jsonl`: a first line with everything but the events, then one line per event.
enum RunFiles {
  /// The name of their folder.
  static let folder = "runs"

  /// Reads the first line of every run; returns the runs by experiment, oldest first. Runs without an experiment and files
  /// that can't be read are left out.
  static func headers(
    in directory: Directory, notices: inout [String]
  ) throws(BookError) -> [String: [RecordedRun]] {
    guard let inner = try directory.subfolder(folder, making: false) else { return [:] }
    var runs: [String: [RecordedRun]] = [:]
    var unread: [String] = []
    for name in try inner.names() where name.hasSuffix(ending) {
      guard let run = header(name, in: inner) else {
        unread.append(name)
        continue
      }
      if let experiment = run.experiment { runs[experiment, default: []].append(run) }
    }
    if let first = unread.first {
      let others = unread.count == 1 ? "" : " and \(unread.count - 1) more"
      notices.append(
        "\(folder)/\(visible(first, onOneLine: true))\(others) can't be read and \(unread.count == 1 ? "is" : "are") left out."
      )
    }
    return runs.mapValues { $0.sorted { ($0.began, $0.id) < ($1.began, $1.id) } }
  }

  /// Reads the first line of the runs whose ids aren't known, oldest first. What can't be read yet may still be written.
  static func headers(in directory: Directory, except known: Set<String>) -> [RecordedRun] {
    guard let inner = try? directory.subfolder(folder, making: false), let names = try? inner.names() else { return [] }
    return names.filter { $0.hasSuffix(ending) && !known.contains(String($0.dropLast(ending.count))) }
      .compactMap { header($0, in: inner) }.filter { $0.experiment != nil }
      .sorted { ($0.began, $0.id) < ($1.began, $1.id) }
  }

  /// Reads the first line of a file; returns `nil` if it is not that of a run.
  static func header(_ name: String, in inner: Directory) -> RecordedRun? {
    guard let line = (try? inner.firstLine(of: name)) ?? nil, let text = String(validating: line, as: UTF8.self) else {
      return nil
    }
    // If the header had another id, `events` would read another file.
    guard let run = try? RecordedRun.readHeader(firstLine: text), run.id + ending == name else { return nil }
    return run
  }

  /// Writes a run, and a line with the digest of its file into the journal.
  ///
  /// - Parameter permissions: Who may use the file of the run.
  static func record(
    _ run: RecordedRun, in directory: Directory, permissions: mode_t = 0o666
  ) throws(BookError) {
    let bytes = try write(run, in: directory, permissions: permissions)
    let line = Journal.RunLine(run: run.id, sha256: sha256(bytes), when: Instant.now.iso8601)
    try directory.sync(Journal.append(Journal.line(run: line), to: directory))
  }

  /// Writes a run.
  ///
  /// - Parameter permissions: Who may use the file.
  /// - Returns: The bytes of the file.
  @discardableResult
  static func write(
    _ run: RecordedRun, in directory: Directory, permissions: mode_t = 0o666
  ) throws(BookError) -> [UInt8] {
    guard isRunID(run.id) else { throw .badFileName(run.id) }
    guard let inner = try directory.subfolder(folder, making: true) else { throw .notAFolder(folder) }
    let bytes = Array(run.fileText().utf8)
    try inner.write(run.id + ending, bytes, permissions: permissions)
    return bytes
  }

  /// Reads the events of a run.
  static func events(of id: String, in directory: Directory) throws(BookError) -> [PoolEvent] {
    guard isRunID(id), let inner = try directory.subfolder(folder, making: false),
      let contents = try inner.read(id + ending)
    else { throw .noSuchRun(id) }
    do { return try RecordedRun.read(contents.bytes).events } catch { throw .malformedRun(id: id, reason: "\(error)") }
  }

  /// How their names end.
  static let ending = ".jsonl"

  private static func isRunID(_ id: String) -> Bool { isFileName(id + ending) }
}
