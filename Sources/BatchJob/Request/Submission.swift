/// A job that sbatch would submit: the request, the script, and what the script is given.
package struct Submission: Sendable, Equatable {
  /// What the job asks for.
  package var request: BatchRequest
  /// The script.
  package var script: BatchScript
  /// The script's file as it was found; `nil` for standard input and for `--wrap`.
  package var file: String?
  /// The script's arguments.
  package var arguments: [String]
  /// The word that names the script, and the folder that the command line asks to begin in: SLURM shows the path there.
  package var word: String?
  package var chdir: String?
  /// Lines that sbatch says although it accepts the job.
  package var notes = ""

  /// The job's name.
  package var name: String {
    if let name = request.name { return name }
    if request.wrapped != nil { return "wrap" }
    return file.map { String($0.split(separator: "/").last ?? "") } ?? "sbatch"
  }

  /// Where sbatch finds the things that it reads.
  package struct Sources: Sendable {
    /// What options need to know.
    package var surroundings: BatchRequest.Surroundings
    /// The variables of the environment that begin with `SBATCH_`.
    package var variables: [String: String]
    /// The path of the script that a word names, which may be on the `PATH`.
    package var find: @Sendable (String) -> String
    /// What comes from standard input.
    package var standardInput: @Sendable () -> [UInt8]

    /// Sets everything.
    package init(
      surroundings: BatchRequest.Surroundings, variables: [String: String],
      find: @escaping @Sendable (String) -> String, standardInput: @escaping @Sendable () -> [UInt8]
    ) {
      self.surroundings = surroundings
      self.variables = variables
      self.find = find
      self.standardInput = standardInput
    }
  }

  /// Reads sbatch's command line, the script that it names with its directives, and the environment.
  ///
  /// The command line is checked before the script is read; after the directives and the environment it is applied again,
  /// so that it wins.
  package init(words: [String], sources: Sources) throws(SubmissionRefusal) {
    var ignored = ""
    var first = BatchRequest()
    let rest = try Self.apply(words, to: &first, sources, &ignored)
    var reader = OptionReader(words)
    while let found = try reader.next() {
      let name = found.option.name
      if ["help", "usage", "version"].contains(name) { throw .notInStandIn("sbatch --\(name)") }
    }
    request = BatchRequest()
    arguments = Array(words.dropFirst(rest + 1))
    if let command = first.wrapped {
      guard rest == words.count else { throw .error("Script arguments not permitted with --wrap option") }
      script = BatchScript(wrapping: command)
    } else if rest < words.count {
      let path = sources.find(words[rest])
      (word, chdir) = (words[rest], first.chdir)
      file = path
      script = BatchScript(try Self.read(path, named: words[rest], sources))
    } else {
      script = BatchScript(sources.standardInput())
    }
    if let refusal = script.refusal { throw refusal }
    try applyDirectives(sources, ignoresPBS: first.ignoresPBS || sources.variables["SBATCH_IGNORE_PBS"] != nil)
    try applyEnvironment(sources)
    _ = try Self.apply(words, to: &request, sources, &notes)
    try request.settle(sources.surroundings, &notes)
  }

  private static func read(_ path: String, named name: String, _ sources: Sources) throws(SubmissionRefusal) -> [UInt8]
  {
    switch sources.surroundings.file(path) {
    case .success(let bytes): return bytes
    case .failure(let problem):
      if problem.reason == "Is a directory" { throw .notAScript }
      throw .error("Unable to open file \(name)")
    }
  }

  /// Applies options, and returns the index of the first word that isn't one.
  private static func apply(
    _ words: [String], to request: inout BatchRequest, _ sources: Sources, _ notes: inout String
  ) throws(SubmissionRefusal) -> Int {
    var reader = OptionReader(words)
    while let found = try reader.next() {
      try request.apply(found.option, found.value, sources.surroundings, notes: &notes)
    }
    return reader.position
  }

  private mutating func applyDirectives(_ sources: Sources, ignoresPBS: Bool) throws(SubmissionRefusal) {
    let name = file.map { String($0.split(separator: "/").last ?? "") } ?? "stdin"
    let words = try script.directiveWords(.slurm, file: name).map(\.text)
    if words.contains("hetjob") || words.contains("packjob") { request.beyondStandIn = "a heterogeneous job (hetjob)" }
    let rest = try Self.apply(words.filter { $0 != "hetjob" && $0 != "packjob" }, to: &request, sources, &notes)
    if rest < words.count, request.beyondStandIn == nil {
      throw .error("Invalid directive found in batch script: \(words[rest])", code: 255)
    }
    if ignoresPBS || request.ignoresPBS { return }
    for kind in [DirectiveKind.pbs, .lsf] {
      let words = try script.directiveWords(kind, file: name).map(\.text)
      for (option, value) in try translated(words, of: kind) {
        try request.apply(option, value, sources.surroundings, notes: &notes)
      }
    }
  }

  private mutating func applyEnvironment(_ sources: Sources) throws(SubmissionRefusal) {
    for (variable, name) in environmentOptions {
      guard let value = sources.variables[variable], let option = SubmissionOption.named(name) else { continue }
      if name == "no-requeue", !["", "1", "y", "yes", "t", "true"].contains(value.lowercased()) { continue }
      // In the environment, one kind of memory replaces another that a directive asked for.
      if name.hasPrefix("mem"), request.memoryPerNode ?? request.memoryPerCPU ?? request.memoryPerGPU != nil {
        guard name == "mem" ? request.memoryPerNode != nil : request.memoryPerCPU != nil else { continue }
      }
      try request.apply(option, option.value == .none ? nil : value, sources.surroundings, notes: &notes)
    }
  }
}

