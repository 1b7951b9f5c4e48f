/// An option with a value that sbatch accepts: what it means, and what is doubtful about it.
struct OptionValue {
  /// Something that is accepted and hardly meant.
  struct Doubt {
    var sentence: String
    var fix: String
  }

  var name: String
  var text: String
  /// The request with this option.
  var request: BatchRequest

  /// What the option asks for, as a sentence; `nil` for one that is rarely used.
  var meaning: String? {
    switch name {
    case "time":
      return request.time?.minutes.map { "The job may take \(duration($0)); then SLURM ends it." }
        ?? "The job may take as long as the partition allows."
    case "mem":
      return request.memoryPerNode.map { $0 == 0 ? "All memory of the node." : "\(amount($0)) of memory on each node." }
    case "mem-per-cpu": return request.memoryPerCPU.map { "\(amount($0)) of memory for each core." }
    case "nodes": return request.nodes.map { nodes($0) }
    case "ntasks":
      return request.tasks.map {
        "\($0) \($0 == 1 ? "task" : "tasks"), which is SLURM's word for processes; SLURM_NTASKS is \($0)."
      }
    case "ntasks-per-node": return request.tasksPerNode.map { "\($0) tasks on each node." }
    case "cpus-per-task": return request.cpusPerTask.map { "\($0) \($0 == 1 ? "core" : "cores") for each task." }
    case "job-name": return "The job is called \(quoted(text))."
    case "output": return "What the job prints goes to \(quoted(text))."
    case "error": return "Error messages go to \(quoted(text)), apart from the output."
    case "input": return "Standard input comes from \(quoted(text))."
    case "chdir": return "The job begins in the folder \(quoted(text))."
    case "partition": return "The job waits in the queue of the partition \(quoted(text))."
    case "account": return "The time is charged to the account \(quoted(text))."
    case "mail-type":
      return request.mail.isEmpty
        ? "SLURM writes no mail." : "SLURM writes mail at \(request.mail.joined(separator: ", "))."
    case "mail-user": return "Mail goes to \(quoted(text))."
    case "array": return "The script runs once for each of the indices \(text)."
    case "dependency": return "The job waits for other jobs: \(text)."
    case "hold": return "The job waits until it is released."
    case "exclusive": return "No other job runs on the node at the same time."
    case "begin": return "The job doesn't start before \(text)."
    case "gres", "gpus", "gpus-per-node": return "The job gets \(text) of the node's devices."
    case "comment": return "A note, which changes nothing."
    default: return nil
    }
  }

  /// What is accepted and hardly meant.
  var doubts: [Doubt] { times + numbers + words }

  private var times: [Doubt] {
    guard name == "time" else { return [] }
    if text.first == "-", text != "-1" {
      return [Doubt(sentence: "A negative time becomes thousands of years.", fix: "Leave out the minus.")]
    }
    guard let minutes = request.time?.minutes else {
      return ["0", "0:0", "0:0:0"].contains(text)
        ? [Doubt(sentence: "A limit of 0 means no limit of its own.", fix: "Write the time that the job needs.")] : []
    }
    if minutes > 1_000_000 {
      return [Doubt(sentence: "That is \(duration(minutes)).", fix: "Write the time that the job needs.")]
    }
    let fields = text.split(separator: ":")
    guard fields.count == 2, !text.contains("-") else { return [] }
    return [
      Doubt(
        sentence: "Two fields are minutes and seconds, so this is \(duration(minutes)).",
        fix: "For hours, write \(text):00.")
    ]
  }

  private var numbers: [Doubt] {
    var doubts: [Doubt] = []
    if ["mem", "mem-per-cpu"].contains(name), let megabytes = megabytes(text), (1..<50).contains(megabytes) {
      doubts.append(
        Doubt(
          sentence: "That is only \(amount(megabytes)), too little for most programs.",
          fix: "Did you mean --\(name)=\(megabytes)G?"))
    }
    if ["ntasks", "cpus-per-task", "nodes"].contains(name), LeadingNumber(text).value > 100_000 {
      doubts.append(Doubt(sentence: "No cluster has that many.", fix: "Write the number that you need."))
    }
    return doubts
  }

  private var words: [Doubt] {
    var doubts: [Doubt] = []
    func doubt(_ sentence: String, _ fix: String) { doubts.append(Doubt(sentence: sentence, fix: fix)) }
    if text.contains("$") || text.hasPrefix("~") || text.contains("`") {
      doubt(
        "sbatch doesn't replace $ and ~ in directives; they are taken as they are.",
        "Write the value itself; %j is the job's id, %x its name, %u you.")
    }
    if text.contains(where: { "“”„‘’".contains($0) }) {
      doubt("Typographic quotes become part of the value.", "Use \" or leave the quotes out.")
    }
    if text.contains("\u{A0}") { doubt("There is a no-break space in the value.", "Type a normal space, or none.") }
    if text.hasPrefix("=") {
      doubt("The = has become part of the value.", "Leave it out: a short option is written as in -J name.")
    }
    if text.hasPrefix("--") {
      doubt(
        "\(quoted(text)) has become the value of --\(name).",
        "Write the value of --\(name), and the other option on a line of its own.")
    }
    if text.contains("<"), text.contains(">") { doubt("A placeholder is left in.", "Write your own value.") }
    if text.isEmpty,
      ["chdir", "output", "error", "constraint", "array", "job-name", "comment", "dependency"].contains(name)
    {
      doubt("The value is empty.", "Write a value, or delete the line.")
    }
    if name == "mail-type", text.uppercased().split(separator: ",").count > request.mail.count,
      !text.uppercased().contains("NONE")
    {
      doubt("Some of these words are unknown, and sbatch ignores them.", "Write BEGIN, END, FAIL or ALL.")
    }
    if ["help", "usage", "version", "wrap", "verbose"].contains(name) {
      doubt("In a script, --\(name) has no effect.", "Delete it.")
    }
    return doubts
  }

  private func nodes(_ count: NodeCount) -> String {
    if count.minimum == count.maximum {
      return count.minimum == 1 ? "One node, which is one computer of the cluster." : "\(count.minimum) nodes."
    }
    return "\(count.minimum) to \(count.maximum) nodes."
  }
}

/// Megabytes in words: `4 GB`, `500 MB`.
func amount(_ megabytes: UInt64) -> String {
  if megabytes >= 1024, megabytes % 1024 == 0 { return "\(megabytes / 1024) GB" }
  return "\(megabytes) MB"
}

/// Minutes in words: `1 hour 30 minutes`.
package func duration(_ minutes: UInt32) -> String {
  let units: [(UInt32, String)] = [(1440, "day"), (60, "hour"), (1, "minute")]
  var rest = minutes
  let parts = units.compactMap { size, name -> String? in
    let count = rest / size
    rest %= size
    return count == 0 ? nil : "\(count) \(name)\(count == 1 ? "" : "s")"
  }
  return parts.isEmpty ? "0 minutes" : parts.joined(separator: " ")
}
