internal import Exports
internal import LessonFormat
internal import Text

/// What a class has handed in, for a browser: a page with the table, and a page for each question with all answers to it.
///
/// Three hundred students make ten thousand answers, too many for one page. Graders look at one question at a time, and a
/// page with its three hundred answers opens at once.
package struct CollectionPages {
  private let collection: Collection
  /// The folder of the questions' pages, as the table's page names it.
  private let folder: String
  /// The name of the table's page, as the questions' pages name it.
  private let index: String
  /// The questions; the reports have them in the same order.
  private var questions: [Question] { collection.lesson.questions }

  /// Makes pages.
  ///
  /// - Parameters:
  ///   - index: The name of the table's file.
  ///   - folder: The name of the folder with the other files, which is beside it.
  package init(_ collection: Collection, index: String, folder: String) {
    (self.collection, self.index, self.folder) = (collection, index, folder)
  }

  /// The page with the table.
  package var table: String {
    page(
      title: collection.lesson.title,
      header: [
        Markup.element("h1", [:], Markup(collection.lesson.title)),
        .element(
          "p", [:], Markup("\(collection.lesson.id), edition \(collection.lesson.version): \(collection.headline)")),
      ],
      main: [tableOfStudents, key] + [flags, earlier, setAside])
  }

  /// The pages of the questions, with the names of their files.
  package var pages: [(name: String, text: String)] { questions.indices.map { (fileName(of: $0), page(of: $0)) } }

  private func fileName(of place: Int) -> String {
    // The id of a question has no other characters than letters, digits, hyphens and underscores.
    "\(place < 9 ? "0" : "")\(place + 1)-\(questions[place].id).html"
  }

  private func page(title: String, header: [Markup], main: [Markup]) -> String {
    Markup.page(
      title: title, styles: [styleSheet, classStyle],
      body: [
        .element("a", ["class": "skip", "href": "#content"], Markup("Skip to the answers")),
        .element("header", [:], header),
        .element("main", ["id": "content"], main),
        .element(
          "footer", [:], .element("p", [:], Markup("Made by Poolbook from what was handed in."))),
      ])
  }
}

// The table.
extension CollectionPages {
  private var hasIds: Bool { collection.rows.contains { !$0.person.name.isEmpty && !$0.person.id.isEmpty } }
  private var hasLate: Bool { collection.handedIn.contains { $0.attempt?.isLate == true } }

  private var tableOfStudents: Markup {
    let headings = questions.enumerated().map { place, question -> Markup in
      .element(
        "th", ["scope": "col", "class": "sign"],
        .element(
          "a", ["href": "\(escaped(folder))/\(fileName(of: place))", "title": question.id], Markup("\(place + 1)")))
    }
    let fixed = ["Student"] + (hasIds ? ["Id"] : []) + (hasLate ? ["Late"] : []) + ["Done"]
    let header =
      fixed.map { Markup.element("th", ["scope": "col", "class": "left"], Markup($0)) } + headings + [
        .element("th", ["scope": "col", "class": "right"], Markup("Flags"))
      ]
    return .element(
      "div", ["class": "wide", "tabindex": "0", "role": "group", "aria-label": "Students and questions"],
      .element(
        "table", ["class": "class"], .element("thead", [:], .element("tr", [:], header)),
        .element("tbody", [:], collection.rows.enumerated().map { row($0.element, $0.offset) })))
  }

  private func row(_ row: CollectedRow, _ number: Int) -> Markup {
    let person = row.person
    var cells: [Markup] = [
      .element("th", ["scope": "row", "class": "left"], Markup(person.name.isEmpty ? row.shown : person.name))
    ]
    if hasIds { cells.append(.element("td", [:], Markup(person.name.isEmpty ? "" : person.id))) }
    guard let attempt = row.attempt else {
      let words = row.state == .nothing ? "nothing handed in" : "nothing that can be read"
      cells.append(
        .element("td", ["colspan": "\(questions.count + (hasLate ? 3 : 2))", "class": "none"], Markup(words)))
      return .element("tr", [:], cells)
    }
    let asked = attempt.report.totals.asked
    if hasLate { cells.append(.element("td", [:], Markup(attempt.isLate ? "late" : ""))) }
    cells.append(.element("td", ["class": "short"], Markup("\(asked.answered) of \(asked.all)")))
    for (place, question) in attempt.report.questions.enumerated() {
      let state = CellState(question)
      let sign = Markup.element("span", ["aria-hidden": "true"], Markup(state.sign))
      let words = Markup.element("span", ["class": "unseen"], Markup(state.rawValue))
      let inner: Markup =
        state == .empty
        ? Markup([sign, words])
        : .element(
          "a", ["href": "\(escaped(folder))/\(fileName(of: place))#s\(number)", "class": state.look], sign, words)
      cells.append(.element("td", ["class": "sign"], inner))
    }
    let count =
      row.flags.isEmpty ? Markup([]) : Markup.element("a", ["href": "#f\(number)"], Markup("\(row.flags.count)"))
    return .element("tr", [:], cells + [.element("td", ["class": "right"], count)])
  }

  private var key: Markup {
    let words = CellState.allCases.map { "\($0.sign) \($0.rawValue)" }.joined(separator: ", ")
    return .element("p", ["class": "credits"], Markup(words))
  }

  private var flags: Markup {
    list(
      "Look at these", "flags",
      collection.rows.enumerated().filter { !$0.element.flags.isEmpty }.map { number, row in
        ("f\(number)", row.shown, row.flags.map(\.sentence))
      })
  }

