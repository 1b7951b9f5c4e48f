internal import Archive
internal import BatchJob
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

  /// A recorded run, of which the first line says enough.
  package struct Run: Sendable {
    var firstLine: [UInt8]
    /// The size in bytes of what was read.
    var size: Int
    /// The SHA-256 of the file; `nil` if it wasn't read whole.
    var digest: String?

    /// Takes what is needed from the bytes of a file, or from its beginning.
    package init(_ bytes: [UInt8], isWhole: Bool) {
      firstLine = Self.withoutAssignment(bytes.prefix { $0 != newline })
      size = bytes.count
      digest = isWhole ? sha256(withoutCarriageReturns(bytes)) : nil
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

  /// Whether the first line of a journal is about a question of a lesson.
  package static func isJournal(_ start: [UInt8], of lesson: Lesson) -> Bool {
    Journal.history(Array(start.prefix { $0 != newline })).contains { entry in
      lesson.questions.contains { $0.id == entry.id }
    }
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

/// A hand-in as it was read.
package struct HandedIn: Sendable {
  /// The answers, runs and jobs.
  package var book = AnswerBook()
  /// The edition of the lesson that the record names; `nil` if it names none.
  package var version: Int?
  /// Whether a part of `answers.md` is missing or damaged, or all of it.
  package var isDamaged = false
  /// How many answers came from the journal or from damaged parts.
  package var restored = 0
  /// How many files of runs can't be read.
  package var unreadableRuns = 0
  /// Whether the journal, the runs and the files of a bundle fit together, as sentences about what doesn't.
  package var evidence: [String] = []
  /// Sentences about what was damaged, copied or edited.
  package var notices: [String] = []

  /// Reads the files of a hand-in as `BookFolder.read` reads those of a folder.
  ///
  /// - Parameter path: The name of the record in sentences.
  /// - Throws: If it is the record of another lesson, or a newer version of this program wrote it.
  package init(_ files: HandedInFiles, lesson: Lesson, path: String = RecordFile.name) throws(BookError) {
    var document = RecordDocument(files.record)
    try BookFolder.refuse(document, lesson, at: path)
    version = document.head?["version"].flatMap { Int($0) }
    book.position = document.head?["position"]
    book.student = document.head?.student ?? Student()
    let lines = withoutCarriageReturns(files.journal)
    let journal = Journal.read(lines)
    if journal.skipped > 0 { notices.append("\(counted(journal.skipped, "line")) of journal.jsonl can't be read.") }
    let repair = document.repaired(for: lesson, isKnown: !journal.answers.isEmpty)
    isDamaged = repair != nil || files.record.isEmpty
    if let repair { document = repair.document }
    let reading = document.read(for: lesson)
    notices += RecordDocument(files.record).copies(in: lesson) + reading.notices
    book.answers = reading.answers
    book.changedQuestions = reading.changed
    if files.record.isEmpty {
      book.answers = journal.answers
      restored = journal.answers.count
    } else if let repair {
      restored = BookFolder.restore(repair, from: journal.answers, lesson, &book)
    }
    readFiles(files, document, lesson)
    readRuns(files.runs, journal: lines)
    checkManifest(files)
    book.jobs = JobFile.read(files.jobs, notices: &notices)
    book.history = Journal.history(lines)
  }

  private mutating func readFiles(_ files: HandedInFiles, _ document: RecordDocument, _ lesson: Lesson) {
    for question in lesson.questions {
      guard let name = question.fileName, let bytes = files.files[name] else { continue }
      let recorded = book.answers[question.id]?.text ?? ""
      switch FileQuestions.compare(bytes, of: question, recorded: recorded, in: document) {
      case .same: continue
      case .isNotText: notices.append("\(name) has bytes that are not UTF-8; the text in answers.md is used.")
      case .recordIsNewer: notices.append("\(name) differs from answers.md, which was edited later and is used.")
      case .fileIsNewer(let text):
        book.answers[question.id, default: Answer()].text = text
        book.changedQuestions.remove(question.id)
      }
    }
  }

  private mutating func readRuns(_ runs: [HandedInFiles.Run], journal: [UInt8]) {
    var ids: Set<String> = []
    var found: [Evidence.Run] = []
    for file in runs {
      guard let text = String(validating: file.firstLine, as: UTF8.self),
        let run = try? RecordedRun.readHeader(firstLine: text)
      else {
        unreadableRuns += 1
        continue
      }
      guard ids.insert(run.id).inserted else { continue }
      found.append(Evidence.Run(id: run.id, digest: file.digest, isInJournal: run.machine.version != nil))
      guard let experiment = run.experiment else { continue }
      book.runs[experiment, default: []].append(run)
    }
    book.runs = book.runs.mapValues { $0.sorted { ($0.began, $0.id) < ($1.began, $1.id) } }
    // Without a journal, nothing is known about the runs.
    if !journal.isEmpty { evidence += Evidence(journal: journal, runs: found).sentences }
  }

  /// Compares the files with what the manifest of their bundle says.
  private mutating func checkManifest(_ files: HandedInFiles) {
    guard let manifest = Manifest(files.manifest) else { return }
    var digests = [RecordFile.name: files.record, Journal.name: files.journal, JobFile.name: files.jobs]
    digests.merge(files.files) { own, _ in own }
    for file in manifest.files {
      guard let bytes = digests[file.path], sha256(bytes) != file.sha256 else { continue }
      evidence.append("Not as the bundle's manifest says: \(visible(file.path, onOneLine: true)).")
    }
  }
}

/// JSON has no carriage return outside its escapes, so one in a file of lines is of a program that changed their ends.
private func withoutCarriageReturns(_ bytes: [UInt8]) -> [UInt8] {
  bytes.contains(UInt8(ascii: "\r")) ? bytes.filter { $0 != UInt8(ascii: "\r") } : bytes
}
