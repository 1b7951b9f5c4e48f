package import AnswerBook
package import LessonFormat
package import WorkerPool

/// Everything that an export can be made of.
package struct ExportSource: Sendable {
  /// The lesson.
  package let lesson: Lesson
  /// The student's record.
  package let book: AnswerBook
  /// The student's folder; `nil` for a record without one.
  package let folder: String?
  /// What the record says, question by question.
  package let report: Report
  /// The events of runs that are in memory, by the experiment's id.
  private let known: [String: [PoolEvent]]

  /// Collects what is known.
  ///
  /// - Parameters:
  ///   - folder: The student's folder, where the events of runs are read when they are needed.
  ///   - files: The files to hand in that are in the folder; `nil` if there is no folder.
  ///   - events: The events of the last runs, by the experiment's id, for a record without a folder.
  package init(
    _ book: AnswerBook, of lesson: Lesson, folder: String? = nil, files: [String]? = nil,
    events: [String: [PoolEvent]] = [:]
  ) {
    self.lesson = lesson
    self.book = book
    self.folder = folder
    known = events
    report = Report(book, of: lesson, files: files)
  }

  /// Reads a student's folder, or a record that is by itself and may have any name. It locks and repairs nothing.
  ///
  /// - Returns: What was read, and sentences about what is damaged.
  package static func read(
    _ path: String, lesson: Lesson
  ) throws(BookError) -> (source: ExportSource, notices: [String]) {
    if let (book, notices) = try BookFolder.read(record: path, lesson: lesson) {
      return (ExportSource(book, of: lesson), notices)
    }
    guard let (book, notices) = try BookFolder.read(path, lesson: lesson) else { throw .noRecord(path) }
    let files = try BookFolder.filesToHandIn(in: path, lesson)
    return (ExportSource(book, of: lesson, folder: path, files: files), notices)
  }

  /// The events of the last run of an experiment; none if they can't be read.
  func events(of experiment: String) -> [PoolEvent] {
    if let events = known[experiment] { return events }
    guard let folder, let last = book.runs[experiment]?.last else { return [] }
    return (try? BookFolder.events(ofRun: last.id, in: folder)) ?? []
  }
}
