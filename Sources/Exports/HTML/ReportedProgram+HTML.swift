internal import AnswerBook
internal import Experiments
internal import WorkerPool

extension ReportedExperiment {
  /// What the last run of a Python file wrote and did; `nil` for other tasks, and if there is no run.
  ///
  /// - Parameter verdict: The sentences that are above it already.
  func programHTML(besides verdict: [String]) -> Markup? {
    guard let program else { return nil }
    let checks = program.checkLines.map { passed, text -> Markup in
      .element(
        "li", ["class": passed ? "fits" : "differs"],
        .element("span", ["aria-hidden": "true"], Markup(passed ? "✓ " : "✗ ")),
        .element("strong", [:], Markup(passed ? "Passed:" : "Failed:")), Markup(" " + text))
    }
    return Markup([
      checks.isEmpty ? Markup([]) : Self.labelled("Checks", .element("ul", ["class": "checks"], checks)),
      Self.text("Output", program.outputLines), Self.text("Exception", program.tracebackLines),
      .element(
        "ul", ["class": "remarks"],
        (programFigures + remarks(besides: verdict)).map { .element("li", [:], Markup($0)) }),
    ])
  }

  private static func labelled(_ label: String, _ inner: Markup) -> Markup {
    Markup([.element("p", ["class": "label"], Markup(label)), inner])
  }

  private static func text(_ label: String, _ lines: [String]) -> Markup {
    lines.isEmpty ? Markup([]) : labelled(label, .element("pre", [:], Markup(lines.joined(separator: "\n"))))
  }
}
