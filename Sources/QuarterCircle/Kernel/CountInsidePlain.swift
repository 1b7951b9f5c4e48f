/// Counts with the vectors that every processor of this kind has.
public func countInsidePlain(_ thrower: inout DartThrower, samples: Int) -> Int {
  thrower.countInside(samples: samples)
}
