import LessonFormat

/// A question as it is asked, quoted under a heading with its number, one string a line.
func markdown(_ question: Question, number: Int, isChanged: Bool) -> [String] {
  var lines = ["### \(number) · \(escaped(question.id))", ""]
  lines += markdown(question.prompt).map { $0.isEmpty ? ">" : "> " + $0 }
  if isChanged {
    lines += ["", "*This question has changed since it was answered.*"]
  }
  return lines
}

/// The options of a choice as a task list, the chosen one ticked, one string a line.
func taskList(_ options: [String], chosen: Int?) -> [String] {
  let lines = options.enumerated().map { "- [\($0 == chosen ? "x" : " ")] \(oneLine($1))" }
  // A lesson that lost options since: the number is all that is known of the one chosen.
  guard let chosen, !options.indices.contains(chosen) else { return lines }
  return lines + ["- [x] option \(chosen &+ 1)"]
}

/// Which option a task list has ticked: the one of this text, or where the wording has changed, the one at this place.
func chosenOption(in body: String, of options: [String]) -> Int? {
  let items = tasks(in: body)
  guard let ticked = items.firstIndex(where: isTicked) else { return nil }
  let text = items[ticked].dropFirst(5).drop { $0 == " " }
  let known = options.map(oneLine)
  if known.indices.contains(ticked), known[ticked] == text { return ticked }
  if let index = known.firstIndex(where: { $0 == text }) { return index }
  if text.hasPrefix("option "), let number = Int(text.dropFirst(7)), number > options.count || number < 1 {
    return number &- 1
  }
  return items.count == options.count ? ticked : nil
}

/// How many tasks of a list are ticked.
func ticks(in body: String) -> Int { tasks(in: body).count(where: isTicked) }

private func tasks(in body: String) -> [String] {
  body.unicodeScalars.split { $0 == "\n" || $0 == "\r" }.map { oneLine(String($0)) }
    .filter { ["- [ ]", "- [x]", "- [X]", "* [ ]", "* [x]", "* [X]"].contains(String($0.prefix(5))) }
}

private func isTicked(_ task: String) -> Bool { !task.hasPrefix("- [ ]") && !task.hasPrefix("* [ ]") }

extension Question {
  /// A name for what is asked. White space and punctuation do not count, so that a mended comma changes no question.
  var promptFingerprint: String {
    var text = markdown(prompt).joined(separator: " ")
    text += options.joined(separator: " ")
    let letters = text.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    return fingerprint(String(String.UnicodeScalarView(letters)).lowercased().utf8)
  }
}
