internal import LessonFormat

/// The words that may be written with the number of a question. Others may change what it says, so that an answer with
/// them is refused.
struct Vocabulary: Sendable {
  /// All words that fit, also the nouns.
  let words: Set<String>
  /// The nouns that are counted, so that the number before one of them is the answer.
  let nouns: Set<String>
  /// The words that are long enough to be recognized with a mistake in their spelling.
  private let longWords: [String]

  private init(_ words: String, nouns: String = "") {
    let nouns = Self.split(nouns)
    let all = nouns.union(Self.split(words)).union(Self.always)
    (self.nouns, self.words) = (nouns, all)
    longWords = all.filter { $0.count >= 6 || ($0.count == 5 && nouns.contains($0)) }.sorted()
  }

  /// Whether a word fits, also with a small mistake in its spelling.
  func fits(_ word: String) -> Bool {
    if words.contains(word) { return true }
    guard word.count >= 5, !Self.contrary.contains(word) else { return false }
    return nearestSpelling(of: word, among: longWords) != nil
  }

  /// The words that fit a figure.
  static func of(_ figure: Check.Figure) -> Vocabulary {
    switch figure {
    case .seconds: seconds
    case .speedup: speedup
    case .imbalance: imbalance
    case .workers: workers
    case .chunks: chunks
    case .deaths: deaths
    case .result: result
    case .constants: constants
    }
  }

  private static let seconds = Vocabulary(
    """
    alone at best duration elapsed lasted lasts map needed needs one pool process real single spent take taken takes \
    time times took wall work
    """)

  private static let speedup = Vocabulary(
    """
    alone at but compared divided factor fast faster gain gained improvement its less map one parallel pool pooled \
    process processes quick quicker quotient ratio s serial shorter single slower speed-up speedup start-up startup \
    than time times together without work
    """)

  private static let imbalance = Vocabulary(
    "busiest busy divided factor imbalance load longest max maximum ratio time uneven unevenness")

  private static let workers = Vocabulary(
    "active at different distinct each item items one took used worked",
    nouns: "worker workers process processes child children pid pids subprocess subprocesses")

  private static let chunks = Vocabulary("each finished handed out taken used", nouns: "chunk chunks block blocks")

  private static let deaths = Vocabulary(
    "dead die died killed lost ended during one times time",
    nouns: "death deaths process processes worker workers child children kill kills")

  private static let result = Vocabulary(
    "at counted gave inside off order pi set sleep slept sum π",
    nouns: "prime primes divisor divisors point points result results item items iteration iterations sample samples")

  /// For numbers that the lesson gives, whatever they are about.
  private static let constants = Vocabulary(
    """
    alone at best by chunk chunks core cores duration each factor fast faster gain imbalance item items iteration \
    iterations lasts map one pi point points pool pooled process processes ratio result results sample samples slower \
    speed-up speedup sum takes than time times together took wall work worker workers π
    """)

  /// For a result that is a time: what the workers of `sleep` did.
  static let sleepers = Vocabulary("at sleep slept sum time")

  private static let always = split(
    """
    a about all altogether an and answer approx approximately are around as average avg be been by ca calculated \
    calculation circa computed equal equals estimate exactly figure for found from gave get gets give gives got had has \
    have i in is it it's its just last makes mean means measured measurement my nearly number of on only our per result \
    roughly run runs screen shown shows so that that's the their them then there therefore these they this those thus \
    total value was we were which with you your
    """)

  /// Words that change what a number says, so that they must never pass as a misspelling.
  private static let contrary: Set<String> = ["slower", "faster", "lesser", "lower", "shorter", "fewer"]

  private static func split(_ words: String) -> Set<String> {
    Set(words.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
