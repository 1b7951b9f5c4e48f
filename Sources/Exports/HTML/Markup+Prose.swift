package import LessonFormat

extension Markup {
  /// Prose: prompts of the lesson, and answers, which `readMarkdown` reads.
  package static func prose(_ blocks: [Block]) -> Markup { Markup(blocks.map(block)) }

  /// Markdown that anybody may have written. What is too long or too deeply nested for that is shown as it was typed.
  package static func markdown(_ text: String) -> Markup {
    readMarkdown(text).map(prose) ?? element("pre", ["class": "plain"], Markup(text))
  }

  /// Code with its keywords, texts and comments in colours.
  static func code(_ code: String, language: String?) -> Markup {
    // Colours are a convenience, and no reader needs them in a hundred pages.
    guard language != nil, code.utf8.count <= 200_000 else {
      return element("pre", [:], element("code", [:], Markup(code)))
    }
    let lines = codeSpans(code, language: language).map { spans in
      Markup(
        spans.map { text, ink -> Markup in
          switch ink {
          case .plain: Markup(text)
          case .keyword: element("span", ["class": "k"], Markup(text))
          case .string: element("span", ["class": "s"], Markup(text))
          case .comment: element("span", ["class": "c"], Markup(text))
          case .number: element("span", ["class": "n"], Markup(text))
          }
        })
    }
    return element("pre", [:], element("code", [:], Array(lines.joined(by: Markup("\n")))))
  }

  private static func block(_ block: Block) -> Markup {
    switch block {
    // Headings of a text would be in the outline of the page.
    case .heading(_, let inlines): element("p", ["class": "heading"], element("strong", [:], text(inlines)))
    case .paragraph(let inlines):
      if case .math(let tex)? = inlines.first, inlines.count == 1 {
        element("div", ["class": "formula"], formula(tex, isDisplay: true))
      } else {
        element("p", [:], text(inlines))
      }
    case .list(let start, let tight, let items): list(start: start, isTight: tight, items)
    case .table(let columns, let header, let rows): table(columns, header, rows)
    case .code(let language, let code): Markup.code(code, language: language)
    case .quote(let blocks): element("blockquote", [:], prose(blocks))
    case .rule: void("hr")
    }
  }

  private static func list(start: Int?, isTight: Bool, _ items: [[Block]]) -> Markup {
    let inner = items.map { blocks in
      // A tight list has the text itself in its items.
      let parts = blocks.map { part -> Markup in
        if isTight, case .paragraph(let inlines) = part { text(inlines) } else { block(part) }
      }
      return element("li", [:], parts)
    }
    guard let start else { return element("ul", [:], inner) }
    return start == 1 ? element("ol", [:], inner) : element("ol", ["start": String(start)], inner)
  }

  private static func table(
    _ columns: [Block.ColumnAlignment], _ header: [[Inline]], _ rows: [[[Inline]]]
  ) -> Markup {
    let headings = zip(header, columns).map { cell, alignment in
      // Without words it is no heading.
      cell.isEmpty
        ? element("td", ["class": alignment.name])
        : element("th", ["scope": "col", "class": alignment.name], text(cell))
    }
    let body = rows.map { row in
      element("tr", [:], zip(row, columns).map { element("td", ["class": $1.name], text($0)) })
    }
    return element(
      "div", ["class": "wide", "tabindex": "0", "role": "group", "aria-label": "Table"],
      element("table", [:], element("thead", [:], element("tr", [:], headings)), element("tbody", [:], body)))
  }

  /// Running text.
  static func text(_ inlines: [Inline]) -> Markup { Markup(inlines.map(inline)) }

  private static func inline(_ inline: Inline) -> Markup {
    switch inline {
    case .text(let text): Markup(text)
    case .softBreak: Markup("\n")
    case .lineBreak: void("br")
    case .code(let code): element("code", [:], Markup(code))
    case .emphasis(let inner): element("em", [:], text(inner))
    case .strong(let inner): element("strong", [:], text(inner))
    case .strikethrough(let inner): element("del", [:], text(inner))
    case .link(let inner, let target): link(text(inner), to: target)
    // Showing it would be a request to another server.
    case .image(let alternative, let target):
      link(Markup(alternative.isEmpty ? "picture" : "picture: " + alternative), to: target)
    case .math(let tex): formula(tex, isDisplay: false)
    }
  }

  /// A link to another server, or to an address; any other target stays text.
  private static func link(_ inner: Markup, to target: String) -> Markup {
    guard isWebAddress(target) else { return inner }
    return element("a", ["href": target, "rel": "noopener noreferrer nofollow"], inner)
  }
}

extension Block.ColumnAlignment {
  fileprivate var name: String {
    switch self {
    case .left: "left"
    case .center: "center"
    case .right: "right"
    }
  }
}

extension [Markup] {
  /// The pieces with another one between them.
  fileprivate func joined(by separator: Markup) -> [Markup] {
    enumerated().flatMap { $0 == 0 ? [$1] : [separator, $1] }
  }
}
