internal import Canvas

/// What is said below a Python program: a mistake in it, or the names that complete a word.
struct PythonPane {
  let mistake: PythonFinding?
  let width: Int

  /// Rows below a program that is being written. Their number never changes, so that the page doesn't jump.
  static let rows = 2

  /// The mark at the line of the mistake, in the place of the field's bar.
  var marks: [Int: StyledRun] { mistake.map { [$0.line + 1: StyledRun("!", .bold)] } ?? [:] }

  /// What is underlined.
  var highlights: [TextMark] {
    mistake.map { [TextMark(line: $0.line, columns: $0.columns, kind: .mistake)] } ?? []
  }

  /// The rows below the program while it is being written.
  func whileWriting(_ editor: TextEditor) -> Lines {
    let rows = editor.completion.map { [names($0)] } ?? Lines(words.prefix(PythonPane.rows))
    return rows + Array(repeating: .blank, count: PythonPane.rows - rows.count)
  }

  /// The rows below a program that isn't being written.
  var whenWritten: Lines { words }

  private var words: Lines {
    guard let mistake else { return [] }
    return wrap(
      [StyledRun("! ", .bold), StyledRun("line \(mistake.line + 1): ", .bold), StyledRun(mistake.sentence)],
      width: width, hanging: 2)
  }

  /// The names in one row, so that the chosen one is in sight.
  private func names(_ completion: Completion) -> TextLine {
    var runs = [StyledRun("\(completion.chosen + 1) of \(completion.names.count): ", .dim)]
    var room = width - cellWidth(of: runs)
    for (index, name) in completion.names.enumerated().dropFirst(max(0, completion.chosen - 1)) {
      room -= name.utf8.count + 2
      if room < 0 { break }
      runs += [StyledRun(name, index == completion.chosen ? .bold : .plain), StyledRun("  ")]
    }
    return TextLine(runs: truncate(runs, to: width))
  }
}
