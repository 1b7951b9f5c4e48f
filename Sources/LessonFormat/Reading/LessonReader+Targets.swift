extension LessonReader {
  /// Warns about links and pictures whose target doesn't exist.
  ///
  /// - Parameter hasFile: Whether there is a file at a path, seen from the lesson; `nil` if that isn't known.
  mutating func checkTargets(hasFile: ((String) -> Bool)?) {
    let known = ids.filter { $0.value.kind == .section }.keys.sorted().prefix(500)
    // Searching for places and words takes time, which nobody needs for the thousandth warning.
    var left = 50
    for (target, block) in prose.targets {
      var node: MarkdownNode {
        left -= 1
        return left > 0 ? prose.place(of: target.isEmpty ? "]()" : target, in: block) : block
      }
      if target.isEmpty {
        prose.report(
          node, severity: .warning, "This link has no target.", fix: "Write the target in the parentheses.")
      } else if target.hasPrefix("#") {
        let name = String(target.dropFirst())
        guard ids[name] == nil, !headings.contains(name.lowercased()) else { continue }
        prose.report(
          node, severity: .warning, "There is no section `\(name.prefix(80))` to link to.",
          fix: (left > 0 ? nearest(to: name, among: known) : nil).map { "Write `#\($0)`." }
            ?? "Write the id of a section after `#`.")
      } else if let hasFile, let path = Self.path(target), !hasFile(path) {
        prose.report(
          node, severity: .warning, "There is no file `\(path.prefix(80))` beside the lesson.",
          fix: path.hasPrefix("www.") ? "Write `https://\(path.prefix(80))`." : "Correct the path, or add the file.")
      }
    }
  }

  /// The path in a target that is a file; `nil` if it is an address with a scheme.
  private static func path(_ target: String) -> String? {
    let scheme = target.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
    guard target[scheme.endIndex...].first != ":", !target.hasPrefix("/") else { return nil }
    let path = target.prefix { $0 != "#" && $0 != "?" }
    return decoded(path)
  }

  /// A path without its `%20`s.
  private static func decoded(_ path: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(path.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The anchor that GitHub gives a heading: its words in lower case with hyphens between them.
  static func anchor(_ title: String) -> String {
    String(
      title.lowercased().compactMap {
        $0 == " " ? "-" : $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" ? $0 : nil
      })
  }
}
