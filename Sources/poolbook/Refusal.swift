import Glibc

/// A reason to end the program, in one sentence that names the mend.
struct Refusal: Error, Equatable {
  /// What is printed on standard error.
  var sentence: String
  /// The exit code: 1 where the work failed, 130 where ctrl-C stopped it.
  var code: Int32

  /// Makes a refusal; without a code the work failed.
  init(_ sentence: String, code: Int32 = 1) {
    self.sentence = sentence
    self.code = code
  }
}

/// Prints one line on standard error, with the program's name before it.
func say(_ sentence: String) {
  var line = Array("poolbook: \(sentence)\n".utf8)
  _ = write(STDERR_FILENO, &line, line.count)
}
