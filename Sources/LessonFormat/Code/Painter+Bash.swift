extension Painter {
  /// The shell's keywords, and commands that look like keywords.
  private static let keywords: Set<String> = [
    "if", "then", "else", "elif", "fi", "for", "in", "do", "done", "while", "until", "case", "esac", "function",
    "return", "exit", "export", "local", "cd", "source", "set", "unset", "trap", "exec", "eval", "break", "continue",
  ]

  /// Inks shell script: comments, `#!` and `#SBATCH` lines, quotes, variables, numbers, keywords.
  mutating func paintBash() {
    var atStart = true
    while let next = peek() {
      switch next {
      case "#" where atStart:
        // The scheduler reads these comments.
        if isNext("#SBATCH"), peek(7).map({ $0 == " " || $0 == "\t" }) ?? true { ink(7, .keyword) }
        ink(.comment) { $0 != "\n" }
      case "'": quoted("'")
      case "\"": quoted("\"")
      case "$": variable(within: .number)
      case "\\": ink(2, .plain)
      default: plainWord(atStart: atStart)
      }
      atStart = code[place - 1].isWhitespace || ";|&(){}".contains(code[place - 1])
    }
  }

  private mutating func plainWord(atStart: Bool) {
    let word = word()
    let end = peek(word.count)
    let ends = end.map { $0.isWhitespace || ";|&()".contains($0) } ?? true
    if atStart, ends, Self.keywords.contains(word) { return ink(word.count, .keyword) }
    if atStart, ends, !word.isEmpty, word.allSatisfy({ ("0"..."9").contains($0) }) { return ink(word.count, .number) }
    ink(max(word.count, 1), .plain)
  }

  /// Inks a quoted text, with its variables if the quotes are double. Without an end it reaches to the end of the code.
  private mutating func quoted(_ quote: Character) {
    ink(1, .string)
    while let next = peek() {
      if next == quote { return ink(1, .string) }
      if quote == "\"", next == "\\" {
        ink(2, .string)
      } else if quote == "\"", next == "$" {
        variable(within: .string)
      } else {
        ink(1, .string)
      }
    }
  }

  /// Inks `$NAME`, `${NAME:-x}`, `$1` or `$?`. A dollar sign without a name gets the ink of the text around it.
  private mutating func variable(within around: CodeInk) {
    guard let next = peek(1) else { return ink(1, around == .string ? .string : .plain) }
    if next == "{" {
      var count = 2
      while let inner = peek(count), inner != "}", inner != "\n" { count += 1 }
      ink(peek(count) == "}" ? count + 1 : count, .number)
    } else if next.isLetter || next == "_" {
      var count = 1
      while let inner = peek(count), inner.isLetter || inner.isNumber || inner == "_" { count += 1 }
      ink(count, .number)
    } else if next.isNumber || "?#@*$!-".contains(next) {
      ink(2, .number)
    } else {
      ink(1, around == .string ? .string : .plain)
    }
  }
}
