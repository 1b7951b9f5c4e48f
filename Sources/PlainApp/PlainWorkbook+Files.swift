internal import LessonFormat
internal import Session

extension PlainWorkbook {
  /// The student's folder, where it is now.
  var folder: String { session.newFolder ?? surroundings.folder }

  /// Says what is wrong with a batch file, line by line.
  mutating func sayCheck(of question: Question) {
    guard question.isBatchFile(session.text(of: question)) else { return }
    guard let check = check(of: question) else { return say(ScriptCheck.tooLong) }
    guard !check.isStarter else { return }
    say("The check: \(check.summary())")
    for finding in check.complaints { say("Line \(finding.line), \(finding.severity): \(finding.words)", hanging: 2) }
  }

  /// Says what a line of a batch file means, unless something is wrong with it: then the check says so.
  mutating func sayMeaning(ofLine line: Int, in question: Question) {
    guard let check = check(of: question), check.marks[line] == nil else { return }
    let words = check.words(at: line)
    if !words.isEmpty { say("Line \(line): \(words)", hanging: 2) }
  }

  /// Says where the file of a question is, and which command submits it.
  mutating func sayPlace(of question: Question) {
    let place = session.place(of: question, in: folder, hasSLURM: surroundings.hasSLURM)
    guard let place else { return }
    say("The file: \(place.path)")
    if let command = place.command { say("To submit it: \(command)") }
  }

  private func check(of question: Question) -> ScriptCheck? {
    let text = session.text(of: question)
    guard let check = ScriptCheck(text, of: question, in: folder) else { return nil }
    return ScriptCheck(text, of: question, in: folder, known: surroundings.lookUp(check.paths))
  }
}