  private var earlier: Markup {
    list(
      "Earlier attempts, which don't count", "earlier",
      collection.rows.enumerated().filter { !$0.element.earlier.isEmpty }.map { ("a\($0)", $1.shown, $1.earlier) })
  }

  private var setAside: Markup {
    list("Set aside", "aside", collection.setAside.enumerated().map { ("x\($0)", $1.path, [$1.reason]) })
  }

  private func list(_ title: String, _ id: String, _ entries: [(id: String, name: String, texts: [String])]) -> Markup {
    guard !entries.isEmpty else { return Markup([]) }
    let items = entries.map { entry -> Markup in
      .element(
        "li", ["id": entry.id], .element("strong", [:], Markup(entry.name)),
        .element("ul", [:], entry.texts.map { .element("li", [:], Markup($0)) }))
    }
    return .element(
      "section", ["aria-labelledby": id], .element("h2", ["id": id], Markup(title)),
      .element("ul", ["class": "plain"], items))
  }
}

// A question.
extension CollectionPages {
  private func page(of place: Int) -> String {
    let question = questions[place]
    let answers = collection.rows.enumerated().compactMap { number, row in
      row.attempt.map { (number, row, $0.report.questions[place]) }
    }
    let given = answers.filter { $0.2.isAnswered }
    let missing = answers.filter { !$0.2.isAnswered }.map(\.1.shown)
    let points = question.points.map { ", " + counted($0, "point") } ?? ""
    let counts = CellState.allCases.compactMap { state -> String? in
      let count = answers.count { CellState($0.2) == state }
      return count == 0 ? nil : "\(count) \(state.rawValue)"
    }
    var main: [Markup] = [.element("div", ["class": "prompt"], .prose(question.prompt))]
    for (name, blocks) in [("What to look for", question.rubric), ("The lesson's solution", question.solution)]
    where !blocks.isEmpty {
      main.append(.element("details", [:], .element("summary", [:], Markup(name)), .prose(blocks)))
    }
    main += given.map { number, row, answer in
      let late = row.attempt?.isLate == true ? [Markup.element("span", ["class": "badge"], Markup("late"))] : []
      let flags =
        row.flags.isEmpty
        ? []
        : [
          Markup.element(
            "a", ["class": "badge", "href": "../\(escaped(index))#f\(number)"], Markup("flags: \(row.flags.count)"))
        ]
      return .element(
        "article", ["aria-labelledby": "s\(number)"],
        .element(
          "h2", ["id": "s\(number)", "class": "student"], [Markup("\(row.shown) ")] + late + [Markup(" ")] + flags),
        answer.answerHTML)
    }
    if !missing.isEmpty {
      main.append(
        .element(
          "section", ["aria-labelledby": "missing"], .element("h2", ["id": "missing"], Markup("No answer")),
          .element("p", [:], Markup(missing.joined(separator: "; ")))))
    }
    let title = "\(place + 1) \(question.title ?? question.id)"
    let header: [Markup] = [
      .element("nav", ["aria-label": "Questions"], .element("p", [:], links(from: place))),
      .element("h1", [:], Markup(title)),
      .element("p", ["class": "credits"], Markup("\(question.id)\(points) · " + counts.joined(separator: ", "))),
    ]
    return page(title: "\(title) · \(collection.lesson.title)", header: header, main: main)
  }

  private func links(from place: Int) -> [Markup] {
    var links: [Markup] = [.element("a", ["href": "../\(escaped(index))"], Markup("All students"))]
    for (other, word) in [(place - 1, "Previous question"), (place + 1, "Next question")]
    where questions.indices.contains(other) {
      links += [Markup(" · "), .element("a", ["href": fileName(of: other)], Markup(word))]
    }
    return links
  }

  /// A file's name in a link.
  private func escaped(_ name: String) -> String {
    name.utf8.reduce(into: "") { text, byte in
      let scalar = Unicode.Scalar(byte)
      if byte < 128,
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil || "-_.".unicodeScalars.contains(scalar)
      {
        text.unicodeScalars.append(scalar)
      } else {
        text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
  }
}

extension CellState {
  /// A sign for a page.
  fileprivate var sign: String {
    switch self {
    case .answered: "●"
    case .empty: "·"
    case .fits: "✓"
    case .differs: "✗"
    case .noRun: "?"
    case .unreadable: "!"
    case .outdated: "<"
    case .changedPrompt: "~"
    }
  }

  /// The class of the style for the sign.
  fileprivate var look: String {
    switch self {
    case .answered: "chip done"
    case .fits: "chip fits"
    case .differs: "chip differs"
    case .noRun, .unreadable, .outdated, .changedPrompt: "chip unclear"
    case .empty: "chip open"
    }
  }
}

/// What the pages of a class have besides the styles of a student's page.
private let classStyle: StaticString = """
  body{max-width:84rem}
  .wide{position:relative}
  .prompt,details,article,section{max-width:54rem}
  .class td,.class th{padding:.15rem .3rem;white-space:nowrap}
  .class .sign{text-align:center}
  .class .chip{border:0;padding:0;min-width:0}
  .class .chip span{margin:0}
  .class tbody tr:hover{background:var(--quote)}
  .student{font-size:1.05rem;margin:1.5rem 0 .5rem;padding-top:.75rem}
  details{margin:.75rem 0}
  summary{cursor:pointer;color:var(--accent)}
  ul.plain{list-style:none;padding:0}
  """
