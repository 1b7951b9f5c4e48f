/// The grammar of `check`: an experiment and a figure of its runs (`E.workers`), or a speedup (`A.seconds / B.seconds`).
enum CheckGrammar {
  /// What is wrong with a check.
  struct Fault: Error {
    var message: String
    var fix: String
  }

  private static let figures = ["workers", "seconds", "result", "imbalance", "chunks", "deaths"]

  /// Reads a check. Whether its experiments exist is checked later, when all are known.
  static func read(_ words: String) -> Result<Check.Figure, Fault> {
    let sides = words.split(separator: "/", omittingEmptySubsequences: false).map { side in
      String(side.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
    guard sides.count <= 2 else { return wrong(words) }
    var parts: [(experiment: String, figure: String)] = []
    for side in sides {
      guard let dot = side.lastIndex(of: "."), dot != side.startIndex else { return wrong(words) }
      let figure = String(side[side.index(after: dot)...])
      guard figures.contains(figure) else {
        return .failure(
          Fault(
            message: "There is no figure `\(figure.prefix(80))`.",
            fix: fix(for: figure, among: figures, noun: "figure")))
      }
      parts.append((String(side[..<dot]), figure))
    }
    if parts.count == 2 {
      guard parts.allSatisfy({ $0.figure == "seconds" }) else {
        return .failure(
          Fault(
            message: "Only seconds can be divided.",
            fix: "Write `\(parts[0].experiment).seconds / \(parts[1].experiment).seconds`."))
      }
      return .success(.speedup(alone: parts[0].experiment, pooled: parts[1].experiment))
    }
    switch parts[0].figure {
    case "workers": return .success(.workers(parts[0].experiment))
    case "seconds": return .success(.seconds(parts[0].experiment))
    case "imbalance": return .success(.imbalance(parts[0].experiment))
    case "chunks": return .success(.chunks(parts[0].experiment))
    case "deaths": return .success(.deaths(parts[0].experiment))
    default: return .success(.result(parts[0].experiment))
    }
  }

  private static func wrong(_ words: String) -> Result<Check.Figure, Fault> {
    .failure(
      Fault(
        message: "`\(words.prefix(80))` is not a figure of a run.",
        fix: "Write `EXPERIMENT.` followed by \(oneOf(figures)), or `A.seconds / B.seconds`."))
  }
}

extension Check.Figure {
  /// Whether it is what a run found, such as pi.
  var isResult: Bool { if case .result = self { true } else { false } }

  /// The experiments whose runs it needs.
  package var experiments: [String] {
    switch self {
    case .workers(let id), .seconds(let id), .result(let id), .imbalance(let id), .chunks(let id), .deaths(let id):
      [id]
    case .speedup(let alone, let pooled): [alone, pooled]
    case .constants: []
    }
  }
}
