extension AnswerReader {
  /// Reads sums with equals signs between them: `63.7/45.4 = 1.40`, `1.40 (63.7 ms / 45.4 ms)`.
  mutating func readEquation() -> [Amount]? {
    guard let first = readSum() else { return nil }
    var sums = [first]
    while true {
      let start = index
      if next == .sign(.equals) || next == .sign(.approximately) {
        while next == .sign(.equals) || next == .sign(.approximately) || isAbout { index += 1 }
        if let sum = readSum() {
          sums.append(sum)
          continue
        }
      } else if let sum = readBracketed() {
        sums.append(sum)
        continue
      }
      index = start
      return sums
    }
  }

  /// Reads a sum in brackets, which says the same again: `1.40 (63.7 ms / 45.4 ms)`.
  mutating func readBracketed() -> Amount? {
    guard next == .sign(.open) else { return nil }
    let start = index
    index += 1
    guard let sum = readSum(), next == .sign(.close) else {
      index = start
      return nil
    }
    index += 1
    return sum
  }

  private var isAbout: Bool {
    if case .word(let word)? = next {
      ["about", "approx", "approximately", "ca", "circa", "roughly"].contains(word)
    } else {
      false
    }
  }

  /// Reads products with `+` between them.
  mutating func readSum() -> Amount? {
    guard var sum = readProduct() else { return nil }
    while next == .sign(.plus) {
      let start = index
      index += 1
      guard let other = readProduct(), let both = sum.added(other) else {
        index = start
        break
      }
      sum = both
    }
    return sum
  }

  private mutating func readProduct() -> Amount? {
    guard var (product, scale) = readOperand() else { return nil }
    while let isQuotient = isQuotientNext {
      let (start, isColon) = (index, next == .sign(.colon))
      index += isDividedBy ? 2 : 1
      guard let (other, otherScale) = readOperand(),
        let result = isQuotient
          ? isColon && isClock(product, other)
            ? clock(product, other) : product.divided(by: other, scale: otherScale)
          : product.multiplied(by: other)
      else {
        index = start
        break
      }
      product = result
      scale = scale ?? otherScale
      if case .sharedUnit = product.dimension { product.unitText = other.unitText }
    }
    return product
  }

  private var isDividedBy: Bool { next == .word("divided") && kind(1) == .word("by") }

  /// Whether a sign of division comes next, or one of multiplication; `nil` for anything else.
  private var isQuotientNext: Bool? {
    if next == .sign(.divide) || next == .sign(.colon) || isDividedBy { return true }
    guard next == .sign(.times) || next == .word("x") else { return nil }
    switch kind(1) {
    case .number, .sign(.open): return false
    default: return nil
    }
  }

  /// Whether the sign of multiplication that comes next is between two numbers: `2 × 3` and `2×3`, but not `2× 3`.
  private var isProductNext: Bool {
    guard case .number? = kind(1) else { return false }
    return !touches || tokens[index].range.upperBound == tokens[index + 1].range.lowerBound
  }

  /// Whether `1:30` means minutes and seconds.
  private func isClock(_ a: Amount, _ b: Amount) -> Bool {
    if case .time = asked.measure { a.dimension == .plain && b.dimension == .plain } else { false }
  }

  private func clock(_ minutes: Amount, _ seconds: Amount) -> Amount {
    Amount(
      values: minutes.values.flatMap { minute in seconds.values.map { minute * 60 + $0 } }, margin: seconds.margin,
      dimension: .time)
  }

  /// Reads a number or a sum in brackets, with its unit, and the size of the unit in seconds.
  private mutating func readOperand() -> (Amount, scale: Double?)? {
    guard next == .sign(.open) else { return readQuantity() }
    let start = index
    index += 1
    guard var amount = readSum(), next == .sign(.close) else {
      index = start
      return nil
    }
    index += 1
    guard amount.dimension == .plain, let (unit, text) = readUnit() else { return (amount, nil) }
    amount = amount.with(unit, text)
    return (amount, unit.scale)
  }

  private mutating func readQuantity() -> (Amount, scale: Double?)? {
    let start = index
    if next == .sign(.times) { index += 1 }
    guard case .number(let numeral)? = next else {
      index = start
      return nil
    }
    let isFactor = index > start
    index += 1
    let digits = text(index - 1..<index)
    skipUncertainDigits()
    let plain = Amount(values: numeral.values, margin: numeral.margin, digits: digits)
    var (unit, unitText) = readUnit() ?? (isFactor ? .factor : .none, isFactor ? "×" : "")
    if let deviation = readDeviation(), unit == .none { (unit, unitText) = deviation }
    var amount = plain.with(unit, unitText)
    while case .time(let size) = unit, case .number(let more)? = next {
      // `1 min 30 s`: a smaller unit follows.
      let start = index
      index += 1
      guard let (smaller, text) = readUnit(), case .time(let scale) = smaller, scale < size else {
        index = start
        break
      }
      let rest = Amount(values: more.values, margin: more.margin).with(smaller, text)
      amount.values = amount.values.flatMap { value in rest.values.map { value + $0 } }
      (amount.margin, amount.digits) = (rest.margin, "")
      unit = smaller
    }
    return (amount, unit.scale)
  }

  /// Skips the uncertainty of the last digits, as in `3.23(2) s`.
  private mutating func skipUncertainDigits() {
    guard next == .sign(.open), touches, case .number? = kind(1), kind(2) == .sign(.close) else { return }
    index += 3
  }

  /// Reads `± 0.02 s`, and returns the unit, which may be meant for the mean, too.
  private mutating func readDeviation() -> (Unit, String)? {
    guard next == .sign(.plusOrMinus), case .number? = kind(1) else { return nil }
    index += 2
    guard let unit = readUnit(), unit.0 != .percent else { return nil }
    return unit
  }

  /// Reads a unit after a number.
  private mutating func readUnit() -> (Unit, String)? {
    let start = index
    switch next {
    case .sign(.percent):
      index += 1
      return (.percent, "%")
    case .sign(.times):
      if isProductNext { return nil }
      index += 1
      return (.factor, "×")
    case .sign(.minus):
      // `3.7-fold`.
      guard touches, kind(1) == .word("fold") else { return nil }
      index += 2
      return (.factor, "-fold")
    case .word(let word):
      if word == "x", isProductNext { return nil }
      if word == "m", case .number? = kind(1), touches {
        // `0m3.2s`, as the shell's `time` prints it.
        index += 1
        return (.time(60), "m")
      }
      if word == "per", kind(1) == .word("cent") {
        index += 2
        return (.percent, "per cent")
      }
      guard let unit = asked.unit(of: word, typed: text(start..<start + 1)) else { return nil }
      index += 1
      return (unit, text(start..<index))
    default: return nil
    }
  }
}

extension Unit {
  /// Its size in seconds; `nil` if it is no time.
  var scale: Double? { if case .time(let scale) = self { scale } else { nil } }
}
