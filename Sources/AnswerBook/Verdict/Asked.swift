internal import LessonFormat

/// What a question asks for: what its number measures, and the words that may be written with it.
struct Asked {
  /// What a number measures.
  enum Measure: Equatable {
    /// A time; a number without a unit is in units of this many seconds.
    case time(Double)
    /// A ratio; a number without a unit is a percentage if the question's unit is `%`.
    case ratio(isPercent: Bool)
    /// A number of things, or any other plain number.
    case plain
  }

  /// What the number measures.
  var measure: Measure
  /// A number to show as an example.
  let example: String
  /// The name of the figure on our screens, before its number; `nil` if it is shown without a name.
  let name: String?
  /// The words that may be written with the number.
  private let vocabulary: Vocabulary
  /// Words of this question: its experiments and its unit.
  private let own: Set<String>

  /// The words of a figure, and how a number without a unit is read.
  ///
  /// - Parameters:
  ///   - unit: The unit of the question.
  ///   - resultIsTime: Whether the result that is asked for is a time.
  init(_ figure: Check.Figure, unit: String?, resultIsTime: Bool = false) {
    let unit = unit?.lowercased() ?? ""
    vocabulary = resultIsTime ? .sleepers : .of(figure)
    own = figure.experiments.union(unit.split(separator: " ").map(String.init))
    switch figure {
    case .seconds: (measure, example, name) = (.time(1), "3.2 s", nil)
    case .result where resultIsTime: (measure, example, name) = (.time(1), "3.2 s", nil)
    case .speedup: (measure, example, name) = (.ratio(isPercent: unit == "%"), "3.7", "speedup")
    case .imbalance: (measure, example, name) = (.ratio(isPercent: unit == "%"), "1.2", "imbalance")
    case .workers: (measure, example, name) = (.plain, "4", nil)
    case .chunks: (measure, example, name) = (.plain, "16", nil)
    case .deaths: (measure, example, name) = (.plain, "1", nil)
    case .result: (measure, example, name) = (.plain, "54208", nil)
    case .constants:
      (example, name) = ("2.5", nil)
      if case .time(let scale)? = Unit(word: unit) {
        measure = .time(scale)
      } else {
        measure = .ratio(isPercent: unit == "%")
      }
    }
    if case .time = measure, case .time(let scale)? = Unit(word: unit) { measure = .time(scale) }
  }

  /// What a number in the unit of the question has to be multiplied by, to give seconds or a ratio.
  var scale: Double {
    switch measure {
    case .time(let scale): scale
    case .ratio(let isPercent): isPercent ? 0.01 : 1
    case .plain: 1
    }
  }

  /// Whether a word may be written with the number, also with a small mistake in its spelling.
  func fits(_ word: String) -> Bool { own.contains(word) || vocabulary.fits(word) }

  /// Whether things with this name are counted.
  func counts(_ noun: String) -> Bool { vocabulary.nouns.contains(noun) || (measure == .plain && own.contains(noun)) }

  /// The unit that a word after a number means for this question.
  func unit(of word: String, typed: String) -> Unit? {
    if typed == "M" { return .many(1e6) }
    let isWord = word.count > 1 && (vocabulary.words.contains(word) || counts(word))
    // `2 times` is a count if things are counted, such as the deaths of workers.
    return isWord && (word != "times" || measure == .plain) ? nil : Unit(word: word)
  }
}

extension Check.Figure {
  /// The experiments whose runs have the figure.
  var experiments: Set<String> {
    switch self {
    case .workers(let id), .seconds(let id), .result(let id), .imbalance(let id), .chunks(let id), .deaths(let id): [id]
    case .speedup(let alone, let pooled): [alone, pooled]
    case .constants: []
    }
  }
}
