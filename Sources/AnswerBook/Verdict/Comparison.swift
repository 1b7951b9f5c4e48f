internal import Experiments
internal import LessonFormat
import Text

/// Compares a number that was typed with a figure of the runs.
func compare(_ typed: String, unit: String?, with check: Check, runs: [String: [RecordedRun]]) -> Verdict {
  let text = trimmed(typed)
  let answer = shortened(text)
  let asked = Asked(check.figure, unit: unit, resultIsTime: resultIsTime(check.figure, runs))
  guard text.count <= longestAnswer else {
    return Verdict(.cannotCompare, "The answer is too long for a number: write one such as \(asked.example).")
  }
  let typed: TypedFigure
  switch NumberReading(String(String.UnicodeScalarView(text)), for: asked) {
  case .figure(let figure): typed = figure
  case let reading: return Verdict(.cannotCompare, reading.sentence(answer, asked))
  }
  if case .constants(let numbers) = check.figure {
    return compare(typed, answer, with: numbers.map { $0 * asked.scale }, tolerance: check.tolerance, asked)
  }
  switch figures(check.figure, in: runs) {
  case .failure(let missing): return Verdict(.noRun, missing.sentence)
  case .success(let figures):
    guard let last = figures.last else { return Verdict(.noRun, MissingRun.none(of: "").sentence) }
    return Judgement(answer: answer, typed: typed, asked: asked, tolerance: check.tolerance, last: last)
      .verdict(earlier: figures.dropLast())
  }
}

/// Compares a figure with numbers that the lesson gives; any of them is right. The sentence doesn't say which they are.
private func compare(
  _ typed: TypedFigure, _ answer: String, with numbers: [Double], tolerance: Double, _ asked: Asked
) -> Verdict {
  let right = typed.values.first { value in
    numbers.contains { abs(value - $0) <= (tolerance + 1e-9) * abs($0) }
  }
  let said = typed.sentence(answer, right ?? typed.values.last ?? 0, asked)
  return right == nil
    ? Verdict(.differs, "The lesson expects another number; \(said)") : Verdict(.right, "Right: \(said)")
}

/// The longest text that is read as a number, in Unicode scalars: more than a line of our screens.
private let longestAnswer = 400

/// An answer as sentences show it: on one line, without invisible characters, and without the rest of a long one.
private func shortened(_ text: Substring.UnicodeScalarView) -> String {
  var shown = String.UnicodeScalarView()
  shown.append(contentsOf: text.filter { $0.properties.generalCategory != .format }.prefix(longestShown + 1))
  // A full stop ends the sentence.
  if shown.last == ".", shown.dropLast().last.map({ $0 != "." }) ?? false { shown.removeLast() }
  let line = visible(String(shown.prefix(longestShown)), onOneLine: true)
  return shown.count > longestShown ? line + "…" : line
}

/// The longest part of an answer that a sentence shows, in Unicode scalars.
private let longestShown = 60

private func resultIsTime(_ figure: Check.Figure, _ runs: [String: [RecordedRun]]) -> Bool {
  guard case .result(let experiment) = figure else { return false }
  return runs[experiment]?.last?.report.resultIsTime ?? false
}

/// A figure as it was typed, beside the runs' figures.
private struct Judgement {
  let answer: String
  let typed: TypedFigure
  let asked: Asked
  let tolerance: Double
  let last: Measured

  func verdict(earlier: some BidirectionalCollection<Measured>) -> Verdict {
    if typed.values.contains(where: { agrees($0, last) }) {
      return Verdict(.right, "That agrees with \(lastRuns): \(last.name) \(last.clause); \(said)")
    }
    if let figure = earlier.last(where: { figure in typed.values.contains { agrees($0, figure) } }) {
      let which = figure.isPair ? "earlier runs" : "an earlier run"
      return Verdict(
        .right,
        "That agrees with \(which): \(figure.name) \(figure.clause); your last \(last.name) \(last.clause).")
    }
    let differs = "That differs from \(lastRuns): \(last.name) \(last.clause)"
    guard let meant else { return Verdict(.differs, "\(differs); \(said)") }
    return typed.hasUnit
      ? Verdict(.differs, "\(differs). You wrote \(answer); did you mean \(meant)?")
      : Verdict(
        .cannotCompare, "You wrote \(answer), which is \(assumed) here; did you mean \(meant)? Write it with its unit.")
  }

  private var lastRuns: String {
    last.isPair ? last.isLast ? "your last runs" : "your last runs with the same work" : "your last run"
  }

  private func agrees(_ value: Double, _ figure: Measured) -> Bool {
    let room = max(tolerance * abs(figure.value), figure.margin)
    return abs(value - figure.value) <= room + 1e-9 * abs(figure.value)
  }

  /// What the answer says, with its value if that had to be calculated.
  private var said: String {
    let value = typed.values.first { agrees($0, last) } ?? typed.values.last ?? 0
    return typed.sentence(answer, value, asked)
  }

  /// A number without a unit as it was read.
  private var assumed: String {
    switch asked.measure {
    case .time(let scale):
      typed.digits + " " + (Unit.times.first { $0.seconds == scale }?.name ?? "s")
    case .ratio, .plain: "a factor"
    }
  }

  /// The same digits in the unit in which they would agree; `nil` if there is none.
  private var meant: String? {
    guard !typed.digits.isEmpty, var rest = Optional(Array(typed.digits.unicodeScalars)[...]),
      let digits = Numeral(&rest)
    else { return nil }
    func agrees(_ scale: Double) -> Bool {
      digits.values.contains { value in
        abs(value * scale - last.value) <= max(tolerance, 0.05) * abs(last.value)
          && !typed.values.contains { abs($0 - value * scale) <= 1e-9 * abs($0) }
      }
    }
    switch asked.measure {
    case .time: return Unit.times.first { agrees($0.seconds) }.map { "\(typed.digits) \($0.name)" }
    case .ratio(isPercent: false) where !typed.hasUnit && agrees(0.01): return "\(typed.digits) %"
    case .ratio, .plain: return nil
    }
  }
}

extension TypedFigure {
  /// What the answer says, with its value if that had to be calculated.
  fileprivate func sentence(_ answer: String, _ value: Double, _ asked: Asked) -> String {
    if !isTypedAsIs { return "your answer says \(answer), which is \(shown(value, for: asked))." }
    return "your answer says \(answer)" + (answer.hasSuffix("…") ? "" : ".")
  }
}

extension NumberReading {
  /// Why an answer can't be compared, and what to write.
  fileprivate func sentence(_ answer: String, _ asked: Asked) -> String {
    let advice = "write only a number, such as \(asked.example)."
    switch self {
    case .figure: return ""
    case .noNumber:
      if let number = NumberWords.value(in: answer) {
        return "“\(answer)” is a number in words: write it in digits, \(formatCount(number))."
      }
      return "“\(answer)” is not a number: write it in digits, such as \(asked.example)."
    case .partly(let number, let unread):
      let parts = unread.prefix(3).map { "“\(clipped($0))”" }
      return "I read \(clipped(number)) and could not read \(listed(parts)): \(advice)"
    case .wrongKind(let calculation):
      let kind = if case .time = asked.measure { "a time" } else { "a plain number" }
      return "“\(clipped(calculation))” is not \(kind): \(advice)"
    case .wrongUnit(let unit): return "The unit “\(clipped(unit))” does not fit here: \(advice)"
    case .contradiction(let equation, let first):
      return "You wrote \(clipped(equation)), but the first part is \(first): write the number that you mean."
    }
  }

  private func clipped(_ text: String) -> String { shortened(text.unicodeScalars[...]) }
}
