internal import AnswerBook
internal import Canvas
package import Session

extension PlainWorkbook {
  /// Says what is missing, and which files to hand in. The first time, it asks for the student's name before that.
  mutating func handIn() {
    // A script's next line is a command, not a name.
    guard surroundings.isInteractive, book.student.isUnknown, !book.wasHandedIn, session.readOnly == nil, !askedForName
    else { return listHandIn() }
    (askedForName, isNaming) = (true, true)
    say(
      "Who hands this in? Type your name and, after a comma, the number or the login by which your school knows you: "
        + "Jane Doe, 4711. Both may stay empty: press Enter to skip this.")
  }

  /// Handles the line with the name that `handIn` has asked for.
  mutating func enterName(_ line: String) {
    isNaming = false
    if PlainCommand.isLoneCommand(line) { return perform(PlainCommand(line)) }
    if !Self.student(line).isUnknown { name(line) }
    listHandIn()
  }

  private mutating func listHandIn() {
    guard let files = surroundings.filesToHandIn() else { return say("The files in \(folder) can't be listed.") }
    let handIn = HandIn(of: book, in: lesson, files: files, evidence: surroundings.evidence())
    say(handIn.summary)
    for line in [handIn.studentLine] + handIn.openLines + handIn.evidenceLines + handIn.fileLines {
      switch line {
      case .text: say(line.text)
      case .there: say("There: \(line.text)", hanging: 2)
      case .missing(let text, let items):
        if let first = items.first {
          let rows = fill(["Missing: \(text): \(first)"] + items.dropFirst(), width: plainWidth - 2)
          list(rows.enumerated().map { ($0 == 0 ? "" : "  ") + $1 })
        } else {
          say(handIn.evidence.contains(text) ? text : "Missing: \(text)", hanging: 2)
        }
      }
    }
    guard !files.isEmpty else { return }
    if book.student.isUnknown { say("Type name and your name to say who you are: name Jane Doe, 4711") }
    say("Type pack to pack the one file to upload.")
    say("In a Git repository, type stage to stage exactly these files. It commits nothing. The command:")
    say(Staging(files, in: folder).command, indent: 2, hanging: 2)
  }

  /// Says who the student is, or what is known about it.
  mutating func name(_ words: String) {
    let student = Self.student(words)
    guard !student.isUnknown else {
      let label = book.student.label
      return say(label.isEmpty ? "Your name isn't known: name Jane Doe, 4711 sets it." : "You are \(label).")
    }
    if attempt({ session throws(Refused) in try session.name(student) }) != nil { say("You are \(student.label).") }
  }

  /// The student with a name and, after a comma, an id.
  private static func student(_ words: String) -> Student {
    let parts = words.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    return Student(name: parts.first ?? "", id: parts.count > 1 ? parts[1] : "")
  }

  /// Packs the file to upload.
  mutating func pack() {
    guard let files = surroundings.filesToHandIn(), !files.isEmpty else { return say("There is no file to pack yet.") }
    emit(.packHandIn)
  }

  /// Says which file to upload, or why there is none.
  package mutating func packed(_ packed: Result<PackedHandIn, Refused>) -> PlainReply {
    replying { workbook in
      switch packed {
      case .success(let packed):
        workbook.say(packed.sentence)
        workbook.say(packed.receiptSentence)
      case .failure(let refused): workbook.say(refused.description)
      }
    }
  }

  /// Stages the files to hand in.
  mutating func stage() {
    guard let files = surroundings.filesToHandIn(), !files.isEmpty else { return say("There is no file to stage yet.") }
    emit(.stage(Staging(files, in: folder)))
  }
}
