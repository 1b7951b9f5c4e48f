extension BatchRequest {
  /// `-m`: how tasks are dealt to nodes, sockets and cores, separated by colons, and whether nodes are filled.
  mutating func applyDistribution(_ text: String) throws(SubmissionRefusal) {
    let refused = SubmissionRefusal.invalid("distribution")
    let lower = text.lowercased()
    if lower.hasPrefix("plane") {
      let size = lower.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first
      guard let size, let number = Int32(size), number > 0 else {
        throw .error("Invalid plane size or size not specified", "Invalid --distribution specification", code: 255)
      }
      variables["SLURM_DISTRIBUTION"] = "plane"
      variables["SLURM_DIST_PLANESIZE"] = String(number)
      return
    }
    let halves = lower.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let filling = ["pack", "nopack"]
    if halves.count == 1, filling.contains(lower) { return variables["SLURM_DISTRIBUTION"] = lower }
    guard halves.count <= 2, halves.count < 2 || filling.contains(halves[1]) else { throw refused }
    var levels = halves[0].split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if levels.count > 1, levels.last == "" { levels.removeLast() }
    guard levels.count <= 3, ["block", "cyclic", "arbitrary", "*", ""].contains(levels[0]) else { throw refused }
    guard levels.dropFirst().allSatisfy({ ["block", "cyclic", "fcyclic", "*", ""].contains($0) }), levels != [""] else {
      throw refused
    }
    if levels == ["arbitrary"] { isArbitrary = true }
    // A star is the usual way at its level.
    for index in levels.indices where levels[index] == "*" || levels[index] == "" {
      levels[index] = index == 0 ? "block" : index == 1 ? "cyclic" : levels[1]
    }
    variables["SLURM_DISTRIBUTION"] = ([levels.joined(separator: ":")] + halves.dropFirst()).joined(separator: ",")
  }
}
