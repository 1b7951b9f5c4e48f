extension BatchRequest {
  mutating func applyOther(
    _ name: String, _ value: String?, _ surroundings: Surroundings, notes: inout String
  ) throws(SubmissionRefusal) {
    let text = value ?? ""
    switch name {
    case "mail-type": try applyMail(text)
    case "mail-user": mailUser = text.isEmpty ? nil : text
    case "nice":
      nice = value == nil ? 100 : LeadingNumber(text).value
      guard abs(nice) <= 2_147_483_645 else {
        throw .error("Invalid --nice value, out of range (+/- 2147483645)", code: 255)
      }
    case "priority":
      let priority = LeadingNumber(text).value
      guard priority >= 0 else { throw .error("Priority must be >= 0", code: 255) }
      guard priority < 4_294_967_294 else { throw .error("Priority must be < 4294967294", code: 255) }
    case "distribution":
      try applyDistribution(text)
    case "hint": try applyHint(text)
    case "kill-on-invalid-dep":
      guard ["yes", "no"].contains(text.lowercased()) else { throw .invalid(name) }
      shown["KillOInInvalidDependent"] = text.lowercased() == "yes" ? "Yes" : "No"
    case "no-kill":
      guard value == nil || ["", "off", "no"].contains(text.lowercased()) else { throw .invalid(name) }
    case "switches":
      let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let count = try wholeNumber(parts[0], for: "--switches")
      // No wait is longer than the controller allows.
      let most = 300
      let wait = parts.count > 1 ? min(most, TimeLimit.seconds(parts[1]) ?? most) : most
      shown["Switches"] = "\(count)@00:\(padded(wait / 60)):\(padded(wait % 60))"
    case "profile": try applyProfile(text)
    case "propagate":
      for limit in text.split(separator: ",") where !resourceLimits.contains(String(limit)) {
        throw .error("Bad rlimit name: \(limit)", "--propagate=\(text) is not valid.")
      }
    case "power":
      for part in text.split(separator: ",") where part.lowercased() != "level" {
        notes += "sbatch: error: Ignoring unrecognized power option (\(part))\n"
      }
    case "mem-bind":
      for word in text.lowercased().split(separator: ",") where !memoryBindings.contains(where: word.hasPrefix) {
        throw .error("unrecognized --mem-bind argument \"\(text)\"", code: 255)
      }
    case "cpu-freq":
      try applyFrequency(text)
    case "uid", "gid":
      guard surroundings.isUser(text) else { throw .invalid(name) }
      beyondStandIn = beyondStandIn ?? "--\(name)=\(text)"
    case "nodefile":
      nodeFile = text
    case "export-file":
      exportFile = text
    default: break
    }
  }

  mutating func applySite(_ name: String, _ text: String) throws(SubmissionRefusal) {
    switch name {
    case "gres":
      // The explanation goes to standard output, which has nothing but the job's id.
      if text == "help" { throw SubmissionRefusal(text: "", code: 0) }
      resources[name] = text
    case "gpus", "gpus-per-node", "gpus-per-socket", "gpus-per-task":
      resources[name] = text.isEmpty ? nil : text
      variables["SLURM_\(name.uppercased().replacing("-", with: "_"))"] = text
    case "cpus-per-gpu", "ntasks-per-gpu", "ntasks-per-tres":
      resources[name] = String(try wholeNumber(text, for: "--\(name)"))
    case "gres-flags":
      switch text.lowercased() {
      case "enforce-binding": shown["GresEnforceBind"] = "Yes"
      case "disable-binding": shown["GresEnforceBind"] = "No"
      default: throw .invalid(name)
      }
    case "gpu-bind":
      let kinds = ["closest", "map_gpu", "mask_gpu", "none", "per_task", "single", "verbose"]
      guard kinds.contains(where: text.lowercased().hasPrefix) else {
        throw .error("Invalid --gpu-bind argument: gpu:\(text)", code: 255)
      }
      variables["SLURM_GPU_BIND"] = text
    case "gpu-freq":
      let kinds = ["low", "medium", "high", "highm1", "memory", "verbose"]
      guard kinds.contains(where: text.lowercased().hasPrefix) || Int(text) != nil else {
        throw .error("Invalid --gpu-freq argument: gpu:\(text)", code: 255)
      }
      variables["SLURM_GPU_FREQ"] = text
    case "acctg-freq":
      let isRight = text.split(separator: ",").allSatisfy { word in
        let parts = word.split(separator: "=")
        return parts.count <= 2 && parts.last.flatMap { Int($0) } != nil
          && (parts.count == 1 || ["task", "energy", "network", "filesystem"].contains(parts[0].lowercased()))
      }
      guard isRight, !text.isEmpty else { throw .error("Invalid --acctg-freq specification: \(text)", code: 255) }
      beyondStandIn = beyondStandIn ?? "--acctg-freq"
    case "bbf": throw .error("Invalid --bbf specification")
    default:
      resources[name] = text
      if name == "prefer", text.isEmpty, features == nil { features = "" }
    }
  }

  private mutating func applyMail(_ text: String) throws(SubmissionRefusal) {
    let words = text.uppercased().split(separator: ",").map(String.init)
    let known = words.filter { mailTypes.contains($0) || $0 == "ALL" || $0 == "NONE" }
    guard !known.isEmpty else { throw .invalid("mail-type") }
    if known.contains("NONE") { return mail = [] }
    let all = ["INVALID_DEPEND", "BEGIN", "END", "FAIL", "REQUEUE", "STAGE_OUT"]
    let chosen = Set(mail + known.flatMap { $0 == "ALL" ? all : [$0] })
    mail = mailTypes.filter(chosen.contains)
  }

  private mutating func applyHint(_ text: String) throws(SubmissionRefusal) {
    switch text {
    case "compute_bound", "nomultithread": threadsPerCore = 1
    case "memory_bound": (coresPerSocket, threadsPerCore) = (1, 1)
    case "multithread": variables["SLURM_NTASKS_PER_CORE"] = "65535"
    // The explanation of the hints goes to standard output, which has nothing but the job's id.
    case "help": throw SubmissionRefusal(text: "", code: 1)
    default: throw .error("unrecognized --hint argument \"\(text)\", see --hint=help")
    }
    variables["SLURM_HINT"] = text
    if threadsPerCore == 1 { variables["SLURM_THREADS_PER_CORE"] = "1" }
  }

  private mutating func applyProfile(_ text: String) throws(SubmissionRefusal) {
    let kinds = ["Energy", "Lustre", "Network", "Task"]
    let words = Set(text.lowercased().split(separator: ",").map(String.init))
    let known = words.intersection(kinds.map { $0.lowercased() } + ["all", "none"])
    guard known == words, !words.isEmpty else { throw .error("invalid --profile=\(text) option", code: 255) }
    if words.contains("none") { return variables["SLURM_PROFILE"] = "None" }
    let chosen = kinds.filter { words.contains("all") || words.contains($0.lowercased()) }
    variables["SLURM_PROFILE"] = chosen.joined(separator: ",")
  }
}

private let mailTypes = [
  "ARRAY_TASKS", "INVALID_DEPEND", "BEGIN", "END", "FAIL", "REQUEUE", "STAGE_OUT", "TIME_LIMIT_50", "TIME_LIMIT_80",
  "TIME_LIMIT_90", "TIME_LIMIT",
]

private let resourceLimits: Set<String> = [
  "ALL", "NONE", "AS", "CORE", "CPU", "DATA", "FSIZE", "MEMLOCK", "NOFILE", "NPROC", "RSS", "STACK",
]

private let memoryBindings = [
  "none", "no", "local", "rank", "map_mem", "mask_mem", "sort", "prefer", "quiet", "verbose", "q", "v", "help",
]
