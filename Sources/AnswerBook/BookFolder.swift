import Experiments
public import LessonFormat
import Synchronization
import Text

/// A student's folder: `answers.md`, the journal, recorded runs and the files of file questions.
///
/// One writer at a time; whoever comes second may read. It may be used from any thread, one call at a time waiting for
/// the other.
public final class BookFolder: Sendable {
  /// Where it is.
  public let path: String
  let lesson: Lesson
  let state: Mutex<State>

  /// What is known of the folder's contents.
  struct State {
    /// The folder; nothing as long as it has not been made.
    var directory: Directory?
    var lock: FolderLock?
    var access = Access.writable
    var document = RecordDocument(parts: [])
    /// `answers.md` as it was read or written last, by which an edit from outside is noticed.
    var stamp: FileStamp?
    /// The answers as the workbook had them when it saved last, or as the document had them when it was opened.
    var saved: [String: Answer] = [:]
    /// The files of file questions as they were read or written last, by name.
    var files: [String: String] = [:]
    /// Files that are to be written anew although their answers did not change here.
    var owedFiles: Set<String> = []
    /// Damaged contents of which there is no copy yet; nothing is written before there is one.
    var uncopied: [UInt8]?
    /// What arose since the folder was opened.
    var notices: [String] = []
  }

  private init(path: String, lesson: Lesson, state: consuming sending State) {
    self.path = path
    self.lesson = lesson
    self.state = Mutex(state)
  }

  /// Whether it may be written to. This can change once: where the folder is made only now and another was faster.
  public var access: Access { state.withLock { $0.access } }

  /// What people should know that arose since the folder was opened; each notice is given once.
  public func takeNotices() -> [String] {
    state.withLock { state in
      defer { state.notices = [] }
      return state.notices
    }
  }

  /// Opens a folder and reads the record in it. A folder that is not there is an empty record, and is made when there is
  /// something to keep.
  ///
  /// - Returns: The folder, the record without the events of its runs, and sentences about what people should know:
  ///   something damaged, brought back, or changed by a newer edition of the lesson.
  public static func open(
    _ path: String, lesson: Lesson
  ) throws(BookError) -> (folder: BookFolder, book: AnswerBook, notices: [String]) {
    var state = State()
    var book = AnswerBook()
    try refuseFileNames(in: lesson)
    state.directory = try Directory.open(path)
    if let directory = state.directory {
      claim(directory, &state)
      let isRepaired = try load(directory, lesson, &state, &book)
      book.runs = try RunFiles.headers(in: directory, notices: &state.notices)
      if isRepaired, state.access == .writable {
        do throws(BookError) { try keep(book, in: directory, lesson, &state) } catch {
          state.notices.append(error.description)
        }
      }
    } else {
      try seeWhetherItCanBeMade(path, &state)
    }
    let notices = state.notices
    state.notices = []
    return (BookFolder(path: path, lesson: lesson, state: state), book, notices)
  }

  /// Reads the record in a folder without claiming it or mending anything, whoever has it open.
  ///
  /// - Returns: Nothing where there is no such folder.
  public static func read(
    _ path: String, lesson: Lesson
  ) throws(BookError) -> (book: AnswerBook, notices: [String])? {
    try refuseFileNames(in: lesson)
    guard let directory = try Directory.open(path) else { return nil }
    var state = State()
    state.access = .readOnly(holder: "")
    var book = AnswerBook()
    _ = try load(directory, lesson, &state, &book)
    book.runs = try RunFiles.headers(in: directory, notices: &state.notices)
    return (book, state.notices)
  }

  private static func refuseFileNames(in lesson: Lesson) throws(BookError) {
    for question in lesson.questions {
      if let name = question.fileName, !isFileName(name) { throw .badFileName(name) }
    }
  }

  /// Keeps a record: `answers.md` whole, the journal's lines for what changed, and the files of file questions. An
  /// untouched record makes no folder.
  ///
  /// Where `answers.md` was edited meanwhile, answers that did not change here keep what was written there.
  public func save(_ book: AnswerBook) throws(BookError) {
    try state.withLock { state throws(BookError) in
      if state.stamp == nil, state.saved.isEmpty, book.isUntouched { return }
      let directory = try Self.writableDirectory(path, &state)
      try Self.keep(book, in: directory, lesson, &state)
    }
  }

  /// The folder ready to be written to: made and claimed where it was not there.
  static func writableDirectory(_ path: String, _ state: inout State) throws(BookError) -> Directory {
    if state.directory == nil, state.access == .writable {
      let made = try Directory.make(path)
      claim(made, &state)
      state.directory = made
    }
    if case .readOnly(let sentence) = state.access { throw .readOnly(sentence) }
    guard let directory = state.directory else { throw .noParent(parent(of: path)) }
    return directory
  }

  private static func claim(_ directory: Directory, _ state: inout State) {
    switch FolderLock.take(directory) {
    case .held(let lock): state.lock = lock
    case .taken(let sentence): state.access = .readOnly(holder: sentence)
    case .unsupported:
      state.notices.append(
        "\(visible(directory.path, onOneLine: true)) is on a file system without locks: open it in one workbook at a time."
      )
    case .unwritable(let code):
      let why = BookError.failed(path: directory.path, action: "opened for writing", code: code)
      state.access = .readOnly(holder: why.description)
    }
  }

  private static func seeWhetherItCanBeMade(_ path: String, _ state: inout State) throws(BookError) {
    guard let above = try Directory.open(parent(of: path)) else { throw .noParent(parent(of: path)) }
    if let code = above.refusesWriting {
      let why = BookError.failed(path: path, action: "made", code: code)
      state.access = .readOnly(holder: why.description)
    }
  }
}
