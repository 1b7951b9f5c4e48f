package import Experiments
import Glibc
import Posix

extension BookFolder {
  /// Writes a copy of what can't be saved into a folder that only the student can use. `--folder` opens it.
  ///
  /// - Parameters:
  ///   - book: The record; `nil` if it is saved.
  ///   - runs: The runs that are not saved.
  ///   - older: The folder of an earlier copy, which is used again if it can be.
  ///   - parents: Where to try to make a new folder, in this order.
  /// - Returns: The folder; `nil` if nothing could be written anywhere.
  package func rescue(
    _ book: AnswerBook?, _ runs: [RecordedRun], over older: String? = nil, in parents: [String]
  ) -> String? {
    if let older, (try? copy(book, runs, to: older)) != nil { return older }
    for parent in parents {
      do throws(SystemError) {
        let path = try makeTemporaryFolder("poolbook-rescue", in: parent)
        do throws(BookError) {
          try copy(book, runs, to: path)
          return path
        } catch {
          removeFolder(path)
        }
      } catch {
        continue
      }
    }
    return nil
  }

  private func copy(_ book: AnswerBook?, _ runs: [RecordedRun], to path: String) throws(BookError) {
    guard let directory = try Directory.open(path) else { throw .failed(path: path, .opened, code: ENOENT) }
    if let book {
      var document = state.withLock { $0.document }
      let reading = document.read(for: lesson)
      document.update(to: book.answers, from: reading, book: book, lesson: lesson)
      document.name(book.student)
      try directory.write(RecordFile.name, document.bytes, permissions: 0o600)
    }
    for run in runs { try RunFiles.record(run, in: directory, permissions: 0o600) }
  }
}
