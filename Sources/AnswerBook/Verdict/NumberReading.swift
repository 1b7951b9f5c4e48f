internal import Experiments
import Text

/// A typed answer, read for a question.
enum NumberReading: Equatable {
  /// It is a figure.
  case figure(TypedFigure)
  /// It has no number.
  case noNumber
  /// A number was read, but other parts can't be: they may change what it says.
  case partly(number: String, unread: [String])
  /// Its unit doesn't fit the question.
  case wrongUnit(String)
  /// A number was calculated that measures something else than the question asks for.
  case wrongKind(calculation: String)
  /// It has an equation whose sides differ.
  case contradiction(equation: String, first: String)

  /// Reads an answer.
  init(_ text: String, for asked: Asked) {
    let reader = AnswerReader(text, asked)
    guard let first = reader.equation.first else {
      self = .noNumber
      return
    }
    if case .ratio = asked.measure, !reader.equation.contains(where: { $0.dimension == .percent }),
      let word = reader.words.first(where: ["less", "shorter"].contains)
    {
      // `29 % less time` is a ratio; `1.4 less` is none.
      self = .partly(number: reader.text(reader.place), unread: [word])
      return
    }
    guard reader.unread.isEmpty else {
      self = .partly(number: reader.text(reader.place), unread: reader.unreadTexts)
      return
    }
    var values: [[Double]] = []
    for amount in reader.equation {
      guard let figures = amount.figures(for: asked, reader.words) else {
        self = reader.misfit(amount)
        return
      }
      values.append(figures)
    }
    for (amount, figures) in zip(reader.equation, values).dropFirst() {
      guard first.isSame(values[0], amount, figures) else {
        self = .contradiction(
          equation: reader.text(reader.place), first: shown(values[0].first ?? 0, for: asked))
        return
      }
    }
    let plain = reader.equation.first { reader.isPlain($0, asked) }
    let shown = plain ?? reader.equation[reader.equation.count - 1]
    self = .figure(
      TypedFigure(
        values: values.flatMap { $0 }, isTypedAsIs: plain != nil, digits: shown.digits,
        hasUnit: shown.dimension != .plain))
  }
}

/// A figure as it was typed.
struct TypedFigure: Equatable {
  /// The values that it can have, in seconds if it is a time.
  var values: [Double]
  /// Whether the text itself shows the value, so that it needn't be repeated.
  var isTypedAsIs: Bool
  /// The digits; empty for the result of a calculation.
  var digits: String
  /// Whether a unit was typed.
  var hasUnit: Bool
}

/// Writes a figure as our screens do.
func shown(_ value: Double, for asked: Asked) -> String {
  switch asked.measure {
  case .time: formatDuration(value)
  case .ratio: formatFixed(value, digits: abs(value) < 0.1 ? 6 : 2)
  case .plain:
    Int(exactly: value).map(formatCount) ?? formatFixed(value, digits: 6)
  }
}

extension Amount {
  /// The figures that it can mean for a question; `nil` if its unit doesn't fit.
  ///
  /// - Parameter words: The words around it, such as `faster`.
  fileprivate func figures(for asked: Asked, _ words: [String]) -> [Double]? {
    switch (asked.measure, dimension) {
    case (.time, .time): values
    case (.time(let usual), .plain): values.map { $0 * usual }
    case (.time, .sharedUnit(let scale)): values.map { $0 * scale }
    case (.time, _): nil
    case (.ratio, .percent): percentages(words)
    case (.ratio(true), .plain) where !digits.isEmpty: values.map { $0 / 100 }
    case (.ratio, .plain), (.ratio, .factor), (.ratio, .ratio), (.ratio, .sharedUnit): factors(words)
    case (.ratio, .time): nil
    case (.plain, .plain), (.plain, .ratio): values
    case (.plain, _): nil
    }
  }

  /// `40 % faster` is 1.4, `29 % less time` is 1.41, and `40 % speedup` can be meant either way.
  private func percentages(_ words: [String]) -> [Double] {
    let parts = values.map { $0 / 100 }
    if has(words, "faster", "quicker") { return parts.map { 1 + $0 } }
    if has(words, "slower") { return parts.map { 1 / (1 + $0) } }
    if has(words, "less", "shorter") { return parts.map { 1 / (1 - $0) }.filter { $0.isFinite && $0 > 0 } }
    if has(words, "speedup", "speed-up", "gain", "gained", "improvement") { return parts + parts.map { 1 + $0 } }
    return parts
  }

  private func factors(_ words: [String]) -> [Double] {
    has(words, "slower") ? values.map { 1 / $0 }.filter(\.isFinite) : values
  }

  private func has(_ words: [String], _ wanted: String...) -> Bool { words.contains(where: wanted.contains) }

  /// Whether two sides of an equation are the same within the digits that were typed.
  fileprivate func isSame(_ mine: [Double], _ other: Amount, _ others: [Double]) -> Bool {
    let room = room(mine) + other.room(others) + 1e-9 * (mine.map(abs).max() ?? 0)
    return mine.contains { value in others.contains { abs(value - $0) <= room } }
  }
}

extension Amount {
  /// By how much its figures can differ from what was meant. People cut decimals off as well as rounding them.
  private func room(_ figures: [Double]) -> Double {
    let (size, shown) = (values.map(abs).max() ?? 0, figures.map(abs).max() ?? 0)
    let isCut = !digits.isEmpty && digits.contains { $0 == "." || $0 == "," }
    return margin * (size > 0 ? shown / size : 1) * (isCut ? 2 : 1)
  }
}

extension AnswerReader {
  /// What to say if the number's unit or the words around it don't fit.
  fileprivate func misfit(_ amount: Amount) -> NumberReading {
    amount.unitText.isEmpty ? .wrongKind(calculation: text(place)) : .wrongUnit(amount.unitText)
  }

  /// Whether the text shows the value as it is compared: it isn't calculated, and its unit is spelt as usual.
  fileprivate func isPlain(_ amount: Amount, _ asked: Asked) -> Bool {
    guard !amount.digits.isEmpty, amount.values.count == 1 else { return false }
    if case .ratio = asked.measure {
      return amount.dimension != .percent && !words.contains("slower")
    }
    let unit = amount.unitText.lowercased()
    return unit.isEmpty || Unit.isExact(unit)
  }
}
