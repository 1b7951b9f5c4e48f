/// One word of a directive, and the line it is on, counted from 1.
package struct DirectiveWord: Sendable, Equatable {
  /// The word without its quotes.
  package var text: String
  /// The line of the script.
  package var line: Int
}

/// The batch systems whose directives sbatch obeys.
package enum DirectiveKind: String, Sendable, CaseIterable {
  /// SLURM's own.
  case slurm = "#SBATCH"
  /// Those of PBS and its relatives, whose command is `qsub`.
  case pbs = "#PBS"
  /// Those of LSF, whose command is `bsub`.
  case lsf = "#BSUB"
}

extension BatchScript {
  /// The words of all directives of a kind, from the top to the first command.
  ///
  /// - Parameter file: The script's name for the error.
  package func directiveWords(_ kind: DirectiveKind, file: String) throws(SubmissionRefusal) -> [DirectiveWord] {
    var words: [DirectiveWord] = []
    for (index, line) in lines.prefix(headerLength).enumerated() where line.starts(with: kind.rawValue.utf8) {
      var reader = WordReader(rest: line.dropFirst(kind.rawValue.utf8.count).drop(while: isSpace))
      do throws(WordReader.Problem) {
        while let word = try reader.next() { words.append(DirectiveWord(text: word, line: index + 1)) }
      } catch {
        throw .fatal("\(file): line \(index + 1): \(error.sentence)")
      }
    }
    return words
  }

  /// How many lines come before the first command: blank lines and comments.
  package var headerLength: Int {
    lines.firstIndex { line in
      line.first { !isSpace($0) }.map { $0 != UInt8(ascii: "#") } ?? false
    } ?? lines.count
  }
}

/// Splits a directive into words as sbatch does.
struct WordReader {
  struct Problem: Error {
    var sentence: String
  }

  private(set) var rest: ArraySlice<UInt8>

  init(rest: ArraySlice<UInt8>) { self.rest = rest }

  /// The next word; `nil` at the end of the line or at a comment.
  mutating func next() throws(Problem) -> String? {
    let start = rest
    rest = rest.drop(while: isSpace)
    guard let first = rest.first, first != UInt8(ascii: "#") else { return nil }
    guard first != UInt8(ascii: ":") else { throw unexpected(start) }
    var bytes: [UInt8] = []
    var quote: UInt8?
    while let byte = rest.first {
      if byte == UInt8(ascii: "\\") {
        rest = rest.dropFirst()
        if let next = rest.first, !isSpace(next) || quote != nil {
          bytes.append(next)
          rest = rest.dropFirst()
        }
        continue
      }
      if quote == nil, isSpace(byte) || byte == UInt8(ascii: "#") { break }
      rest = rest.dropFirst()
      if byte == quote {
        quote = nil
      } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else {
        bytes.append(byte)
      }
    }
    if let quote {
      let shown = String(decoding: start, as: UTF8.self)
      throw Problem(sentence: "Unmatched `\(Character(Unicode.Scalar(quote)))` in [\(shown)]")
    }
    // Quotes with nothing in them are no word, and neither is a backslash at the end of a line that seems to go on.
    if bytes.isEmpty { return try next() }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func unexpected(_ start: ArraySlice<UInt8>) -> Problem {
    Problem(sentence: "Unexpected `:` in [\(String(decoding: start, as: UTF8.self))]")
  }
}
