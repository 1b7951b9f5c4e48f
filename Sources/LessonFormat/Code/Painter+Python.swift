extension Painter {
  /// Python's keywords.
  static let pythonKeywords: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
  ]

  /// Inks Python: comments, strings with their prefixes, triple quotes, numbers, keywords.
  mutating func paintPython() {
    while let next = peek() {
      if next == "#" {
        ink(.comment) { $0 != "\n" }
      } else if next == "\"" || next == "'" {
        string(next, prefix: 0)
      } else if next.isLetter || next == "_" {
        pythonWord()
      } else if next.isASCII, next.isNumber || next == "." && peek(1).map(isDigit) == true {
        number()
      } else {
        ink(1, .plain)
      }
    }
  }

  private mutating func pythonWord() {
    let word = word()
    if let quote = peek(word.count), quote == "\"" || quote == "'",
      ["r", "b", "f", "u", "rb", "br", "fr", "rf"].contains(word.lowercased())
    {
      return string(quote, prefix: word.count)
    }
    ink(max(word.count, 1), Self.pythonKeywords.contains(word) ? .keyword : .plain)
  }

  /// Inks a string in single or triple quotes. Without an end it reaches to the end of its line, or of the code if the quotes
  /// are triple. A backslash escapes a quote in raw strings, too.
  private mutating func string(_ quote: Character, prefix: Int) {
    ink(prefix, .string)
    let triple = String(repeating: quote, count: 3)
    let long = isNext(triple)
    ink(long ? 3 : 1, .string)
    while let next = peek() {
      if next == "\\" {
        ink(2, .string)
      } else if long ? isNext(triple) : next == quote {
        return ink(long ? 3 : 1, .string)
      } else if next == "\n", !long {
        return
      } else {
        ink(1, .string)
      }
    }
  }

  /// `1_000`, `0x1f`, `1e-8`, `.5`, `2j`.
  private mutating func number() {
    var before: Character = " "
    ink(.number) { next in
      defer { before = next }
      let sign = (next == "+" || next == "-") && (before == "e" || before == "E")
      return next.isLetter || next.isNumber || next == "_" || next == "." || sign
    }
  }
}

private func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
