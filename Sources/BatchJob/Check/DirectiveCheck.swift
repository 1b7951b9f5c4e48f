/// Goes through the directives of a script, one option after the other, and beyond the first mistake.
struct DirectiveCheck {
  private let script: BatchScript
  private let facts: ScriptFacts
  private(set) var request = BatchRequest()
  /// The options that the script has, also those whose value is refused.
  private(set) var tried: Set<String> = []
  private var findings: [ScriptFinding] = []
  /// The line that an option was last read on.
  private var lines: [String: Int] = [:]

  init(script: BatchScript, facts: ScriptFacts) {
    self.script = script
    self.facts = facts
  }

  /// What an option's value needs from outside isn't there: a check reads no other file.
  private let surroundings = BatchRequest.Surroundings(
    now: 0, secondsFromUTC: 0, isUser: { _ in true }, file: { _ in .success([]) })

  mutating func run() -> [ScriptFinding] {
    let words: [DirectiveWord]
    do throws(SubmissionRefusal) { words = try script.directiveWords(.slurm, file: facts.file) } catch {
      quotes(error)
      return findings
    }
    endedWords()
    read(words)
    otherSystems()
    request.tasks.map { together(tasks: Int($0)) }
    exclusions()
    findings += PathCheck(request: request, lines: lines, facts: facts).findings
    return findings
  }

  private mutating func add(_ line: Int, _ severity: ScriptFinding.Severity, _ sentence: String, fix: String? = nil) {
    findings.append(ScriptFinding(line, severity, sentence, fix: fix))
  }

  /// A quote or colon that stops sbatch at a line.
  private mutating func quotes(_ refusal: SubmissionRefusal) {
    let pieces = refusal.text.split(separator: ": ", maxSplits: 4).map(String.init)
    let line = pieces.count > 3 ? Int(pieces[3].dropFirst(5)) ?? 1 : 1
    let said = pieces.last?.trimmed ?? ""
    let isColon = said.hasPrefix("Unexpected")
    add(
      line, .error, "sbatch stops here and says: \(said).",
      fix: isColon
        ? "Leave out the colon: #SBATCH, a space, and the option."
        : "Close the quote, or leave it out if it is an apostrophe.")
  }

  private mutating func read(_ words: [DirectiveWord]) {
    var texts = words.map(\.text)
    var lines = words.map(\.line)
    while !texts.isEmpty {
      var reader = OptionReader(texts)
      do throws(SubmissionRefusal) {
        while let found = try reader.next() { read(found, at: lines[found.word], spans: lines[reader.position - 1]) }
      } catch {
        add(
          lines[reader.position - 1], .error, Mistake(error, texts[reader.position - 1]).sentence,
          fix: Mistake(error, texts[reader.position - 1]).fix)
      }
      // After a mistake or a word that isn't an option, the check goes on with the next word.
      let isOption =
        reader.position < texts.count && texts[reader.position].hasPrefix("-") && texts[reader.position] != "-"
      if reader.position < texts.count, !isOption || reader.position == 0 {
        stray(texts[reader.position], at: lines[reader.position])
        texts.removeFirst(reader.position + 1)
        lines.removeFirst(reader.position + 1)
      } else {
        texts.removeFirst(reader.position)
        lines.removeFirst(reader.position)
      }
    }
  }

  private mutating func stray(_ word: String, at line: Int) {
    if word == "hetjob" || word == "packjob" {
      return add(
        line, .warning, "This makes a job of several parts, which a local pool can't use.", fix: "Leave it out.")
    }
    let fix: String
    switch word.first {
    case "–", "—": fix = "Write two hyphens: --\(word.drop { "–—".contains($0) })."
    case "/": fix = "Write comments with #."
    default:
      let name = word.prefix { $0 != "=" }.lowercased()
      fix =
        SubmissionOption.named(name) != nil
        ? "Write two hyphens before it: --\(word)."
        : "Options begin with --; write a value with spaces in quotes, and a comment with #."
    }
    add(line, .error, "sbatch refuses \(quoted(word)), because it is not an option.", fix: fix)
  }

