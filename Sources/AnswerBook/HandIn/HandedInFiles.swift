internal import Archive
internal import Experiments
package import LessonFormat
import Text

/// The contents of the files of a hand-in, wherever they were found.
package struct HandedInFiles: Sendable {
  /// `answers.md`; empty if it is missing.
  package var record: [UInt8] = []
  /// `journal.jsonl`; empty if it is missing.
  package var journal: [UInt8] = []
  /// `jobs.jsonl`; empty if it is missing.
  package var jobs: [UInt8] = []
  /// Recorded runs, in any order.
  package var runs: [Run] = []
  /// The files of file questions, by name.
  package var files: [String: [UInt8]] = [:]
  /// `manifest.json` of a bundle; empty if there is none.
  package var manifest: [UInt8] = []
  /// The digests of the files that were found, by their paths in the hand-in, to compare them with a manifest. A text whose
  /// ends of lines may have been converted has two; a file that wasn't read whole has none.
  private(set) var digests: [String: [String]] = [:]

  /// A recorded run, of which the first line says enough.
  package struct Run: Sendable {
    var firstLine: [UInt8]
    /// The file's name; empty if it isn't known.
    var name: String
    /// The size in bytes of what was read.
    var size: Int
    /// The SHA-256 of the file; `nil` if it wasn't read whole.
    var digest: String?

    /// Takes what is needed from the bytes of a file, or from its beginning.
    package init(_ bytes: [UInt8], isWhole: Bool, name: String = "") {
      self.name = name
      firstLine = Self.withoutAssignment(bytes.prefix { $0 != newline })
      size = bytes.count
      digest = isWhole ? sha256(withUnixLineEnds(bytes)) : nil
    }

    /// The run without its events; `nil` if the first line isn't that of a run.
    var header: RecordedRun? {
      String(validating: firstLine, as: UTF8.self).flatMap { try? RecordedRun.readHeader(firstLine: $0) }
    }

    /// The line without the list of who took which item. It can have ten thousand pairs, which take almost all the time that
    /// reading a class takes, and no table of a class needs them. Within a text, the quotes would be escaped.
    private static func withoutAssignment(_ line: ArraySlice<UInt8>) -> [UInt8] {
      guard let start = line.firstRange(of: Array("\"assignment\":[[".utf8)),
        let end = line[start.upperBound...].firstIndex(where: { $0 == UInt8(ascii: "\"") }),
        line[start.upperBound..<end].suffix(3).elementsEqual("]],".utf8),
        line[start.upperBound..<end].allSatisfy({ $0 >= 44 && $0 <= 57 || $0 == 91 || $0 == 93 })
      else { return Array(line) }
      return Array(line[..<start.lowerBound] + line[end...])
    }
  }

  /// The bytes of runs that were read.
  package var bytesOfRuns: Int { runs.reduce(0) { $0 + $1.size } }

  /// Makes an empty hand-in.
  package init() {}

  /// Notes that a file was found.
  ///
  /// - Parameters:
  ///   - path: Its path in the hand-in.
  ///   - bytes: What is in it; `nil` if it wasn't read whole.
  package mutating func note(_ path: String, _ bytes: [UInt8]?) {
    digests[path] =
      bytes.map { bytes in
        [sha256(bytes)] + (bytes.contains(carriageReturn) ? [sha256(withUnixLineEnds(bytes))] : [])
      } ?? []
  }

  /// Whether a file was found.
  package func hasFound(_ path: String) -> Bool { digests[path] != nil }

  /// What a file is to a hand-in.
  package enum Role: Sendable, Equatable {
    case record, journal, jobs, manifest
    /// A recorded run.
    case run
    /// The file of a question.
    case file(String)
  }

  /// What a file of this name would be; `nil` if no hand-in has such a file. A copy that a system or a browser has
  /// numbered, such as `answers-1.md` or `journal (2).jsonl`, is what it was before.
  package static func role(of name: String, in lesson: Lesson) -> Role? {
    switch name {
    case RecordFile.name: return .record
    case Journal.name: return .journal
    case JobFile.name: return .jobs
    case Manifest.name: return .manifest
    case Receipts.name: return nil
    default: break
    }
    if lesson.questions.contains(where: { $0.fileName == name }) { return .file(name) }
    if let plain = withoutNumber(name), let role = role(of: plain, in: lesson), role != .run { return role }
    return name.hasSuffix(RunFiles.ending) ? .run : nil
  }

  /// The id of the lesson that a file's first line names, if it is a record; the line may have a byte order mark.
  ///
  /// - Parameter start: The beginning of the file; the first line is enough.
  package static func lesson(ofRecord start: [UInt8]) -> String? {
    let text = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start[3...] : start[...]
    guard let mark = RecordMark(text.prefix { $0 != newline }), mark.kind == .poolbook, !mark.closes else { return nil }
    return mark.id
  }

  /// Whether the beginning of a file has the mark of a question somewhere, as a record has that has lost its first lines.
  package static func hasMarks(_ start: [UInt8]) -> Bool {
    start.split(separator: newline).contains { RecordMark($0).map { $0.kind != .poolbook } ?? false }
  }

  /// The path in a hand-in of a file with this role and this name; a copy that was numbered has the path of what it was.
  package static func path(of role: Role, name: String) -> String {
    switch role {
    case .record: RecordFile.name
    case .journal: Journal.name
    case .jobs: JobFile.name
    case .manifest: Manifest.name
    case .file(let name): name
    case .run: "\(RunFiles.folder)/\(name)"
    }
  }

  /// Whether a file can be the journal of a lesson: it has an answer to one of its questions, or runs and no answers. A line
  /// that was cut or edited doesn't count.
  package static func isJournal(_ bytes: [UInt8], of lesson: Lesson) -> Bool {
    let questions = Set(lesson.questions.map(\.id))
    var hasRuns = false
    var hasOthers = false
    for line in lineRanges(of: bytes) where !line.isEmpty {
      switch Journal.subject(of: bytes[line]) {
      case .answer(let question) where questions.contains(question): return true
      case .answer: hasOthers = true
      case .run: hasRuns = true
      case nil: continue
      }
    }
    return hasRuns && !hasOthers
  }

  /// `answers-1.md` and `answers (1).md` without the number; `nil` for other names.
  private static func withoutNumber(_ name: String) -> String? {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    var stem = name[..<dot]
    let isBracketed = stem.hasSuffix(")")
    if isBracketed { stem.removeLast() }
    let digits = stem.reversed().prefix { $0.isASCII && $0.isNumber }.count
    guard (1...3).contains(digits) else { return nil }
    stem.removeLast(digits)
    guard stem.last == (isBracketed ? "(" : "-") else { return nil }
    stem.removeLast()
    if isBracketed, stem.last == " " { stem.removeLast() }
    return stem.isEmpty ? nil : String(stem + name[dot...])
  }
}

let carriageReturn = UInt8(ascii: "\r")

/// JSON has no carriage return outside its escapes, so one in a file of lines is of a program that changed their ends.
func withUnixLineEnds(_ bytes: [UInt8]) -> [UInt8] {
  bytes.contains(carriageReturn) ? bytes.filter { $0 != carriageReturn } : bytes
}
