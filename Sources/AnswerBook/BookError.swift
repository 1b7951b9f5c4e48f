import Glibc
import Posix
import Text

/// Why the record could not be opened or saved, as one sentence that says how to fix it.
package enum BookError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The folder can only be read; the sentence says who has it open, or why.
  case readOnly(String)
  /// A system call failed with this `errno`.
  case failed(path: String, Action, code: Int32)
  /// The path of the folder is something else.
  case notAFolder(String)
  /// The folder in which the student's folder would be made doesn't exist.
  case noParent(String)
  /// A file of the record is a symbolic link.
  case symbolicLink(String)
  /// A file of the record is a folder or a device.
  case notAFile(String)
  /// A file is larger than a record can be.
  case tooLarge(path: String, bytes: Int)
  /// The record in the folder belongs to another lesson.
  case otherLesson(path: String, lesson: String)
  /// The record was written by a newer version of this program.
  case newerFormat(path: String)
  /// The folder has no record yet.
  case noRecord(String)
  /// The file isn't a record.
  case notARecord(String)
  /// An export would overwrite a record.
  case isRecord(String)
  /// A name that a file in the student's folder can't have.
  case badFileName(String)
  /// The folder has no journal.
  case noJournal(String)
  /// The journal has no answer to this question.
  case noStates(of: String)
  /// The journal has fewer states of an answer.
  case noSuchState(Int, of: Int)
  /// The record is missing or damaged, and what was restored can't be saved; the sentence says why.
  case notRestored(String)
  /// A record by itself can't be packed.
  case noFolder
  /// The hand-in can't be packed; the sentence says why.
  case notPacked(String)
  /// There is no recorded run with this id.
  case noSuchRun(String)
  /// The file of a run is malformed.
  case malformedRun(id: String, reason: String)

  /// What the program was doing when a system call failed.
  package enum Action: String, Sendable, Equatable {
    case opened, made, read, written
    case openedForWriting = "opened for writing"
  }

  /// The sentence, safe to print: a path may contain anything.
  package var description: String { visible(sentence, onOneLine: true) }

  private var sentence: String {
    switch self {
    case .readOnly(let sentence): sentence
    case .failed(let path, let action, let code): "\(path) could not be \(action.rawValue); \(fix(for: code))."
    case .notAFolder(let path): "\(path) is a file, not a folder: choose another one with --folder, or move it away."
    case .noParent(let path):
      "The folder \(path) does not exist: make it first, or choose another one with --folder."
    case .symbolicLink(let path):
      "\(path) is a symbolic link, but the record must be in the folder itself: replace the link by the file."
    case .notAFile(let path): "\(path) is not an ordinary file: move it away."
    case .tooLarge(let path, let bytes):
      "\(path) has \(bytes / 1_048_576) MB, more than a record can have: move it away."
    case .otherLesson(let path, let lesson):
      "\(path) is the record of another lesson, \(lesson): choose another folder with --folder."
    case .newerFormat(let path):
      "\(path) was written by a newer Poolbook: update this one, or choose another folder with --folder."
    case .noRecord(let path):
      "There is no record in \(path) yet: answer a question first, or choose another folder with --folder."
    case .notARecord(let path):
      "\(path) is not a record: it has none of the marks of an answers.md. If an editor saved it in UTF-16, save it in UTF-8; "
        + "otherwise choose the file or the folder with the answers."
    case .isRecord(let path): "\(path) has answers in it: choose another file to write to."
    case .badFileName(let name):
      "“\(name)” can't be a file in your folder: a name has no slash, does not begin with a dot or a hyphen, and is "
        + "different from the names of the record's own files."
    case .noJournal(let path): "There is no journal in \(path), so there is nothing to put back."
    case .noStates(let question):
      "The journal has no answer to “\(question)”: without --question, recover lists those that it has."
    case .noSuchState(let number, let count):
      "The journal has \(counted(count, "state")) of this answer, so there is no state \(number): choose one from 1 to \(count)."
    case .notRestored(let sentence):
      "answers.md is missing or damaged, and what was restored can't be saved. \(sentence)"
    case .noFolder: "A bundle has the runs and the journal, too: give the folder that they are in with --folder."
    case .notPacked(let sentence): sentence
    case .noSuchRun(let id): "There is no recorded run \(id): run the experiment again."
    case .malformedRun(let id, let reason):
      "The recorded run \(id) can't be read (\(reason)): run the experiment again."
    }
  }
}

private func fix(for code: Int32) -> String {
  switch code {
  case ENOSPC: "the disk is full: free some space; what was saved before is still there"
  case EDQUOT: "your quota is used up: free some space; what was saved before is still there"
  case EROFS: "the file system is read-only: choose another folder with --folder"
  case EACCES, EPERM: "permission denied: ask for permission, or choose another folder with --folder"
  case ENOENT: "the folder is gone: put it back, or choose another one with --folder"
  case EMFILE, ENFILE: "too many files are open: close some programs"
  case ENAMETOOLONG: "the name is too long: choose another folder with --folder"
  default: "\(systemMessage(code)): if it happens again, choose another folder with --folder"
  }
}
