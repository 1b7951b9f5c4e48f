/// What `poolbook_checks.py` has found out for a check: a value, a name that is missing, an exception, or that it took too
/// long. Texts are the program's own and may contain anything.
struct CheckFacts: Decodable, Equatable {
  /// How Python prints the value, cut to a length that can be read.
  var shown: String?
  /// The name of its type; NumPy's numbers are numbers.
  var kind: String?
  /// The value as JSON; `nil` if it has no such form, or is too large.
  var value: String?
  /// The value as a number: digits, `inf` or `nan`.
  var number: String?
  /// How many values it has, such as those of a list.
  var length: Int?
  /// How many different values several evaluations gave.
  var distinct: Int?
  /// What was printed meanwhile.
  var printed: String?
  /// The name that the program doesn't have.
  var missing: String?
  /// The name of the program that is most like it.
  var near: String?
  /// Functions and classes of the program.
  var names: [String]?
  /// The class of the exception that was raised, its message, and the last place of the student's code.
  var raised: String?
  var text: String?
  var file: String?
  var line: Int?
  /// Whether the time was up.
  var late: Bool?

  /// The value as a number.
  var asNumber: Double? { number.flatMap { Double($0) } }
}
