internal import LessonFormat

/// Writes a question: a heading with its number, and the Markdown of its prompt as a quote; one string per line.
func markdown(_ question: Question, number: Int, isOptional: Bool, isChanged: Bool) -> [String] {
  var lines = ["### \(number) · \(escaped(question.id))\(isOptional ? " · optional" : "")", ""]
  for line in question.source.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
    lines.append(line.isEmpty ? ">" : "> " + String(line))
  }
  if isChanged {
    lines += ["", "*This question has changed since it was answered.*"]
  }
  return lines
}

/// Writes the options of a choice as a task list with the chosen one ticked; one string per line.
package func taskList(_ options: [String], chosen: Int?) -> [String] {
  let lines = options.enumerated().map { "- [\($0 == chosen ? "x" : " ")] \(oneLine($1))" }
  // If the lesson no longer has the chosen option, only its number is known.
  guard let chosen, !options.indices.contains(chosen) else { return lines }
  return lines + ["- [x] option \(chosen &+ 1)"]
}

/// Finds the ticked option of a task list: by its text, or by its position if the wording has changed.
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

/// Counts the ticked tasks of a list.
func ticks(in body: String) -> Int { tasks(in: body).count(where: isTicked) }

private func tasks(in body: String) -> [String] {
  body.unicodeScalars.split { $0 == "\n" || $0 == "\r" }.map { oneLine(String($0)) }
    .filter { ["- [ ]", "- [x]", "- [X]", "* [ ]", "* [x]", "* [X]"].contains(String($0.prefix(5))) }
}

private func isTicked(_ task: String) -> Bool { !task.hasPrefix("- [ ]") && !task.hasPrefix("* [ ]") }

/// What the record says about a question that has no answer, as Markdown. In the record it is part of the question, so that
/// it is never read as an answer.
package let noAnswerYet = "*No answer yet.*"

/// What the record says about an answer whose question is gone.
package let noLongerAsked = "The lesson no longer asks this."

extension Question {
  /// Identifies what is asked. White space, punctuation and formatting don't count, so that correcting a comma doesn't change
  /// a question.
  ///
  /// Records contain this value, so it has to stay the same for the same words.
  var promptFingerprint: String {
    let text = words(prompt) + options.joined(separator: " ")
    let letters = text.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    return fingerprint(String(String.UnicodeScalarView(letters)).lowercased().utf8)
  }
}

/// The letters and digits of some blocks, in their order; what is between them doesn't matter here.
private func words(_ blocks: [Block]) -> String {
  blocks.map { block in
    switch block {
    case .heading(_, let inlines), .paragraph(let inlines): words(inlines)
    case .list(let start, _, let items):
      items.enumerated().map { index, item in (start.map { String($0 &+ index) } ?? "") + words(item) }.joined()
    case .table(_, let header, let rows): ([header] + rows).joined().map { words($0) }.joined()
    case .code(let language, let code): (language ?? "") + code
    case .quote(let blocks): words(blocks)
    case .rule: ""
    }
  }.joined()
}

private func words(_ inlines: [Inline]) -> String {
  inlines.map { inline in
    switch inline {
    case .text(let text), .code(let text): text
    case .softBreak, .lineBreak: ""
    case .emphasis(let inner), .strong(let inner), .strikethrough(let inner): words(inner)
    case .link(let inner, let target): words(inner) + target
    case .image(let alternative, let target): alternative + target
    case .math(let tex): unicodeFormula(tex)
    }
  }.joined()
}
