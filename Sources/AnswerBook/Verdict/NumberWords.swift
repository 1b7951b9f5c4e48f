/// Numbers in words, such as `four` and `twenty-one`. They aren't compared, but the digits can be named.
enum NumberWords {
  /// The number that a text names in words; `nil` if it names none, or more than one.
  static func value(in text: String) -> Int? {
    let words = text.lowercased().split { !$0.isLetter }.map(String.init)
    guard let first = words.firstIndex(where: isNumber), let last = words.lastIndex(where: isNumber) else { return nil }
    return value(of: words[first...last])
  }

  private static let small = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  ]
  private static let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
  private static let powers = ["hundred": 100, "thousand": 1_000, "million": 1_000_000]

  private static func isNumber(_ word: String) -> Bool {
    small.contains(word) || tens.contains(word) || powers[word] != nil
  }

  private static func value(of words: ArraySlice<String>) -> Int? {
    var (total, group) = (0, 0)
    // What the next small number has to be less than: `four five` and `one twenty` are two numbers.
    var room = 1_000
    for word in words where word != "and" {
      let number = small.firstIndex(of: word) ?? tens.firstIndex(of: word).map { 10 * ($0 + 2) }
      if let number {
        guard number < room, group == 0 || number > 0 else { return nil }
        group += number
        room = number >= 20 ? 10 : 0
      } else if word == "hundred", group < 100 {
        group = max(1, group) * 100
        room = 100
      } else if let power = powers[word], power > 100, total == 0 || total >= power * 1_000 {
        total += max(1, group) * power
        (group, room) = (0, 1_000)
      } else {
        return nil
      }
    }
    return total + group
  }
}
