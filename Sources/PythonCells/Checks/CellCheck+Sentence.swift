internal import Experiments
import Text

extension CellCheck {
  /// The check as a sentence: `sample_quarter_circle(1000) is an int from 0 to 1 000`.
  var sentence: String {
    switch kind {
    case .value(let expression, _, let expected): "\(code(expression)) \(expected.words)"
    case .proportion(let expression, let n, let p):
      "\(code(expression)) is about \(written((Double(n) * p).rounded())) of \(formatCount(n))"
    case .differ(let expression, let times): "\(formatCount(times)) values of \(code(expression)) differ"
    case .printed(let number, let within):
      "It prints \(written(number))" + (within > 0 ? ", or a number within \(written(within)) of it" : "")
    case .trace(.named, let comparison, let number) where (comparison == .atMost) == (number < 1):
      "The pool's number of processes is \(comparison == .atMost ? "not " : "")given"
    case .trace(let figure, let comparison, let number):
      "It has \(comparison.words)\(figure.words(number))"
    }
  }
}

extension CellCheck.Expected {
  /// What is expected, as the end of a sentence: `is an int from 0 to 1 000`.
  fileprivate var words: String {
    var parts: [String] = []
    if let type { parts.append(withArticle(type)) }
    if let equals { parts.append(cut(equals.text)) }
    if let between { parts.append("from \(written(between.lowerBound)) to \(written(between.upperBound))") }
    if let near { parts.append(within > 0 ? "within \(written(within)) of \(written(near))" : written(near)) }
    return parts.isEmpty ? "has a value" : "is " + parts.joined(separator: " ")
  }
}

extension CellCheck.Comparison {
  /// The words before the number.
  var words: String {
    switch self {
    case .equal: ""
    case .atLeast: "at least "
    case .atMost: "at most "
    }
  }

  /// Whether a figure is as it should be.
  func holds(_ figure: Double, _ number: Double) -> Bool {
    switch self {
    case .equal: figure == number
    case .atLeast: figure >= number
    case .atMost: figure <= number
    }
  }
}

extension CellCheck.TraceFigure {
  /// A number of this figure, with what it counts.
  func words(_ number: Double) -> String {
    let (noun, plural, rest): (String, String, String) =
      switch self {
      case .pools: ("pool", "pools", "")
      case .maps: ("map", "maps", "")
      case .items: ("item", "items", " in its largest map")
      case .chunk: ("item", "items", " in a chunk")
      case .processes: ("process", "processes", " in its pool")
      case .workers: ("worker", "workers", " that did an item")
      case .at_once: ("worker", "workers", " busy at the same moment")
      case .failed: ("item", "items", " that failed")
      case .named: ("pool", "pools", " with a given number of processes")
      }
    return "\(written(number)) \(number == 1 ? noun : plural)\(rest)"
  }
}

/// A number as people write it.
func written(_ number: Double) -> String {
  abs(number) < 1e15 ? Int(exactly: number).map(formatCount) ?? formatItem(number) : formatItem(number)
}

/// A text of the lesson or of the program on one line, cut after a few words.
func cut(_ text: String) -> String {
  // A cut before it is made visible, because a text may be very long.
  let shown = visible(String(text.prefix(200)), onOneLine: true)
  return shown.count > 70 ? shown.prefix(69) + "…" : shown
}

/// An expression on one line.
func code(_ expression: String) -> String { cut(expression) }

/// A type's name with its article.
func withArticle(_ type: String) -> String {
  if type == "NoneType" { return "None" }
  let name = cut(type)
  return ("aeiou".contains(name.first ?? " ") ? "an " : "a ") + name
}
