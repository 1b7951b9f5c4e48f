internal import BatchJob
internal import Experiments
package import LessonFormat
import Text

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
    let lines = withUnixLineEnds(files.journal)
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
      restored = BookFolder.restore(repair, from: journal.answers, lesson, &book).count
    }
    readFiles(files, document, lesson)
    readRuns(files, journal: lines)
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

  private mutating func readRuns(_ files: HandedInFiles, journal: [UInt8]) {
    var ids: Set<String> = []
    var found: [Evidence.Run] = []
    for file in files.runs {
      let run = file.header
      found.append(Evidence.Run(file, run))
      guard let run else {
        unreadableRuns += 1
        continue
      }
      guard ids.insert(run.id).inserted, let experiment = run.experiment else { continue }
      book.runs[experiment, default: []].append(run)
    }
    book.runs = book.runs.mapValues { $0.sorted { ($0.began, $0.id) < ($1.began, $1.id) } }
    var evidence = Evidence(journal: journal, runs: found)
    if let manifest = Manifest(files.manifest) { evidence.compare(files.digests, with: manifest) }
    self.evidence = evidence.sentences
  }
}
