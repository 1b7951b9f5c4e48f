/// The signs that figures are written with: those of mathematics, or ASCII alone.
package struct Notation: Sendable, Equatable {
  /// Whether only ASCII may be written.
  package let isASCII: Bool

  /// Chooses the signs.
  package init(isASCII: Bool) { self.isASCII = isASCII }

  /// The signs of mathematics.
  package static let unicode = Notation(isASCII: false)

  /// Between a mean and its deviation.
  package var plusOrMinus: String { isASCII ? "+-" : "±" }
  /// Multiplication.
  package var times: String { isASCII ? "x" : "×" }
  /// Before a rounded number.
  package var approximately: String { isASCII ? "=" : "≈" }
  /// The rest, which is left out.
  package var ellipsis: String { isASCII ? "..." : "…" }
}
