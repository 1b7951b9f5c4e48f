/// Reads options as sbatch does, which leaves it to the C library's `getopt_long`.
package struct OptionReader {
  /// An option, its value, and which of the words it began with.
  package struct Found: Sendable, Equatable {
    /// The option.
    package var option: SubmissionOption
    /// Its value.
    package var value: String?
    /// The index of the word.
    package var word: Int
  }

  private let words: [String]
  /// The first word that hasn't been read.
  package private(set) var position = 0
  /// What is left of a word with several letters.
  private var letters = ""[...]

  /// Begins to read words.
  package init(_ words: [String]) { self.words = words }

  /// The next option; `nil` at the first word that isn't one.
  package mutating func next() throws(SubmissionRefusal) -> Found? {
    if !letters.isEmpty { return try letter() }
    guard position < words.count, words[position].hasPrefix("-"), words[position] != "-" else { return nil }
    let word = words[position]
    position += 1
    if word == "--" { return nil }
    if word.hasPrefix("--") { return try long(word) }
    letters = word.dropFirst()
    return try letter()
  }

  private mutating func long(_ word: String) throws(SubmissionRefusal) -> Found {
    let index = position - 1
    let name = word.dropFirst(2).prefix { $0 != "=" }
    var value: String? = word.firstIndex(of: "=").map { String(word[word.index(after: $0)...]) }
    let matches = SubmissionOption.all.filter { $0.name.hasPrefix(name) }
    guard let option = matches.first(where: { $0.name == name }) ?? matches.first else {
      throw .usage("unrecognized option '\(word)'")
    }
    guard option.name == name || matches.count == 1 else {
      let names = matches.map { " '--\($0.name)'" }.joined()
      throw .usage("option '\(word)' is ambiguous; possibilities:\(names)")
    }
    if option.value == .none, value != nil { throw .usage("option '--\(option.name)' doesn't allow an argument") }
    if option.value == .required, value == nil {
      guard position < words.count else { throw .usage("option '--\(option.name)' requires an argument") }
      value = words[position]
      position += 1
    }
    return Found(option: option, value: value, word: index)
  }

  private mutating func letter() throws(SubmissionRefusal) -> Found? {
    let index = position - 1
    guard let letter = letters.popFirst() else { return nil }
    guard let option = SubmissionOption.letters[letter] else { throw .usage("invalid option -- '\(letter)'") }
    guard option.value != .none else { return Found(option: option, value: nil, word: index) }
    if !letters.isEmpty {
      defer { letters = "" }
      return Found(option: option, value: String(letters), word: index)
    }
    guard option.value == .required else { return Found(option: option, value: nil, word: index) }
    guard position < words.count else { throw .usage("option requires an argument -- '\(letter)'") }
    position += 1
    return Found(option: option, value: words[position - 1], word: index)
  }
}
