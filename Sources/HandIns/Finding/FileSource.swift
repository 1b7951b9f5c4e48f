internal import Posix

/// Where files of hand-ins are read from: a folder or an archive.
protocol FileSource: AnyObject {
  /// Reads the beginning of a file; fewer bytes than asked for only if the file has fewer.
  func start(of number: Int, count: Int) throws(Unreadable) -> [UInt8]
  /// Reads a whole file that has at most `limit` bytes.
  func bytes(of number: Int, limit: Int) throws(Unreadable) -> [UInt8]
}

/// Why something can't be read, as a sentence.
struct Unreadable: Error, Equatable {
  var reason: String

  init(_ reason: String) { self.reason = reason }

  static func larger(than limit: Int) -> Unreadable {
    Unreadable("It is larger than \(limit >> 20) MB, so it was not read.")
  }
}

/// A file that was found; nothing of it has been read yet.
struct FoundFile {
  /// The names on its path, from the one of the folder or archive that the user named.
  var path: [String]
  var source: any FileSource
  /// Its number in the source.
  var number: Int

  /// The path, for people.
  var shown: String { path.joined(separator: "/") }

  func start(_ count: Int = 1_024) throws(Unreadable) -> [UInt8] { try source.start(of: number, count: count) }
  func bytes(limit: Int) throws(Unreadable) -> [UInt8] { try source.bytes(of: number, limit: limit) }
}

/// How much is read, so that one hostile hand-in can't stop the others.
enum Limits {
  /// Files in a folder or archive that the user names.
  static let files = 200_000
  /// Files in an archive within another.
  static let innerFiles = 20_000
  /// The bytes of a path in an archive.
  static let name = 2_000
  /// How deep folders can be.
  static let depth = 32
  /// How many archives can be in one another, besides the outermost.
  static let archives = 2
  /// The bytes of an archive within another.
  static let archive = 32 << 20
  /// The bytes of `answers.md` and of a file that is an answer.
  static let record = 4 << 20
  /// How many records one student, or one place that names no student, can have, and their bytes together.
  static let (records, allRecords) = (1_000, 16 << 20)
  /// The bytes of a journal, and of Gradescope's list of submitters.
  static let (journal, submitters) = (8 << 20, 64 << 20)
  /// The bytes of the first line of a run, of the file of a run that is read whole, and of all such files of a hand-in.
  static let (runLine, run, allRuns) = (2 << 20, 16 << 20, 128 << 20)
  /// The runs of a hand-in.
  static let runs = 2_000
  /// The seconds for an archive within another, and for what the user names.
  static let (innerSeconds, seconds) = (10, 300)
}

/// Names that are never part of a hand-in.
func isIgnored(_ name: String) -> Bool {
  ["__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", "index.html", ".poolbook.lock", ".git"].contains(name)
    || name.hasPrefix("._")
}

/// The time until which an archive may be read.
struct Deadline {
  private let end: UInt64

  init(seconds: Int) { end = SystemClock.monotonic + UInt64(seconds) * 1_000_000_000 }

  var isOver: Bool { SystemClock.monotonic > end }
}
