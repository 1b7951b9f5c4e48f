import Text

/// A piece of an HTML page. It can only be made of text, which is escaped, of elements whose names are in the program's own
/// code, and of other pieces: nothing that a student writes becomes markup.
package struct Markup: Sendable, Equatable {
  /// The HTML.
  package private(set) var html: String

  private init(html: String) { self.html = html }

  /// A text. Control characters and those that reorder text are visible.
  package init(_ text: String) { html = Markup.escaped(visible(text)) }

  /// Markup of the program's own code.
  package init(trusted html: StaticString) { self.html = "\(html)" }

  /// Pieces after one another.
  package init(_ pieces: [Markup]) { html = pieces.map(\.html).joined() }

  /// An element with its attributes and what is inside.
  package static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], _ inner: [Markup]
  ) -> Markup {
    Markup(html: open(name, attributes) + inner.map(\.html).joined() + "</\(name)>")
  }

  /// An element with its attributes and what is inside.
  package static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], _ inner: Markup...
  ) -> Markup {
    element(name, attributes, inner)
  }

  /// An element that has no end, such as `meta`.
  package static func void(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:]) -> Markup {
    Markup(html: open(name, attributes))
  }

  private static func open(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>) -> String {
    // An attribute is one line.
    let words = attributes.map { " \($0.key)=\"\(escaped(visible($0.value, onOneLine: true)))\"" }
    return "<\(name)\(words.joined())>"
  }

  private static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      // Noncharacters are an error in HTML.
      default: result.append(scalar.isNoncharacter ? "\u{FFFD}" : scalar)
      }
    }
    return String(result)
  }
}

extension Unicode.Scalar {
  fileprivate var isNoncharacter: Bool { value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value) }
}
