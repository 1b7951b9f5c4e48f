internal import LessonFormat
internal import WorkerPool

extension ReportedQuestion {
  /// The question with its answer.
  ///
  /// - Parameter events: Those of a code cell's last run.
  func html(_ events: [PoolEvent]) -> Markup {
    let badges = labels.dropFirst(question.title == nil ? 1 : 2) + (isAnswered ? [] : ["not answered"])
    let name = question.title ?? id
    let heading = Markup.element(
      "h3", ["id": "q-\(number)"], .element("span", ["class": "number"], Markup("\(number)")), Markup(" \(name) "),
      Markup(badges.map { .element("span", ["class": "badge"], Markup($0)) }.spaced))
    return .element(
      "article", ["aria-labelledby": "q-\(number)", "class": "question"], heading,
      .element("div", ["class": "prompt"], .prose(question.prompt)), answerHTML,
      Markup(cell?.figuresHTML(events) ?? []))
  }

  /// The answer, what the workbook says about it, and everything else that a reader should know.
  package var answerHTML: Markup {
    let filled = fields.filter { !$0.isEmpty || $0.hasOptions }
    var answer = filled.flatMap { field -> [Markup] in
      (field.isReason ? [.element("p", ["class": "label"], Markup("Reason"))] : []) + [field.html]
    }
    if fields.allSatisfy(\.isEmpty) { answer.append(.element("p", ["class": "none"], Markup("No answer yet."))) }
    return Markup([
      .element(
        "div",
        [
          "class": isAnswered ? "answer" : "answer empty", "role": "group",
          "aria-label": "Answer to question \(number)",
        ], answer),
      verdictHTML, cell?.programHTML(besides: verdictSentences) ?? Markup([]),
      remarks.isEmpty
        ? Markup([]) : .element("ul", ["class": "remarks"], remarks.map { .element("li", [:], Markup($0)) }),
    ])
  }

  private var verdictHTML: Markup {
    guard verdict != nil else { return Markup([]) }
    return .element(
      "p", ["class": "verdict \(look)"], .element("span", ["aria-hidden": "true"], Markup("\(sign) ")),
      .element("strong", [:], Markup("\(judgement.word):")),
      Markup(verdictSentences.map { " " + $0 }.joined()))
  }

  /// The class of everything that shows what became of the answer.
  package var look: String {
    switch judgement {
    case .fits: "fits"
    case .differs: "differs"
    case .noRun, .unreadable, .outdated: "unclear"
    case .nothingToCheck: isAnswered ? "done" : "open"
    }
  }

  /// A sign that says the same.
  package var sign: String {
    switch judgement {
    case .fits: "✓"
    case .differs: "✗"
    case .noRun, .unreadable, .outdated: "?"
    case .nothingToCheck: isAnswered ? "●" : "○"
    }
  }

  /// A word that says the same.
  package var stateWord: String {
    judgement == .nothingToCheck ? isAnswered ? "answered" : "not answered" : judgement.word.lowercased()
  }
}

extension ReportedField {
  /// What the student has filled in.
  var html: Markup {
    switch value {
    case .choice(let options, let chosen): Self.options(options, chosen: chosen)
    case .number(let text, let unit):
      .element(
        "p", ["class": "figure"], Markup(text),
        // The unit that is asked for, unless the answer has one.
        unit.flatMap { text.contains { $0.isLetter || $0 == "%" } ? nil : Markup(" (in \($0))") }.map {
          .element("span", ["class": "unit"], $0)
        } ?? Markup([]))
    case .text(let text, let form): form.language.map { .code(text, language: $0) } ?? .markdown(text)
    }
  }

  private static func options(_ options: [String], chosen: Int?) -> Markup {
    var items = options.enumerated().map { index, option -> Markup in
      let isChosen = index == chosen
      return .element(
        "li", ["class": isChosen ? "chosen" : "other"],
        .element("span", ["aria-hidden": "true", "class": "mark"], Markup(isChosen ? "◉" : "○")),
        .element("div", [:], .markdown(option)),
        isChosen ? .element("span", ["class": "unseen"], Markup(" (chosen)")) : Markup([]))
    }
    // If the lesson no longer has the chosen option, only its number is known.
    if let chosen, !options.indices.contains(chosen) {
      items.append(.element("li", ["class": "chosen"], Markup("option \(chosen &+ 1)")))
    }
    return .element("ul", ["class": "options"], items)
  }
}

extension [Markup] {
  /// The pieces with blanks between them.
  fileprivate var spaced: [Markup] { flatMap { [$0, Markup(" ")] } }
}
