internal import Experiments
import Text

/// What came of a lesson's checks: the facts that were found, judged and put in sentences.
struct CheckVerdicts {
  let checks: [CellCheck]
  /// The facts for each check that was evaluated in the program's process, by its place.
  let facts: [Int: CheckFacts]
  /// The check during which the program was ended, and why.
  let interrupted: (index: Int, trouble: Trouble)?
  /// What the program printed, and how many bytes came before that.
  let printed: (text: String, before: Int)
  /// Figures of its pools; `nil` if they could not be traced.
  let figures: TraceFigures?
  /// Its functions and classes.
  let names: [String]
  /// Why values could not be looked at; `nil` if they could.
  var problem: String?

  /// The outcomes in order, up to the first check that failed. Checks of a trace that there isn't are left out.
  var outcomes: [CheckOutcome] {
    var outcomes: [CheckOutcome] = []
    for (index, check) in checks.enumerated() {
      if check.isOfTrace, figures == nil { continue }
      let trouble = trouble(of: check, index)
      outcomes.append(CheckOutcome(check: check.sentence, passed: trouble == nil, trouble: trouble))
      if trouble != nil { break }
    }
    return outcomes
  }

  private func trouble(of check: CellCheck, _ index: Int) -> Trouble? {
    switch check.kind {
    case .printed(let number, let within): return self.printed(number, within, check.say)
    case .trace(let figure, let comparison, let number):
      return figures.flatMap { trace(figure, comparison, number, $0, check.say) }
    case .value(let expression, let isCall, let expected):
      return evaluated(index, expression, isCall: isCall) { value($0, expression, expected, check.say) }
    case .proportion(let expression, let n, let p):
      return evaluated(index, expression, isCall: true) { proportion($0, expression, n, p, check.say) }
    case .differ(let expression, let times):
      return evaluated(index, expression, isCall: true) { differ($0, expression, times, check.say) }
    }
  }

  /// Why an expression has no value; if it has one, what `judge` says of it.
  private func evaluated(
    _ index: Int, _ expression: String, isCall: Bool, _ judge: (CheckFacts) -> Trouble?
  ) -> Trouble? {
    let shown = "`\(code(expression))`"
    if let interrupted, interrupted.index == index {
      return Trouble(
        seen: "\(shown) did not reach its end. \(interrupted.trouble.seen)", means: interrupted.trouble.means,
        fix: interrupted.trouble.fix)
    }
    guard let facts = facts[index] else {
      return Trouble(
        seen: "\(shown) could not be evaluated\(problem.map { ": \(cut($0))" } ?? "").",
        means: "Something in the program makes it impossible to look at its values.",
        fix: "Leave sys.stdout, signals and modules of Python as they are, and run it again.")
    }
    if let name = facts.missing { return missing(name, facts, isCall: isCall) }
    if facts.late == true {
      return Trouble(
        seen: "\(shown) was still running when its time was up\(place(facts)).",
        means: "It is in a loop without an end, or it needs far more time than it should.",
        fix: "Call it with a small number in your own program, and print what changes in the loop.")
    }
    return facts.raised.map { raised($0, facts, shown) } ?? judge(facts)
  }

  private func missing(_ name: String, _ facts: CheckFacts, isCall: Bool) -> Trouble {
    let name = cut(name)
    let fix: String
    if let near = facts.near.map(cut) {
      fix = "You have `\(near)`: rename it."
    } else if isCall, let names = facts.names, names.count == 1 {
      fix = "You have `\(cut(names[0]))`: if that is it, rename it."
    } else {
      fix = isCall ? "Begin a line with `def \(name)(…):`, not inside another function." : "Give your value this name."
    }
    return Trouble(
      seen: "There is no `\(name)` in your program.",
      means: "The check looks for exactly this name, and so may later programs that import it.", fix: fix)
  }

  private func raised(_ type: String, _ facts: CheckFacts, _ shown: String) -> Trouble {
    let text = facts.text.map { $0.isEmpty ? "" : ": \(cut($0))" } ?? ""
    let seen = "\(shown) raised \(cut(type))\(place(facts))\(text)."
    if type == "SystemExit" {
      return Trouble(
        seen: seen, means: "A function that ends the program gives no value to those who call it.",
        fix: "Use return in the function, and sys.exit only at the end of the program.")
    }
    if facts.line == nil, type == "TypeError" {
      let isCallable = facts.text?.contains("not callable") != true
      return Trouble(
        seen: seen,
        means: isCallable
          ? "Your function has other parameters than the ones that it is called with."
          : "This name is a value or a module in your program, and not a function.",
        fix: isCallable
          ? "Give it the parameters of this call: one name between the parentheses of def for each value."
          : "Write a function with this name, and give the value another one.")
    }
    return Trouble(
      seen: seen, means: "With these values, the function can't do its work.",
      fix: facts.line == nil
        ? "Write this call at the end of your program, and see what happens."
        : "Correct that line; to see it happen, write this call at the end of your program.")
  }

  /// Where it happened, if that is known.
  private func place(_ facts: CheckFacts) -> String {
    facts.line.map { " at line \($0)" + (facts.file.map { " of \(cut($0))" } ?? "") } ?? ""
  }

  /// The author's sentences if there are any, otherwise these.
  func trouble(_ seen: String, _ say: [String], means: String, fix: String) -> Trouble {
    guard let first = say.first else { return Trouble(seen: seen, means: means, fix: fix) }
    return Trouble(
      seen: seen, means: visible(first, onOneLine: true),
      fix: say.count > 1 ? visible(say[1], onOneLine: true) : "")
  }
}
