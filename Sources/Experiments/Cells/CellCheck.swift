/// Something that a lesson checks about a student's program once it has run: values, statistics, output and trace, and
/// never its text.
package struct CellCheck: Sendable, Equatable, Codable {
  /// What is checked.
  package var kind: Kind
  /// What it means if the check fails, and the fix, in the author's words; at most two sentences.
  package var say: [String]

  /// Makes a check.
  package init(_ kind: Kind, say: [String] = []) {
    self.kind = kind
    self.say = say
  }

  /// Whether it is about what the program's pools did.
  package var isOfTrace: Bool { if case .trace = kind { true } else { false } }

  /// The kinds of checks.
  package enum Kind: Sendable, Equatable, Codable {
    /// The value of an expression in the program's own names: `call` and `value`.
    case value(expression: String, isCall: Bool, Expected)
    /// A count out of `n`, each with the probability `p`: at most five standard deviations from `n * p`.
    case proportion(expression: String, n: Int, p: Double)
    /// Several evaluations of an expression give at least two different values.
    case differ(expression: String, times: Int)
    /// A number that the program has to print, and how far off it may be.
    case printed(Double, within: Double)
    /// A figure of what its pools did.
    case trace(TraceFigure, Comparison, Double)
  }

  /// What a value has to be; what is `nil` isn't checked.
  package struct Expected: Sendable, Equatable, Codable {
    /// Its type, by the name that Python has for it; NumPy's integers are `int` as well.
    package var type: String?
    /// The numbers between which it has to be.
    package var between: ClosedRange<Double>?
    /// What it has to be equal to; a tuple equals an array of the same values.
    package var equals: JSONValue?
    /// What it has to be near.
    package var near: Double?
    /// How far from `near` it may be.
    package var within: Double

    /// Makes a description from its parts.
    package init(
      type: String? = nil, between: ClosedRange<Double>? = nil, equals: JSONValue? = nil, near: Double? = nil,
      within: Double = 0
    ) {
      self.type = type
      self.between = between
      self.equals = equals
      self.near = near
      self.within = within
    }
  }

  /// Figures of what a program's pools did, in its first run.
  package enum TraceFigure: String, Sendable, Equatable, Codable, CaseIterable {
    /// How many pools it made.
    case pools
    /// How many maps it made.
    case maps
    /// Items of its largest map.
    case items
    /// Items in a chunk of that map.
    case chunk
    /// Processes of that map's pool.
    case processes
    /// How many of them did an item.
    case workers
    /// The largest number of them that were busy at the same moment.
    case at_once
    /// How many items raised an exception.
    case failed
    /// 1 if the number of processes was given to the pool, otherwise 0.
    case named
  }

  /// How a figure is compared.
  package enum Comparison: String, Sendable, Equatable, Codable, CaseIterable {
    case equal = "=="
    case atLeast = ">="
    case atMost = "<="
  }
}

/// What came of a check.
package struct CheckOutcome: Sendable, Equatable, Codable {
  /// The check as a sentence: `sample_quarter_circle(1000) is an int from 0 to 1 000`.
  package var check: String
  /// Whether it passed.
  package var passed: Bool
  /// What was seen, what it means and the fix; `nil` if it passed. What is not known is empty.
  package var trouble: Trouble?

  /// Makes an outcome from its parts.
  package init(check: String, passed: Bool, trouble: Trouble? = nil) {
    self.check = check
    self.passed = passed
    self.trouble = trouble
  }
}

/// A file of the code that a run rests on, as it was then.
package struct CodeFile: Sendable, Equatable, Codable {
  /// Its name in the student's folder.
  package var file: String
  /// Its SHA-256, in hexadecimal digits.
  package var sha256: String

  /// Makes the entry.
  package init(file: String, sha256: String) {
    self.file = file
    self.sha256 = sha256
  }
}
