import Glibc
import Text

/// Why the record could not be opened or kept, as one sentence that names the mend.
public enum BookError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The folder may only be read; the sentence says who holds it or why.
  case readOnly(String)
  /// A call to the system failed with this `errno`; the action reads as in "could not be written".
  case failed(path: String, action: String, code: Int32)
  /// The path of the folder leads to something else.
  case notAFolder(String)
  /// The folder in which the student's folder would be made is missing.
  case noParent(String)
  /// A symbolic link stands where a file of the record belongs.
  case symbolicLink(String)
  /// A folder or a device stands where a file of the record belongs.
  case notAFile(String)
  /// A file is larger than any record.
  case tooLarge(path: String, bytes: Int)
  /// The record in the folder is that of another lesson.
  case otherLesson(path: String, lesson: String)
  /// The record was written by a newer edition of this program.
  case newerFormat(path: String)
  /// Nothing has been kept in the folder yet.
  case noRecord(String)
  /// An export would be written over a record.
  case isRecord(String)
  /// A name that can't be a file of the student's folder.
  case badFileName(String)
  /// No run of this id has been kept.
  case noSuchRun(String)
  /// The file of a run does not say what a run's file says.
  case malformedRun(id: String, reason: String)

  /// The sentence, safe to print: a path may contain anything.
  public var description: String { visible(sentence, onOneLine: true) }

  private var sentence: String {
    switch self {
    case .readOnly(let sentence): sentence
    case .failed(let path, let action, let code): failure(path, action, code)
    case .notAFolder(let path):
      "\(path) is a file, not a folder: name another with --folder, or move it away."
    case .noParent(let path):
      "The folder \(path) does not exist: make it first, or name another with --folder."
    case .symbolicLink(let path):
      "\(path) is a symbolic link, and the record is only kept in the folder itself: put the file there."
    case .notAFile(let path): "\(path) is not an ordinary file: move it away."
    case .tooLarge(let path, let bytes):
      "\(path) has \(bytes / 1_048_576) MB, more than a record can have: move it away."
    case .otherLesson(let path, let lesson):
      "\(path) is the record of another lesson, \(lesson): name another folder with --folder."
    case .newerFormat(let path):
      "\(path) was written by a newer Poolbook: update this one, or name another folder with --folder."
    case .noRecord(let path):
      "There is no record in \(path) yet: answer something first, or name another folder with --folder."
    case .isRecord(let path): "\(path) is a record with its answers: name another file for the export."
    case .badFileName(let name):
      "“\(name)” can't be a file of your folder: a name has no slash, does not begin with a dot, and is not one "
        + "of the record's own."
    case .noSuchRun(let id): "There is no recorded run \(id): run the experiment again."
    case .malformedRun(let id, let reason):
      "The recorded run \(id) can't be read (\(reason)): run the experiment again."
    }
  }
}

private func failure(_ path: String, _ action: String, _ code: Int32) -> String {
  let mend =
    switch code {
    case ENOSPC: "the disk is full: free some space, what was kept before is still there"
    case EDQUOT: "your quota is used up: free some space, what was kept before is still there"
    case EROFS: "the file system is read-only: name another folder with --folder"
    case EACCES, EPERM: "permission is missing: ask for it, or name another folder with --folder"
    case ENOENT: "the folder is gone: put it back, or name another with --folder"
    case EMFILE, ENFILE: "too many files are open: close some programs"
    case ENAMETOOLONG: "the name is too long: name another folder with --folder"
    default: "\(String(cString: strerror(code))): name another folder with --folder if it stays so"
    }
  return "\(path) could not be \(action); \(mend)."
}
