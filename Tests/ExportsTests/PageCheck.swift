/// Reads HTML as strictly as a reader of XML does, and lists what is wrong with it or dangerous in it.
struct PageCheck {
  /// What is wrong, a few words each.
  private(set) var faults: [String] = []
  /// How often each element occurs.
  private(set) var elements: [String: Int] = [:]
  private var open: [String] = []

  private static let void: Set<String> = ["meta", "br", "hr"]
  private static let known: Set<String> = [
    "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "p", "dl", "dt", "dd", "nav",
    "ol",
    "ul", "li", "span", "main", "section", "article", "div", "figure", "figcaption", "table", "thead", "tbody", "tr",
    "th",
    "td", "svg", "desc", "rect", "line", "text", "footer", "strong", "em", "del", "code", "pre", "blockquote", "br",
    "hr",
    "math", "semantics", "annotation", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub",
    "msup",
    "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd",
  ]

  init(_ html: String) {
    var rest = Array(html.utf8)[...]
    if rest.starts(with: Array("<!DOCTYPE html>\n".utf8)) { rest = rest.dropFirst(16) }
    while let byte = rest.first {
      rest = rest.dropFirst()
      if byte == UInt8(ascii: "<") {
        guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else {
          faults.append("a tag without its end")
          break
        }
        tag(String(decoding: rest[..<end], as: UTF8.self))
        rest = rest[(end + 1)...]
      } else if byte == UInt8(ascii: ">"), open.last != "style" {
        faults.append("a bare >")
      } else if byte < 0x20, byte != 0x0A, byte != 0x09 {
        faults.append("a control character")
      } else if byte == UInt8(ascii: "&"), !isEntity(rest.prefix(6)) {
        faults.append("a bare &")
      }
    }
    if !open.isEmpty { faults.append("not closed: \(open)") }
  }

  private mutating func tag(_ text: String) {
    if text.hasPrefix("/") {
      let name = String(text.dropFirst())
      if open.popLast() != name { faults.append("</\(name)> closes another element") }
      return
    }
    let name = String(text.prefix { $0.isLetter || $0.isNumber })
    elements[name, default: 0] += 1
    if !Self.known.contains(name) { faults.append("<\(name)> is unknown") }
    attributes(text.dropFirst(name.count), of: name)
    if !Self.void.contains(name) { open.append(name) }
  }

  private mutating func attributes(_ text: Substring, of element: String) {
    var rest = text
    while rest.first == " " {
      rest = rest.dropFirst()
      let name = rest.prefix { $0 != "=" }
      rest = rest.dropFirst(name.count)
      guard rest.hasPrefix("=\"") else { return faults.append("<\(element)> has an attribute without quotes") }
      let value = rest.dropFirst(2).prefix { $0 != "\"" }
      rest = rest.dropFirst(3 + value.count)
      if name.hasPrefix("on") || name == "src" || name == "style"
        || !name.allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "-" || $0.isNumber) })
      {
        faults.append("<\(element)> has \(name)")
      }
      if name == "href", !["http://", "https://", "mailto:", "#"].contains(where: { value.lowercased().hasPrefix($0) })
      {
        faults.append("a link to \(value)")
      }
    }
    if !rest.isEmpty { faults.append("<\(element)> has \(rest)") }
  }

  private func isEntity(_ bytes: ArraySlice<UInt8>) -> Bool {
    ["amp;", "lt;", "gt;", "quot;", "#39;"].contains { bytes.starts(with: Array($0.utf8)) }
  }
}
