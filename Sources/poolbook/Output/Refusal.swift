import Glibc
import Posix

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

/// Ends the program without a message.
struct QuietEnd: Error, Equatable {
  /// The exit code.
  var code: Int32
}

/// Prints one line on standard error, after the program's name.
func say(_ sentence: String) { try? writeAll("poolbook: \(sentence)\n", to: STDERR_FILENO) }
