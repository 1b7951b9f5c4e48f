package import BatchJob
package import Experiments
package import LessonFormat
import Synchronization
import Text
package import WorkerPool

/// Whether a student's folder can be written to.
package enum Access: Sendable, Equatable {
  /// Everything is saved.
  case writable
  /// Nothing is saved; the sentence says who has the folder open, or why it can't be written to.
  case readOnly(holder: String)
}

/// A student's folder: `answers.md`, the journal, recorded runs and the files of file questions.
///
/// Only one program at a time can write to it; others can read. All methods may be called from any thread; a call waits
/// until an earlier one is finished.
package final class BookFolder: Sendable {
  /// The folder's path.
  package let path: String
  let lesson: Lesson
  let state: Mutex<State>

  /// What is known about the contents of the folder.
  struct State {
    /// The open folder; `nil` until it exists.
    var directory: Directory?
    var lock: FolderLock?
    /// Where the folder is after it was renamed, if the student was told; the path may be unknown.
    var place: String??
    var access = Access.writable
    var document = RecordDocument(parts: [])
    /// The state of `answers.md` when it was last read or written, to notice edits by others.
    var stamp: FileStamp?
    /// The answers when the workbook last saved them, or those of the document when it was opened.
    var saved: [String: Answer] = [:]
    /// Whose record it is, when the workbook last saved it or opened it.
    var student = Student()
    /// The answers when they were last added to the journal, or those of the document when it was opened.
    var journaled: [String: Answer] = [:]
    /// The fingerprints of the files of file questions when they were last read or written, by name.
    var files: [String: String] = [:]
    /// The texts of files that another program has changed, as they were last read, by name; none once they are written.
    var outsideTexts: [String: String] = [:]
    /// Files that must be written although their answers did not change here.
    var owedFiles: Set<String> = []
    /// The questions whose answers someone else has edited since the last save, with the answers before that.
    var outside: [String: Answer?] = [:]
    /// What became of such edits, for the workbook.
    var edits: [OutsideEdit] = []
    /// Damaged contents that have not been copied yet; nothing is written before there is a copy.
    var uncopied: [UInt8]?
    /// Sentences for the student that have not been shown yet.
    var notices: [String] = []
  }

  private init(path: String, lesson: Lesson, state: consuming sending State) {
    self.path = path
    self.lesson = lesson
    self.state = Mutex(state)
  }

  /// Whether the folder can be written to. This can change with a save, if another program made the folder first or has
  /// closed it since.
  package var access: Access { state.withLock { $0.access } }

  /// Where the folder is now, if it was renamed while it was open; otherwise its path.
  package var currentPath: String { newPath ?? path }

  /// Where the folder is now, if it was renamed while it was open.
  package var newPath: String? { state.withLock { $0.place.flatMap { $0 } } }

  /// Returns sentences for the student that are new since the last call.
  package func takeNotices() -> [String] {
    state.withLock { state in
      defer { state.notices = [] }
      return state.notices
    }
  }

  /// Returns the answers that were edited in another program and saved since the last call.
  package func takeEdits() -> [OutsideEdit] {
    state.withLock { state in
      defer { state.edits = [] }
      return state.edits
    }
  }

  /// Opens a folder and reads its record. If there is no folder, the record is empty, and the folder is made when there is
  /// something to save.
  ///
  /// - Returns: The folder, the record without the events of its runs, and sentences for the student: what was damaged or
  ///   restored, or has changed in a newer version of the lesson.
  package static func open(
    _ path: String, lesson: Lesson
  ) throws(BookError) -> (folder: BookFolder, book: AnswerBook, notices: [String]) {
    var state = State()
    var book = AnswerBook()
    try refuseFileNames(in: lesson)
    state.directory = try Directory.open(path)
    if let directory = state.directory {
      lock(directory, &state)
      let isRepaired = try load(directory, lesson, &state, &book)
      book.runs = try RunFiles.headers(in: directory, notices: &state.notices)
      book.jobs = JobFile.read(directory, notices: &state.notices)
      book.history = Journal.history(directory)
      book.newerAnswers = Journal.newerAnswers(than: book.answers, directory)
      book.restored = nil
      book.wasHandedIn = directory.stamp(of: Receipts.name) != nil
      if isRepaired, state.access == .writable {
        do throws(BookError) { try save(book, in: directory, lesson, &state) } catch {
          state.notices.append(error.description)
        }
      }
    } else {
      try checkThatItCanBeMade(path, &state)
    }
    let notices = state.notices
    state.notices = []
    return (BookFolder(path: path, lesson: lesson, state: state), book, notices)
  }

  /// Reads the record in a folder without locking it or repairing anything, even if another program has it open.
  ///
  /// - Returns: `nil` if there is no such folder.
  package static func read(
    _ path: String, lesson: Lesson
  ) throws(BookError) -> (book: AnswerBook, notices: [String])? {
    try refuseFileNames(in: lesson)
    guard let directory = try Directory.open(path) else { return nil }
    var state = State()
    state.access = .readOnly(holder: "")
    var book = AnswerBook()
    _ = try load(directory, lesson, &state, &book)
    book.runs = try RunFiles.headers(in: directory, notices: &state.notices)
    book.jobs = JobFile.read(directory, notices: &state.notices)
    book.history = Journal.history(directory)
    return (book, state.notices)
  }

  static func refuseFileNames(in lesson: Lesson) throws(BookError) {
    for question in lesson.questions {
      if let name = question.fileName, !isFileName(name) { throw .badFileName(name) }
    }
  }

  /// Saves a record: `answers.md`, a line in the journal for each change, and the files of file questions. For an empty
  /// record no folder is made.
  ///
  /// If someone else has edited `answers.md`, answers that did not change here are taken from there, and those that did
  /// are merged. `takeEdits` has what came of it.
  package func save(_ book: AnswerBook) throws(BookError) {
    try state.withLock { state throws(BookError) in
      if state.stamp == nil, state.saved.isEmpty, book.isUntouched { return }
      let directory = try Self.writableDirectory(path, lesson, &state)
      try Self.save(book, in: directory, lesson, &state)
    }
  }

  /// The folder, ready to be written to; makes and locks it if it doesn't exist. If it couldn't be locked before, it tries
  /// again.
  static func writableDirectory(
    _ path: String, _ lesson: Lesson, _ state: inout State
  ) throws(BookError) -> Directory {
    try followFolder(path, lesson, &state)
    if state.directory == nil, state.access == .writable {
      let made = try Directory.make(path)
      lock(made, &state)
      state.directory = made
    } else if case .readOnly = state.access, let directory = state.directory {
      state.access = .writable
      lock(directory, &state)
    }
    if case .readOnly(let sentence) = state.access { throw .readOnly(sentence) }
    guard let directory = state.directory else { throw .noParent(parent(of: path)) }
    return directory
  }

  /// Locks the folder, or notes why it can only be read.
  static func lock(_ directory: Directory, _ state: inout State) {
    switch FolderLock.acquire(directory) {
    case .held(let lock): state.lock = lock
    case .taken(let sentence): state.access = .readOnly(holder: sentence)
    case .unsupported:
      state.notices.append(
        "\(visible(directory.path, onOneLine: true)) is on a file system without locks: open it in only one workbook at a time."
      )
    case .unwritable(let code):
      let why = BookError.failed(path: directory.path, .openedForWriting, code: code)
      state.access = .readOnly(holder: why.description)
    }
  }

  private static func checkThatItCanBeMade(_ path: String, _ state: inout State) throws(BookError) {
    guard let above = try Directory.open(parent(of: path)) else { throw .noParent(parent(of: path)) }
    if let code = above.refusesWriting {
      let why = BookError.failed(path: path, .made, code: code)
      state.access = .readOnly(holder: why.description)
    }
  }
}

