internal import AnswerBook
internal import LessonFormat

extension ExportFormat {
  /// One page in one file, to be read in a browser or on paper.
  static var html: ExportFormat {
    ExportFormat(name: "html", summary: "a page for a browser, in one file", endings: [".html", ".htm"]) {
      Array(htmlPage(of: $0).utf8)
    }
  }
}

/// Writes a record as a page.
func htmlPage(of source: ExportSource) -> String {
  let report = source.report
  var parts: [Markup] = [missing(of: report)]
  for section in report.sections {
    let inner = section.parts.compactMap { part -> Markup? in
      switch part {
      case .question(let question): question.html(question.cell == nil ? [] : source.events(of: question.id))
      case .experiment(let experiment): experiment.html(source.events(of: experiment.spec.id))
      case .job(let job): job.html
      }
    }
    guard !inner.isEmpty else { continue }
    let heading = Markup.element("h2", ["id": "s-\(section.id)"], Markup(section.title))
    parts.append(.element("section", ["aria-labelledby": "s-\(section.id)"], [heading] + inner))
  }
  if !report.vanished.isEmpty { parts.append(vanished(report.vanished)) }
  let made = "Made by Poolbook from the record of \(report.lesson), edition \(report.version)."
  return Markup.page(
    title: report.pageTitle, styles: [styleSheet],
    body: [
      .element("a", ["class": "skip", "href": "#content"], Markup("Skip to the answers")), header(of: report),
      .element("main", ["id": "content"], parts), .element("footer", [:], .element("p", [:], Markup(made))),
    ])
}

private func header(of report: Report) -> Markup {
  let facts = report.facts.flatMap { fact -> [Markup] in
    [.element("dt", [:], Markup(fact.name)), .element("dd", [:], Markup(fact.text))]
  }
  let chips = report.questions.map { question -> Markup in
    let word = question.stateWord
    return .element(
      "li", [:],
      .element(
        "a", ["href": "#q-\(question.number)", "class": "chip \(question.look)", "title": "\(question.id): \(word)"],
        Markup(String(question.number)), .element("span", ["aria-hidden": "true"], Markup(question.sign)),
        .element("span", ["class": "unseen"], Markup(": " + word))))
  }
  return .element(
    "header", [:], .element("h1", [:], Markup(report.title)),
    report.credits.isEmpty ? Markup([]) : .element("p", ["class": "credits"], Markup(report.credits)),
    .element("dl", ["class": "facts"], facts),
    .element("nav", ["aria-label": "Questions"], .element("ol", ["class": "chips"], chips)))
}

private func missing(of report: Report) -> Markup {
  .element(
    "section", ["aria-labelledby": "missing", "class": "missing"],
    .element("h2", ["id": "missing"], Markup("What is missing")),
    .element("ul", [:], report.openLines.map { .element("li", [:], Markup($0)) }))
}

private func vanished(_ answers: [Report.Vanished]) -> Markup {
  let parts = answers.map { answer -> Markup in
    .element(
      "article", [:], .element("h3", [:], Markup(answer.id)),
      .element("div", ["class": "answer"], answer.fields.map(\.html)))
  }
  return .element(
    "section", ["aria-labelledby": "vanished"],
    [.element("h2", ["id": "vanished"], Markup("Answers to questions that the lesson no longer asks"))] + parts)
}
