import AnswerBook
import Posix
import Session
import Synchronization

/// Writes what a session asks to save. It can be used from any thread; a call waits until an earlier one is finished.
final class BookWriter: Sendable {
  /// The student's folder.
  let folder: BookFolder
  /// The newest revision of the record that was written, so that no older one replaces it.
  private let written = Mutex(0)
  /// The folder with the last copy of what couldn't be saved.
  private let rescued = Mutex<String?>(nil)

  /// Makes a writer for a folder.
  init(folder: BookFolder) { self.folder = folder }

  /// Writes a copy of what can't be saved into a temporary folder or the home folder.
  ///
  /// - Returns: The folder of the copy; `nil` if nothing could be written anywhere.
  func rescue(_ request: SaveRequest?) -> String? {
    guard let request else { return nil }
    let parents = [Environment.value("TMPDIR"), "/tmp", Environment.value("HOME")].compactMap { $0 }
    return rescued.withLock { rescued in
      let copy = folder.rescue(request.book, request.runs, over: rescued, in: parents)
      rescued = copy ?? rescued
      return copy
    }
  }

  /// Writes the record and the runs. It tries all of them, whatever fails.
  func write(_ request: SaveRequest) -> SaveOutcome {
    written.withLock { written in
      var outcome = SaveOutcome(of: request)
      if let book = request.book, request.revision > written {
        do throws(BookError) {
          try folder.save(book)
          written = request.revision
        } catch {
          outcome.failure = error.description
        }
      }
      for run in request.runs {
        do throws(BookError) { try folder.save(run) } catch { outcome.runFailures[run.id] = error.description }
      }
      outcome.notices = folder.takeNotices()
      outcome.edits = folder.takeEdits()
      outcome.newFolder = folder.newPath
      return outcome
    }
  }
}
