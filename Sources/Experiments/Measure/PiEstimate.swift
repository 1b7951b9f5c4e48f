/// An estimate of pi from points of the unit square, of which some are inside the quarter circle.
package struct PiEstimate: Sendable, Equatable {
  /// How many points are inside.
  package let inside: Int
  /// How many points there are, at least one.
  package let points: Int

  /// Makes an estimate; `nil` without any point.
  package init?(inside: Int, of points: Int) {
    guard points > 0, (0...points).contains(inside) else { return nil }
    self.inside = inside
    self.points = points
  }

  /// Four times the part that is inside.
  package var value: Double { 4 * Double(inside) / Double(points) }

  /// The standard error, 4 √(p (1 − p) / n) for n independent points of which the part p is inside; `nil` while all points
  /// or none are inside, when it would come out as 0.
  ///
  /// Each point is a Bernoulli trial, and √(p (1 − p) / n) is the estimated standard error of the part of successes; see
  /// Wasserman, “All of Statistics” (2004), chapter 6.
  package var standardError: Double? {
    guard inside > 0, inside < points else { return nil }
    let part = Double(inside) / Double(points)
    return 4 * (part * (1 - part) / Double(points)).squareRoot()
  }
}
