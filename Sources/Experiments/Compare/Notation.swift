/// The signs that figures are written with: those of mathematics, or ASCII alone.
public struct Notation: Sendable, Equatable {
  /// Whether only ASCII may be written.
  public let isASCII: Bool

  /// Chooses the signs.
  public init(isASCII: Bool) { self.isASCII = isASCII }

  /// The signs of mathematics.
  public static let unicode = Notation(isASCII: false)

  /// Between a mean and its deviation.
  public var plusOrMinus: String { isASCII ? "+-" : "±" }
  /// Multiplication.
  public var times: String { isASCII ? "x" : "×" }
  /// Before a rounded number.
  public var approximately: String { isASCII ? "=" : "≈" }
  /// The rest, which is left out.
  public var ellipsis: String { isASCII ? "..." : "…" }
}
