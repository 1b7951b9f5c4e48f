/// A number with what it measures, or what comes out of a calculation with such numbers.
struct Amount: Equatable {
  /// What the number measures.
  enum Dimension: Equatable {
    /// A plain number.
    case plain
    /// Seconds.
    case time
    /// Parts of a hundred.
    case percent
    /// A factor.
    case factor
    /// The quotient of two amounts of one kind.
    case ratio
    /// A plain number over a time, as in `63.7/45.4 ms`: the unit, in seconds, may be meant for both.
    case sharedUnit(Double)
  }

  /// The possible values: several if the text can be read in several ways.
  var values: [Double]
  /// By how much the figure that was meant can differ from the value, since it was rounded.
  var margin: Double
  /// What it measures.
  var dimension = Dimension.plain
  /// The digits as they were typed; empty for the result of a calculation.
  var digits = ""
  /// The unit as it was typed; empty if there is none.
  var unitText = ""

  /// The number in this unit.
  func with(_ unit: Unit, _ text: String) -> Amount {
    var amount = self
    amount.unitText = text
    switch unit {
    case .none: break
    case .time(let scale): amount = amount.scaled(scale, .time)
    case .many(let scale): amount = amount.scaled(scale, .plain)
    case .percent: amount.dimension = .percent
    case .factor: amount.dimension = .factor
    }
    return amount
  }

  private func scaled(_ factor: Double, _ dimension: Dimension) -> Amount {
    var amount = self
    amount.values = values.map { $0 * factor }
    amount.margin *= factor
    amount.dimension = dimension
    return amount
  }

  /// The quotient of two amounts; `nil` if it has no meaning.
  func divided(by other: Amount, scale: Double?) -> Amount? {
    let dimension: Dimension? =
      switch (self.dimension, other.dimension) {
      case (.time, .time), (.factor, .factor), (.percent, .percent): .ratio
      case (let mine, .plain), (let mine, .factor), (let mine, .ratio): mine
      case (.plain, .time): .sharedUnit(scale ?? 1)
      default: nil
      }
    guard let dimension, other.values.allSatisfy({ $0 != 0 }) else { return nil }
    var divisors = other.values
    if case .sharedUnit(let scale) = dimension { divisors = divisors.map { $0 / scale } }
    let quotients = values.flatMap { value in divisors.map { value / $0 } }
    guard let size = quotients.map(abs).max(), quotients.allSatisfy(\.isFinite) else { return nil }
    return Amount(values: quotients, margin: size * (relativeMargin + other.relativeMargin), dimension: dimension)
  }

  /// The product of two amounts, at most one of which has a unit.
  func multiplied(by other: Amount) -> Amount? {
    let isFactor = dimension == .plain || dimension == .factor || dimension == .ratio
    guard isFactor || other.dimension == .plain else { return nil }
    let products = values.flatMap { value in other.values.map { value * $0 } }
    guard let size = products.map(abs).max(), size.isFinite else { return nil }
    return Amount(
      values: products, margin: size * (relativeMargin + other.relativeMargin),
      dimension: isFactor ? other.dimension : dimension)
  }

  /// The sum of two amounts of one kind. Without `±`, a terminal shows `3.23 s + 20.0 ms`, so that the first time alone
  /// is a reading, too.
  func added(_ other: Amount) -> Amount? {
    guard dimension == other.dimension else { return nil }
    let sums = values.flatMap { value in other.values.map { value + $0 } }
    return Amount(
      values: dimension == .time ? values + sums : sums, margin: 0, dimension: dimension,
      unitText: unitText)
  }

  /// The margin as a part of the value. Our screens show three digits, so that more than half a percent isn't due to
  /// rounding: in `7/5`, both are exact.
  private var relativeMargin: Double {
    let least = values.map(abs).filter { $0 > 0 }.min() ?? 1
    return min(margin / least, 0.005)
  }
}
