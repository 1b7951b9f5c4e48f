import Glibc

extension Lesson {
  /// Parses a lesson of format 1.
  ///
  /// - Parameters:
  ///   - text: the Markdown.
  ///   - file: the name diagnostics give.
  /// - Throws: every fault of the lesson with its place and its mend.
  public static func parse(_ text: String, file: String) throws(LessonErrors) -> Lesson {
    try parse(bytes: Array(text.utf8), file: file)
  }

  /// Parses a lesson of format 1 from a file's bytes, which need not be UTF-8 to get a clear error.
  public static func parse(bytes: [UInt8], file: String) throws(LessonErrors) -> Lesson {
    try LessonReader.read(SourceText(bytes, file: file))
  }

  /// Reads and parses a file; one that can't be read is an error of one sentence.
  public static func read(_ path: String) throws(LessonErrors) -> Lesson {
    try parse(bytes: readFile(path), file: path)
  }
}

/// The bytes of a regular file, at most one more than a lesson may have.
private func readFile(_ path: String) throws(LessonErrors) -> [UInt8] {
  func refuse(_ sentence: String) -> LessonErrors { LessonErrors(file: visible(path), sentence: sentence) }
  // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
  let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard file >= 0 else {
    let reason = errno
    throw refuse(
      reason == ENOENT
        ? "There is no such file: check its name." : "It can't be read: \(String(cString: strerror(reason))).")
  }
  defer { close(file) }
  var status = stat()
  guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
    throw refuse("This is not a file: name the lesson's Markdown file.")
  }
  let most = SourceText.largestFile + 1
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while bytes.count < most {
    let count = Glibc.read(file, &buffer, min(buffer.count, most - bytes.count))
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw refuse("It can't be read: \(String(cString: strerror(errno))).") }
    if count == 0 { break }
    bytes += buffer[..<count]
  }
  return bytes
}
