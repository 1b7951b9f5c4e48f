internal import Archive
package import Experiments
package import LessonFormat
import Synchronization
import Text

/// The files of a program that have changed since it ran, so that its result is older than its code.
package struct ChangedCode: Sendable, Equatable {
  /// Their names, in the lesson's order; at least one.
  package let files: [String]

  /// What that means for the result, and what to do, below the result itself.
  package var sentence: String { "This result is older than \(listed(files)); run it again." }

  /// The same about the last run of an experiment that isn't beside the sentence.
  package func sentence(ofLastRun experiment: String) -> String {
    "Your last run of \(experiment) is older than \(listed(files)): run it again to compare your answer with it."
  }
}

extension AnswerBook {
  /// The files that a run rests on and that have other contents now, or none.
  ///
  /// Only files that are answers to the lesson's questions are compared, as the record has them.
  ///
  /// - Returns: `nil` if none has changed, or if the run doesn't say what it rests on, as those of an older version.
  package func changedCode(since run: RecordedRun, in lesson: Lesson) -> ChangedCode? {
    var code = CurrentCode(of: self, in: lesson)
    return code.changes(since: run)
  }
}

/// The files of a lesson's questions as a record has them. The digest of each is computed at most once.
struct CurrentCode {
  private let book: AnswerBook
  private let lesson: Lesson
  private var digests: [String: Set<String>] = [:]

  init(of book: AnswerBook, in lesson: Lesson) {
    self.book = book
    self.lesson = lesson
  }

  /// The files that have changed since a run; `nil` if none has, or if nothing is known about it.
  mutating func changes(since run: RecordedRun) -> ChangedCode? {
    guard let code = run.report.code, !code.isEmpty else { return nil }
    let then = Dictionary(code.map { ($0.file, $0.sha256) }) { first, _ in first }
    let files = lesson.questions.compactMap { question -> String? in
      guard let name = question.fileName, let digest = then[name] else { return nil }
      return current(name, question).contains(digest) ? nil : name
    }
    return files.isEmpty ? nil : ChangedCode(files: files)
  }

  /// The digests that a file can have had with the text that it has now.
  private mutating func current(_ name: String, _ question: Question) -> Set<String> {
    if let known = digests[name] { return known }
    let found = knownDigests.digests(of: texts(of: question), in: name)
    digests[name] = found
    return found
  }

  /// The text of a question's file; if it has no answer, what such a file starts with.
  private func texts(of question: Question) -> [String] {
    if let text = book.answers[question.id]?.text, !text.isEmpty { return [text] }
    return question.starters.flatMap { [$0, $0 + "\n"] }
  }
}

/// The digests of the texts that the files had when they were last asked for, because every frame asks for them.
///
/// It has one entry for each name of a file, which is replaced when the text is another. A text that has not changed since
/// has the same storage, so that it is found without being read.
final class KnownDigests: Sendable {
  private let known = Mutex<[String: (texts: [String], digests: Set<String>)]>([:])
  private let count = Mutex(0)

  /// How often digests were computed.
  var computed: Int { count.withLock { $0 } }

  /// The digests of the texts that a file can have.
  func digests(of texts: [String], in name: String) -> Set<String> {
    if let entry = known.withLock({ $0[name] }), entry.texts == texts { return entry.digests }
    count.withLock { $0 += 1 }
    let digests = Set(texts.flatMap(digestsWithEveryLineEnd))
    known.withLock { $0[name] = (texts, digests) }
    return digests
  }
}

private let knownDigests = KnownDigests()

/// The digests of a text as it is, and with the other ends of lines: a hand-in may have been on a system that changed them.
private func digestsWithEveryLineEnd(_ text: String) -> [String] {
  let bytes = Array(text.utf8)
  let unix = withUnixLineEnds(bytes)
  var windows: [UInt8] = []
  windows.reserveCapacity(unix.count + unix.count / 16)
  for byte in unix {
    if byte == newline { windows.append(carriageReturn) }
    windows.append(byte)
  }
  return ([bytes] + [unix, windows].filter { $0 != bytes }).map(sha256)
}