/// The variables that set options, in the order in which sbatch reads them.
private let environmentOptions: [(String, String)] = [
  ("SBATCH_ACCOUNT", "account"), ("SBATCH_ACCTG_FREQ", "acctg-freq"), ("SBATCH_ARRAY_INX", "array"),
  ("SBATCH_CLUSTERS", "clusters"), ("SBATCH_CONSTRAINT", "constraint"), ("SBATCH_DELAY_BOOT", "delay-boot"),
  ("SBATCH_DISTRIBUTION", "distribution"), ("SBATCH_EXCLUSIVE", "exclusive"), ("SBATCH_EXPORT", "export"),
  ("SBATCH_GET_USER_ENV", "get-user-env"), ("SBATCH_GPUS", "gpus"), ("SBATCH_GRES", "gres"), ("SBATCH_HINT", "hint"),
  ("SBATCH_JOB_NAME", "job-name"), ("SBATCH_MEM_PER_CPU", "mem-per-cpu"), ("SBATCH_MEM_PER_NODE", "mem"),
  ("SBATCH_NETWORK", "network"), ("SBATCH_NO_KILL", "no-kill"), ("SBATCH_NO_REQUEUE", "no-requeue"),
  ("SBATCH_OPEN_MODE", "open-mode"), ("SBATCH_OVERCOMMIT", "overcommit"), ("SBATCH_PARTITION", "partition"),
  ("SBATCH_PROFILE", "profile"), ("SBATCH_QOS", "qos"), ("SBATCH_REQ_SWITCH", "switches"),
  ("SBATCH_REQUEUE", "requeue"), ("SBATCH_RESERVATION", "reservation"), ("SBATCH_SIGNAL", "signal"),
  ("SBATCH_SPREAD_JOB", "spread-job"), ("SBATCH_THREADS_PER_CORE", "threads-per-core"),
  ("SBATCH_TIMELIMIT", "time"), ("SBATCH_USE_MIN_NODES", "use-min-nodes"), ("SBATCH_WAIT", "wait"),
  ("SBATCH_WAIT_ALL_NODES", "wait-all-nodes"), ("SBATCH_WCKEY", "wckey"),
]

extension BatchRequest {
  /// What sbatch checks when it has read everything.
  fileprivate mutating func settle(
    _ surroundings: Surroundings, _ notes: inout String
  ) throws(SubmissionRefusal) {
    if [memoryPerNode, memoryPerCPU, memoryPerGPU].count(where: { $0 != nil }) > 1 {
      throw .fatal("--mem, --mem-per-cpu, and --mem-per-gpu are mutually exclusive.")
    }
    if let nodeFile {
      guard case .success(let bytes) = surroundings.file(nodeFile) else {
        throw .error(
          "slurm_allocate_resources error opening file \(nodeFile), No such file or directory",
          "Invalid --nodefile node file", code: 255)
      }
      nodeList = String(decoding: bytes, as: UTF8.self).split { $0.isWhitespace || $0 == "," }.joined(separator: ",")
    }
    if let exportFile {
      guard case .success = surroundings.file(exportFile) else {
        throw .error("Could not open user environment file \(exportFile)")
      }
      beyondStandIn = beyondStandIn ?? "--export-file"
    }
    if reboots { sharing = "NO" }
    // A hint that names threads leaves the cores to SLURM.
    if hasNodeInfo != true, variables["SLURM_HINT"]?.hasSuffix("multithread") ?? false { coresPerSocket = nil }
    if isArbitrary == true, nodeList == nil {
      throw .error("With Arbitrary distribution you need to specify a nodelist or hostfile with the -w option")
    }
    if hasNodeInfo == true, tasks == nil, tasksPerNode == nil { tasks = socketsPerNode ?? 1 }
    if let tasks, tasks < 0 { throw .error("invalid number of tasks (-n \(tasks))") }
    guard let tasks, tasks > 0, var count = nodes else { return }
    if count.minimum > tasks {
      notes += "sbatch: Warning: can't run \(tasks) processes on \(count.minimum) nodes, setting nnodes to \(tasks)\n"
      count = NodeCount(tasks, tasks)
    }
    nodes = NodeCount(count.minimum, min(count.maximum, tasks))
  }
}