extension BookFolder {
  /// Saves a run with its events as `runs/ID.jsonl`; makes the folder if it doesn't exist.
  package func save(_ run: RecordedRun) throws(BookError) {
    try state.withLock { state throws(BookError) in
      try RunFiles.record(run, in: Self.writableDirectory(path, lesson, &state))
    }
  }

  /// Adds a run to a folder that another program may have open; makes the folder if it doesn't exist. The workbook shows
  /// the run when it opens, or when a batch job that it follows has something new.
  package static func add(_ run: RecordedRun, to path: String) throws(BookError) {
    try RunFiles.record(run, in: Directory.make(path))
  }

  /// Saves a picture in its forms, each with the ending of its file's name, in the folder `pictures`.
  ///
  /// - Returns: The path of the files without their endings, seen from the student's folder.
  package func savePicture(_ forms: [(ending: String, text: String)]) throws(BookError) -> String {
    try state.withLock { state throws(BookError) in
      let directory = try Self.writableDirectory(path, lesson, &state)
      guard let inner = try directory.subfolder(Self.pictures, making: true) else { throw .notAFolder(Self.pictures) }
      let taken = Set(try inner.names())
      let stem = Instant.now.compact
      let name =
        (1...).lazy.map { $0 == 1 ? stem : "\(stem)-\($0)" }.first { name in
          forms.allSatisfy { !taken.contains("\(name).\($0.ending)") }
        } ?? stem
      for form in forms { try inner.write("\(name).\(form.ending)", Array(form.text.utf8)) }
      return "\(Self.pictures)/\(name)"
    }
  }

  /// The name of the folder with pictures of screens.
  static let pictures = "pictures"

  /// Adds a state of a batch job to `jobs.jsonl`; makes the folder if it doesn't exist.
  package func save(_ job: SubmittedJob) throws(BookError) {
    try state.withLock { state throws(BookError) in
      try JobFile.append(job, to: Self.writableDirectory(path, lesson, &state))
    }
  }

  /// Reads the runs that another program has recorded in the folder, without their events.
  ///
  /// - Parameter known: The ids of the runs that aren't read again.
  package func newRuns(knowing known: Set<String>) -> [RecordedRun] {
    guard let directory = state.withLock({ $0.directory }) else { return [] }
    return RunFiles.headers(in: directory, except: known)
  }

  /// Reads the events of a saved run.
  package func events(ofRun id: String) throws(BookError) -> [PoolEvent] {
    // Don't hold the mutex while reading: a long file must not delay a save.
    guard let directory = state.withLock({ $0.directory }) else { throw .noSuchRun(id) }
    return try RunFiles.events(of: id, in: directory)
  }
}
