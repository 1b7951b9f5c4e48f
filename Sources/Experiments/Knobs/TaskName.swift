/// The tasks that come with the program.
public enum TaskName: String, Sendable, Equatable, Codable, CaseIterable {
  /// Says which worker took the item.
  case processInfo = "process-info"
  /// Counts random points of the unit square that fall inside the quarter circle.
  case quarterCircle = "quarter-circle"
  /// Finds the primes of a range by trial division.
  case primes
  /// Counts the divisors of each number of a range: work that grows with the number.
  case divisors
  /// Sleeps for as many seconds as the item says.
  case sleep
  /// Has any program do each item: one JSON line in, one out.
  case command
}
