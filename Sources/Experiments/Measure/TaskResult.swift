/// What a task found. In JSON: the task's own object, without a name around it.
public enum TaskResult: Sendable, Equatable {
  /// `process-info`: one entry an item in item order, at most 10 000.
  case processInfo([ItemResult])
  /// `quarter-circle`: points drawn, and how many lay inside.
  case quarterCircle(samples: Int, inside: Int)
  /// `primes`: how many, the first five and the last five.
  case primes(count: Int, first: [Int], last: [Int])
  /// `divisors`: the number that has the most, how many it has, and how many all numbers have together.
  case divisors(most: Int, count: Int, sum: Int)
  /// `sleep`: seconds slept in all.
  case sleep(seconds: Double)
  /// `command`: what the program answered, in item order; at most 10 000 values and some megabytes.
  case command([JSONValue])

  /// What came back for one item of `process-info`.
  public struct ItemResult: Sendable, Equatable, Codable {
    /// The value the worker was handed.
    public var item: Double
    /// The worker's name.
    public var worker: String
    /// The worker's process id.
    public var pid: Int32

    /// Makes the entry from its parts.
    public init(item: Double, worker: String, pid: Int32) {
      self.item = item
      self.worker = worker
      self.pid = pid
    }
  }
}

extension TaskResult: Codable {
  private enum Key: String, CodingKey {
    case results, samples, inside, pi, count, first, last, most, divisors, sum, seconds, values
  }

  /// Reads whichever object it is from the fields it has.
  public init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    if let results = try box.decodeIfPresent([ItemResult].self, forKey: .results) {
      self = .processInfo(results)
    } else if let samples = try box.decodeIfPresent(Int.self, forKey: .samples) {
      self = .quarterCircle(samples: samples, inside: try box.decode(Int.self, forKey: .inside))
    } else if let count = try box.decodeIfPresent(Int.self, forKey: .count) {
      self = .primes(
        count: count, first: try box.decode([Int].self, forKey: .first),
        last: try box.decode([Int].self, forKey: .last))
    } else if let most = try box.decodeIfPresent(Int.self, forKey: .most) {
      self = .divisors(
        most: most, count: try box.decode(Int.self, forKey: .divisors), sum: try box.decode(Int.self, forKey: .sum))
    } else if let values = try box.decodeIfPresent([JSONValue].self, forKey: .values) {
      self = .command(values)
    } else {
      self = .sleep(seconds: try box.decode(Double.self, forKey: .seconds))
    }
  }

  /// Writes the task's own object.
  public func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    switch self {
    case .processInfo(let results):
      try box.encode(results, forKey: .results)
    case .quarterCircle(let samples, let inside):
      try box.encode(samples, forKey: .samples)
      try box.encode(inside, forKey: .inside)
      try box.encode(samples == 0 ? 0 : 4 * Double(inside) / Double(samples), forKey: .pi)
    case .primes(let count, let first, let last):
      try box.encode(count, forKey: .count)
      try box.encode(first, forKey: .first)
      try box.encode(last, forKey: .last)
    case .divisors(let most, let count, let sum):
      try box.encode(most, forKey: .most)
      try box.encode(count, forKey: .divisors)
      try box.encode(sum, forKey: .sum)
    case .sleep(let seconds):
      try box.encode(seconds, forKey: .seconds)
    case .command(let values):
      try box.encode(values, forKey: .values)
    }
  }
}
