/// What sbatch refuses about an option, in words, and the fix.
struct Mistake {
  var sentence: String
  var fix: String

  /// - Parameter name: The option's name, or the word that isn't one.
  init(_ refusal: SubmissionRefusal, _ name: String) {
    let said = refusal.text.split(separator: "\n").first { $0.hasPrefix("sbatch: ") }.map(String.init) ?? refusal.text
    let plain = said.replacing("sbatch: error: ", with: "").replacing("sbatch: ", with: "")
    sentence = "sbatch refuses this and says: \(plain)\(plain.hasSuffix(".") ? "" : ".")"
    if plain.contains("unrecognized option") {
      fix = Self.nearest(to: name)
    } else if plain.contains("ambiguous") {
      fix = "Write the whole name of the option."
    } else if plain.contains("requires an argument") {
      fix = "Write the value after it, as in --ntasks=4."
    } else if plain.contains("doesn't allow an argument") {
      fix = "Leave out the = and what follows it."
    } else if plain.hasPrefix("invalid option") {
      fix = "Use the long name of the option; a short one is a single letter that sbatch knows."
    } else {
      fix = Self.fixes[name] ?? "Leave the option out, or look up its values in man sbatch."
    }
  }

  private static let fixes: [String: String] = [
    "time": "Write minutes, hours:minutes:seconds or days-hours, such as --time=90, --time=01:30:00 or --time=1-12.",
    "time-min": "Write minutes, hours:minutes:seconds or days-hours, such as --time-min=30.",
    "mem": "Write a whole number with K, M, G or T and without a space, such as --mem=4G or --mem=1500M.",
    "mem-per-cpu": "Write a whole number with K, M, G or T and without a space, such as --mem-per-cpu=1G.",
    "ntasks": "Write a whole number right after the =, such as --ntasks=4.",
    "cpus-per-task": "Write a whole number right after the =, such as --cpus-per-task=2.",
    "ntasks-per-node": "Write a whole number right after the =, such as --ntasks-per-node=4.",
    "nodes": "Write a whole number, such as --nodes=1.",
    "mail-type": "Write one or more of BEGIN, END, FAIL and ALL, separated by commas.",
    "open-mode": "Write --open-mode=append or --open-mode=truncate.",
    "exclusive": "Write --exclusive without a value.",
    "begin": "Write a time such as --begin=now+1hour, --begin=16:00 or --begin=2030-01-31T08:00.",
    "deadline": "Write a time such as --deadline=now+2hours or --deadline=2030-01-31T08:00.",
    "signal": "Write a signal and the seconds before the limit, such as --signal=B:USR1@60.",
  ]

  /// The option that was probably meant.
  private static func nearest(to word: String) -> String {
    let name = word.drop { $0 == "-" }.prefix { $0 != "=" }.lowercased()
    let known = [
      "walltime": "time", "memory": "mem", "workdir": "chdir", "cores": "cpus-per-task", "cpus": "cpus-per-task",
      "name": "job-name", "queue": "partition", "tasks": "ntasks", "email": "mail-user", "n-tasks": "ntasks",
    ]
    if let meant = known[name] { return "Write --\(meant)." }
    let nearest = SubmissionOption.all.min { distance(name, $0.name) < distance(name, $1.name) }
    guard let nearest, distance(name, nearest.name) <= 2 else { return "Look up the option's name in man sbatch." }
    return "Write --\(nearest.name)."
  }

  /// How many letters have to be added, removed or changed.
  private static func distance(_ one: String, _ other: String) -> Int {
    let (one, other) = (Array(one.utf8), Array(other.utf8))
    var row = Array(0...other.count)
    for (i, byte) in one.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, target) in other.enumerated() {
        let cost = min(row[j] + 1, row[j + 1] + 1, diagonal + (byte == target ? 0 : 1))
        (diagonal, row[j + 1]) = (row[j + 1], cost)
      }
    }
    return row[other.count]
  }
}