  private mutating func read(_ found: OptionReader.Found, at line: Int, spans last: Int) {
    let name = found.option.name == "tasks-per-node" ? "ntasks-per-node" : found.option.name
    tried.insert(name)
    var notes = ""
    do throws(SubmissionRefusal) {
      try request.apply(found.option, found.value, surroundings, notes: &notes)
    } catch {
      let mistake = Mistake(error, name)
      return add(line, .error, mistake.sentence, fix: mistake.fix)
    }
    if last != line {
      add(
        line, .warning, "--\(name) has no value here, so sbatch takes the next line's: \(quoted(found.value ?? "")).",
        fix: "Write a value, as in --\(name)=VALUE.")
    }
    if let before = lines[name], name != "mail-type" {
      add(
        before, .warning, "Line \(line) asks for --\(name) again, and the last one wins.", fix: "Keep only one of them."
      )
    }
    lines[name] = line
    let value = OptionValue(name: name, text: found.value ?? "", request: request)
    if let meaning = value.meaning { add(line, .note, meaning) }
    for doubt in value.doubts { add(line, .warning, doubt.sentence, fix: doubt.fix) }
  }

  /// Words that a `#` ends.
  private mutating func endedWords() {
    for (index, line) in script.lines.prefix(script.headerLength).enumerated() where line.starts(with: "#SBATCH".utf8) {
      var reader = WordReader(rest: line.dropFirst(7))
      while let word = try? reader.next() {
        guard reader.rest.first == UInt8(ascii: "#") else { continue }
        add(
          index + 1, .warning, "A # ends the directive, also inside a word, so sbatch reads only \(quoted(word)).",
          fix: "Put a space before a comment; put a value that contains # in quotes.")
      }
    }
  }

  private mutating func otherSystems() {
    if request.ignoresPBS { return }
    for (index, bytes) in script.lines.prefix(script.headerLength).enumerated() {
      for kind in [DirectiveKind.pbs, .lsf] where bytes.starts(with: kind.rawValue.utf8) {
        add(
          index + 1, .warning, "sbatch obeys \(kind.rawValue) lines, too, even against #SBATCH lines.",
          fix: "Write it as an #SBATCH line, or delete it.")
      }
    }
  }

  /// What tasks and nodes say together.
  private mutating func together(tasks: Int) {
    guard let line = lines["ntasks"] else { return }
    if let cpus = facts.cpus, tasks * request.cpusEach > cpus {
      add(
        line, .warning,
        "This asks for \(tasks * request.cpusEach) cores and the node has \(cpus), so the job never starts.",
        fix: "Ask for at most \(cpus).")
    }
    if tasks > 1, request.nodes == nil {
      add(
        line, .warning,
        "Without --nodes=1, SLURM may spread the \(tasks) tasks over several nodes, which a pool can't use.",
        fix: "Add the line #SBATCH --nodes=1.")
    }
    if let nodes = request.nodes, let nodeLine = lines["nodes"] {
      if nodes.minimum > tasks {
        add(
          nodeLine, .warning, "\(tasks) tasks can't use \(nodes.minimum) nodes; sbatch asks for \(tasks).",
          fix: "Write --nodes=1.")
      } else if nodes.maximum > 1 {
        add(
          nodeLine, .warning, "A pool uses the cores of one node only; the others stay idle.", fix: "Write --nodes=1.")
      }
    }
  }

  private mutating func exclusions() {
    guard [request.memoryPerNode, request.memoryPerCPU, request.memoryPerGPU].count(where: { $0 != nil }) > 1 else {
      return
    }
    let line = ["mem", "mem-per-cpu", "mem-per-gpu"].compactMap { lines[$0] }.max() ?? 1
    add(
      line, .error, "sbatch refuses --mem together with --mem-per-cpu.",
      fix: "Keep one of them: --mem is for the whole node, --mem-per-cpu for each core.")
  }
}

/// A word in quotation marks, for a sentence.
func quoted(_ word: String) -> String { "“\(word)”" }
