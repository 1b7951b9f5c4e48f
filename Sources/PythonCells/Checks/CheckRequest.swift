internal import Experiments

/// A check that the runner evaluates in the program's process, as it reads it.
struct CheckRequest: Encodable {
  /// The check's place among those of the lesson.
  var index: Int
  /// The expression.
  var expression: String
  /// How often it is evaluated.
  var times: Int

  /// The checks that have an expression.
  static func all(of checks: [CellCheck]) -> [CheckRequest] {
    checks.enumerated().compactMap { index, check in
      switch check.kind {
      case .value(let expression, _, _), .proportion(let expression, _, _):
        CheckRequest(index: index, expression: expression, times: 1)
      case .differ(let expression, let times):
        CheckRequest(index: index, expression: expression, times: max(2, times))
      case .printed, .trace: nil
      }
    }
  }
}
