import Glibc
import Posix
import Text

/// A reason to end the program: one sentence that also says what to do about it.
struct Refusal: Error, Equatable {
  /// The sentence for standard error.
  var sentence: String
  /// The exit code: 1 if the work failed, 128 plus the signal if a signal stopped it.
  var code: Int32

  /// Makes a refusal. Without a code, it means that the work failed.
  init(_ sentence: String, code: Int32 = 1) {
    self.sentence = sentence
    self.code = code
  }

  /// The process may not open another file.
  static let noDescriptor = Refusal(
    "This program may not open more files; close some programs, or raise the limit with `ulimit -n`.")

  /// The user may not start another thread or process.
  static let noThread = Refusal(
    "No thread can be started: you have too many processes. Close some programs, or raise the limit with `ulimit -u`.")
}

extension Refusal {
  /// The program can't begin because the system refuses what it needs.
  init(_ error: SystemError) {
    let isLimit = error.code == EMFILE || error.code == ENFILE
    let sentence = "This program can't begin: \(error). It needs Linux 5.3 or later, without restrictions."
    self = isLimit ? .noDescriptor : Refusal(sentence)
  }
}

/// Ends the program without a message.
struct QuietEnd: Error, Equatable {
  /// The exit code.
  var code: Int32
}

/// Prints one line on standard error, after the program's name.
func say(_ sentence: String) { complain("poolbook: \(sentence)") }

/// Prints lines on standard error, in the terminal's encoding and with control characters made visible: they may contain
/// words of the command line or of a file.
func complain(_ text: String) {
  try? writeAll(visible(text, ascii: StandardOutput.isASCII) + "\n", to: STDERR_FILENO)
}
