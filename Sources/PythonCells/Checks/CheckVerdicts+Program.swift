internal import Experiments
import Text

extension CheckVerdicts {
  /// What is missing in the output; `nil` if the number is there.
  func printed(_ number: Double, _ within: Double, _ say: [String]) -> Trouble? {
    let nearest = PrintedNumbers(in: printed.text).nearest(to: number)
    if let nearest, abs(nearest - number) <= within { return nil }
    let seen = "Your program did not print \(written(number))."
    if let nearest, abs(nearest - number) == 1, number == number.rounded() {
      return offByOne("\(seen) It printed \(written(nearest)).", isLess: nearest < number)
    }
    if printed.text.allSatisfy(\.isWhitespace) {
      return uncalled(seen)
        ?? Trouble(
          seen: "\(seen) It printed nothing.", means: "A program shows only what it prints, not what it calculates.",
          fix: "Print the result at the end of the program.")
    }
    if printed.before > 0 {
      return Trouble(
        seen: seen, means: "It printed very much, and only the end of it is kept.",
        fix: "Print the results alone, at the end.")
    }
    let near = nearest.map { " The nearest number in its output is \(written($0))." } ?? " It printed no number."
    return trouble(
      seen + near, say, means: "The result is another one, or it isn't printed.",
      fix: "Print it by itself with print(…), and try the program with less work, where you know the result.")
  }

  /// What is wrong with a figure of the program's pools; `nil` if it is as it should be.
  func trace(
    _ figure: CellCheck.TraceFigure, _ comparison: CellCheck.Comparison, _ number: Double, _ figures: TraceFigures,
    _ say: [String]
  ) -> Trouble? {
    let value = figures.value(of: figure)
    if comparison.holds(Double(value), number) { return nil }
    if figures.value(of: .pools) == 0 {
      return uncalled("Your program made no pool.")
        ?? Trouble(
          seen: "Your program made no pool.", means: "So one process did all the work.",
          fix: "Make one with `with Pool(4) as pool:`, and give it the work with pool.map.")
    }
    if figures.value(of: .maps) == 0, figure != .pools, figure != .processes, figure != .named {
      return Trouble(
        seen: "Your program made a pool, and gave it no work.", means: "So its workers only started and ended.",
        fix: "Call pool.map(function, items) inside the with block.")
    }
    let seen =
      "There \(value == 1 ? "was" : "were") \(figure.words(Double(value))), not \(comparison.words)\(written(number))."
    switch figure {
    case .named,
      .processes where figures.value(of: .named) == 0:
      return trouble(
        figure == .named ? "The pool was made without a number of processes." : seen, say,
        means:
          "A pool without a number has as many processes as the machine has cores: another number on each machine.",
        fix: "Say how many: Pool(4), or ProcessPoolExecutor(4).")
    case .workers where Double(value) < number, .at_once where Double(value) < number:
      return tooFewWorkers(seen, figures, say)
    case .processes where value == 1:
      return trouble(
        seen, say, means: "A pool with one process does one item after another, like no pool.",
        fix: "Say how many processes it has: Pool(4).")
    case .items where abs(Double(value) - number) == 1:
      return offByOne(seen, isLess: Double(value) < number)
    case .items:
      return trouble(
        seen, say, means: "An item is one value of the list that is mapped.",
        fix: "Look at what you give to map: each value of it is one call of the function.")
    case .chunk:
      return trouble(
        seen, say, means: "A chunk is what a worker takes at once.",
        fix: "Give map a chunksize: pool.map(function, items, chunksize=…).")
    default:
      return trouble(
        seen, say, means: "Its pool did not work as was asked for.", fix: "Look at how the pool is made and used.")
    }
  }

  private func tooFewWorkers(_ seen: String, _ figures: TraceFigures, _ say: [String]) -> Trouble {
    let (processes, items, chunk) = (
      figures.value(of: .processes), figures.value(of: .items), figures.value(of: .chunk)
    )
    if processes == 1 {
      return Trouble(
        seen: seen, means: "The pool has one process, which does one item after another, like no pool.",
        fix: "Say how many processes it has: Pool(4).")
    }
    if items == 1 {
      return Trouble(
        seen: seen, means: "The map has a single item, and an item isn't divided.",
        fix: "Map over a list with at least one item for each worker.")
    }
    if items > 1, chunk >= items {
      return Trouble(
        seen: seen, means: "All \(formatCount(items)) items were in one chunk, which one worker took.",
        fix: "Use a smaller chunksize, such as \(formatCount(max(1, items / (4 * processes)))).")
    }
    return trouble(
      seen, say, means: "The items were so short that some workers found none when they were ready.",
      fix: "Give each worker more work: more items, or longer ones.")
  }

  /// A program that has a main function and has done nothing was probably never called.
  private func uncalled(_ seen: String) -> Trouble? {
    guard let name = names.first(where: { ["main", "run"].contains($0) }) else { return nil }
    return Trouble(
      seen: seen, means: "It has a function `\(name)`, which is perhaps never called.",
      fix: "End the program with: if __name__ == \"__main__\": \(name)()")
  }
}
