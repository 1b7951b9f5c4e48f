internal import Archive
import FoundationEssentials

extension Markup {
  /// A whole page in one file. It has no scripts, and the policy in its head lets it load nothing.
  ///
  /// - Parameters:
  ///   - title: The title of the window.
  ///   - styles: The style sheets.
  ///   - body: What the body has: a header, a `main`, a footer.
  package static func page(title: String, styles: [StaticString], body: [Markup]) -> String {
    let sums = styles.map { "'sha256-\(digest(of: $0))'" }.joined(separator: " ")
    let policy =
      "default-src 'none'; style-src \(sums); base-uri 'none'; form-action 'none'"
    let head = element(
      "head", [:],
      void("meta", ["charset": "utf-8"]),
      void("meta", ["http-equiv": "Content-Security-Policy", "content": policy]),
      void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      void("meta", ["name": "color-scheme", "content": "light dark"]),
      void("meta", ["name": "referrer", "content": "no-referrer"]),
      element("title", [:], Markup(title)),
      Markup(styles.map { element("style", [:], Markup(trusted: $0)) }))
    return "<!DOCTYPE html>\n" + element("html", ["lang": "en"], head, element("body", [:], body)).html + "\n"
  }

  /// The sum of a style sheet as a policy has it.
  private static func digest(of style: StaticString) -> String {
    var digits = sha256(Array("\(style)".utf8))[...]
    var bytes: [UInt8] = []
    while digits.count >= 2 {
      bytes.append(UInt8(digits.prefix(2), radix: 16) ?? 0)
      digits = digits.dropFirst(2)
    }
    return Data(bytes).base64EncodedString()
  }
}
