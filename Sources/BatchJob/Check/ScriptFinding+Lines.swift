extension BatchScript {
  /// What is wrong with the first line although sbatch accepts it.
  func firstLine(_ facts: ScriptFacts) -> [ScriptFinding] {
    let line = String(decoding: lines[0], as: UTF8.self)
    if lines.count == 1, line.contains("\r") {
      return [
        ScriptFinding(
          1, .warning, "The lines end as on an old Mac, so the whole script is one line and the job fails.",
          fix: "Save the script with Unix line ends.")
      ]
    }
    let words = line.dropFirst(2).split(whereSeparator: \.isWhitespace)
    if words.count > 1, words[1].hasPrefix("#") {
      return [
        ScriptFinding(
          1, .warning,
          "A note can't follow the interpreter: the system passes it to \(words[0]) as a file name, and the job fails.",
          fix: "Leave only #!\(words[0]) on this line.")
      ]
    }
    guard facts.isProgram(interpreter) else {
      return [
        ScriptFinding(
          1, .warning, "There is no program \(interpreter) here; without it, the job fails at once.",
          fix: "Write #!/bin/bash, or the path of an interpreter that the node has.")
      ]
    }
    return []
  }

  /// Lines above the first command that look like directives and are comments.
  func lookalikes() -> [ScriptFinding] {
    lines.prefix(headerLength).enumerated().compactMap { index, bytes in
      let line = String(decoding: bytes, as: UTF8.self)
      let text = line.drop(while: \.isWhitespace)
      guard !line.hasPrefix("#SBATCH"), let kind = Lookalike(text, isIndented: text.count < line.count) else {
        return nil
      }
      return ScriptFinding(index + 1, .warning, kind.sentence, fix: kind.fix)
    }
  }

  /// Directives below the first command, which sbatch doesn't read.
  func lateDirectives() -> [ScriptFinding] {
    var end: Substring?
    var findings: [ScriptFinding] = []
    for (index, bytes) in lines.enumerated().dropFirst(headerLength) {
      let line = String(decoding: bytes, as: UTF8.self)
      if let word = end {
        if line.drop(while: { $0 == "\t" }) == word { end = nil }
        continue
      }
      if let mark = line.range(of: "<<"), !line.hasPrefix("#") {
        let word = line[mark.upperBound...].drop { $0 == "-" || $0 == " " }.prefix { !$0.isWhitespace && $0 != ";" }
        end = Substring(word.filter { !"'\"\\".contains($0) })
        if end?.isEmpty ?? true { end = nil }
      }
      guard line.hasPrefix("#SBATCH") else { continue }
      let first = String(decoding: lines[headerLength], as: UTF8.self)
      findings.append(
        ScriptFinding(
          index + 1, .warning,
          "sbatch doesn't read this directive, because it comes after the first command (\(first.trimmed), line \(headerLength + 1)).",
          fix: "Move it above the first command."))
    }
    return findings
  }

  /// What the commands don't fit to.
  func body(_ request: BatchRequest, tried: Set<String>) -> [ScriptFinding] {
    let commands = lines.enumerated().dropFirst(headerLength).map {
      ($0 + 1, String(decoding: $1, as: UTF8.self).trimmed)
    }
    let usesPython = commands.contains { $0.1.contains("python") || $0.1.contains("poolbook run") }
    var findings: [ScriptFinding] = []
    if !commands.contains(where: { !$0.1.isEmpty && !$0.1.hasPrefix("#") }) {
      findings.append(
        ScriptFinding(
          lines.count, .warning, "The script has no command, so the job ends at once and does nothing.",
          fix: "Start your program after the directives."))
    }
    for (line, command) in commands
    where command.hasPrefix("srun ") && request.taskCount > 1
      && (command.contains("python") || command.contains("poolbook run"))
    {
      findings.append(
        ScriptFinding(
          line, .warning, "srun starts this program \(request.taskCount) times, once for each task.",
          fix: "Leave out srun: one program makes one pool."))
    }
    for line in pythonLines where line.isTraced && line.experiment == nil {
      findings.append(
        ScriptFinding(
          line.line, .warning,
          "Without --experiment, this run isn't added to your folder, and the workbook can't show it.",
          fix: "Add --experiment and the id of your program's question."))
    }
    if tried.isDisjoint(with: ["ntasks", "ntasks-per-node"]), usesPython {
      findings.append(
        ScriptFinding(
          1, .warning, "No number of tasks is asked for, so the job gets one core and SLURM_NTASKS isn't set.",
          fix: "Add a line such as #SBATCH --ntasks=4."))
    }
    if !tried.contains("time") {
      findings.append(
        ScriptFinding(
          1, .warning, "No time limit is asked for, so the job gets the partition's; it may be short, or wait long.",
          fix: "Add a line such as #SBATCH --time=01:00:00."))
    }
    return findings
  }
}

/// A comment that somebody may take for a directive.
private struct Lookalike {
  var sentence: String
  var fix: String

  init?(_ text: Substring, isIndented: Bool) {
    let hashes = text.prefix { $0 == "#" }.count
    let rest = text.dropFirst(hashes)
    guard hashes > 0, rest.drop(while: { $0 == " " || $0 == "\t" }).prefix(6).lowercased() == "sbatch" else {
      return nil
    }
    fix = "Write #SBATCH in capitals at the very start of the line."
    if hashes > 1 {
      sentence = "With more than one #, this is a comment: the directive is switched off."
      fix = "Leave a single # to switch it on, or delete the line."
    } else if rest.first == " " || rest.first == "\t" {
      sentence = "With a space after the #, this is a comment, and sbatch ignores it without a word."
    } else if isIndented, rest.hasPrefix("SBATCH") {
      sentence = "This directive is indented, so it is a comment, and sbatch ignores it without a word."
    } else {
      sentence = "This isn't written in capitals, so it is a comment, and sbatch ignores it without a word."
    }
  }
}

extension StringProtocol {
  /// The text without white space at its ends.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }

  /// Where a text occurs first.
  func range(of text: String) -> Range<Index>? { firstRange(of: text) }
}
