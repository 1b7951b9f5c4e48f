internal import AnswerBook
internal import Experiments
internal import LessonFormat
internal import Session
internal import WorkerPool

extension ReportedExperiment {
  /// The experiment with the figures of its runs and pictures of the last one; `nil` if there is no run.
  func html(_ events: [PoolEvent]) -> Markup? {
    guard let table else { return nil }
    return .element(
      "article", ["aria-labelledby": "e-\(spec.id)", "class": "experiment"],
      [table.heading("e-\(spec.id)"), programHTML(besides: []) ?? Markup([])] + figuresHTML(events))
  }

  /// The figures of its runs and pictures of the last one; none if there is no run.
  func figuresHTML(_ events: [PoolEvent]) -> [Markup] {
    guard let table else { return [] }
    let figures = pictures(events).map { picture -> Markup in
      .element(
        "figure", [:], .element("figcaption", [:], Markup("\(picture.title), last run")),
        .element(
          "div", ["class": "wide", "tabindex": "0", "role": "group", "aria-label": picture.title], picture.svg))
    }
    return [table.html] + figures
  }

  /// Pictures of the last run, or of the last scale.
  func pictures(_ events: [PoolEvent]) -> [Picture] {
    guard let last = runs.last, let group = RunHistory(runs).groups.last else { return [] }
    return [
      group.count > 1 ? .scale(id: "p-\(spec.id)-scale", group) : nil,
      .timeline(id: "p-\(spec.id)-time", events) ?? .busyTimes(id: "p-\(spec.id)-busy", of: last),
      .shares(id: "p-\(spec.id)-items", of: last, events),
    ].compactMap(\.self)
  }
}

extension ReportedJob {
  /// The job with what became of it; `nil` if none was submitted.
  var html: Markup? {
    table.map {
      .element("article", ["aria-labelledby": "e-\(spec.id)", "class": "job"], $0.heading("e-\(spec.id)"), $0.html)
    }
  }
}

extension FigureTable {
  /// What the table is of.
  fileprivate func heading(_ id: String) -> Markup {
    let facts = (title == nil ? [] : [self.id]) + [subject] + (omission.map { [$0] } ?? [])
    return .element(
      "h3", ["id": id], Markup((title ?? self.id) + " "),
      .element("span", ["class": "subject"], Markup(facts.joined(separator: " · "))))
  }

  /// The table. On a narrow screen, it is moved sideways within its frame.
  fileprivate var html: Markup {
    let header = columns.map { column -> Markup in
      .element("th", ["scope": "col", "class": column.isNumber ? "right" : "left"], Markup(column.title))
    }
    let body = rows.map { row -> Markup in
      let cells = zip(columns, row).enumerated().map { index, cell -> Markup in
        let look = (cell.0.isNumber ? "right" : "left") + (cell.1.count > 32 ? " long" : " short")
        return index == 0
          ? .element("th", ["scope": "row", "class": look], Markup(oneLine(cell.1)))
          : .element("td", ["class": look], Markup(oneLine(cell.1)))
      }
      return .element("tr", [:], cells)
    }
    return .element(
      "div", ["class": "wide", "tabindex": "0", "role": "group", "aria-label": "Runs of \(id)"],
      .element(
        "table", [:], .element("thead", [:], .element("tr", [:], header)), .element("tbody", [:], body)))
  }
}
