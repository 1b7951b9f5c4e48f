internal import AnswerBook
internal import LessonFormat
import Text

/// A student's free text as lines of Markdown: as it was typed, or in a fence if it would spoil the page, load something,
/// or run something.
func studentMarkdown(_ text: String) -> [String] {
  let text = visible(text)
  let isHarmless = !spoilsPage(Array(text.utf8)) && !hasActiveTeX(text) && readMarkdown(text)?.isHarmless == true
  guard isHarmless else { return fenced(text, language: "text") }
  return text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
}

/// Whether a formula could be more than a formula: these commands of MathJax make links, load extensions, or change the page.
private func hasActiveTeX(_ text: String) -> Bool {
  ["href", "require", "class", "style", "cssId", "unicode", "def", "newcommand", "bbox"].contains {
    text.contains("\\" + $0)
  }
}

extension [Block] {
  /// Whether there is no picture, which would be a request, and no link but to other servers.
  fileprivate var isHarmless: Bool {
    allSatisfy { block in
      switch block {
      case .heading(_, let inlines), .paragraph(let inlines): inlines.isHarmless
      case .list(_, _, let items): items.allSatisfy(\.isHarmless)
      case .table(_, let header, let rows): ([header] + rows).joined().allSatisfy(\.isHarmless)
      case .quote(let blocks): blocks.isHarmless
      case .code, .rule: true
      }
    }
  }
}

extension [Inline] {
  fileprivate var isHarmless: Bool {
    allSatisfy { inline in
      switch inline {
      case .image: false
      case .link(let inner, let target): isWebAddress(target) && inner.isHarmless
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner): inner.isHarmless
      case .text, .softBreak, .lineBreak, .code, .math: true
      }
    }
  }
}

/// Whether a link leads to another server or to an address of mail.
func isWebAddress(_ target: String) -> Bool {
  ["http:", "https:", "mailto:"].contains { target.lowercased().hasPrefix($0) }
}
