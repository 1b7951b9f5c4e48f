internal import BatchJob
internal import Canvas
internal import Session

/// What the check of a batch file says below the file.
struct CheckPane {
  let check: ScriptCheck
  let width: Int

  /// Rows of the words about the cursor's line. Their number never changes, so that the page doesn't jump.
  private static let wordRows = 4
  /// Rows below a file that is being written.
  static let rows = wordRows + 1
  /// Complaints that are listed; the others are counted.
  private static let mostListed = 12

  /// The rows while a file is being written that is too long to check.
  static let tooLong: Lines =
    [TextLine("The check waits until you are done with this long file.", .dim)]
    + Array(repeating: .blank, count: wordRows)

  /// The marks at lines, in the place of the field's bar.
  var marks: [Int: StyledRun] { check.marks.mapValues(CheckPane.mark) }

  /// A mark that can be told from others without colours: in bold for what sbatch refuses.
  private static func mark(_ severity: ScriptFinding.Severity) -> StyledRun {
    severity == .error ? StyledRun("!", .bold) : StyledRun("?")
  }

  /// The rows while the file is being written: how many mistakes there are, and what the cursor's line means.
  func whileWriting(line: Int) -> Lines {
    let words = check.words(at: line)
    var rows = words.isEmpty ? [] : wrap([StyledRun("Line \(line): ", .bold), StyledRun(words)], width: width)
    if rows.count > CheckPane.wordRows {
      let rest = rows[(CheckPane.wordRows - 1)...].flatMap { $0.runs + [StyledRun(" ")] }
      rows = rows.prefix(CheckPane.wordRows - 1) + [TextLine(runs: truncate(rest, to: width))]
    }
    rows += Array(repeating: .blank, count: CheckPane.wordRows - rows.count)
    return [TextLine(runs: truncate([StyledRun(check.summary(marks: ("!", "?")), .dim)], to: width))] + rows
  }

  /// The rows below a finished file: what to change; none if there is nothing to say.
  var whenWritten: Lines {
    let complaints = check.complaints
    guard !check.isStarter else { return [] }
    var lines = wrap(check.summary(), width: width, style: .dim)
    for finding in complaints.prefix(CheckPane.mostListed) {
      let mark = CheckPane.mark(finding.severity)
      let place = StyledRun(" line \(finding.line): ", .bold)
      lines += wrap([mark, place, StyledRun(finding.words)], width: width, hanging: 2)
    }
    if complaints.count > CheckPane.mostListed {
      lines.append(TextLine("and \(complaints.count - CheckPane.mostListed) more", .dim))
    }
    return lines
  }
}
