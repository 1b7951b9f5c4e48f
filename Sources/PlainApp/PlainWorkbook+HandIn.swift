internal import AnswerBook
internal import Session

extension PlainWorkbook {
  /// Says what is missing, and which files to hand in.
  mutating func listHandIn() {
    guard let files = surroundings.filesToHandIn() else { return say("The files in \(folder) can't be listed.") }
    let handIn = HandIn(of: book, in: lesson, files: files)
    say(handIn.summary)
    for line in handIn.openLines + handIn.fileLines {
      switch line {
      case .text: say(line.text)
      case .there: say("There: \(line.text)", hanging: 2)
      case .missing: say("Missing: \(line.text)", hanging: 2)
      }
    }
    guard !files.isEmpty else { return }
    say("In a Git repository, type stage to stage exactly these files. It commits nothing. The command:")
    say(Staging(files, in: folder).command, indent: 2, hanging: 2)
  }

  /// Stages the files to hand in.
  mutating func stage() {
    guard let files = surroundings.filesToHandIn(), !files.isEmpty else { return say("There is no file to stage yet.") }
    emit(.stage(Staging(files, in: folder)))
  }
}
