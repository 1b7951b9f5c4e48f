/// What the controller of a cluster with one node says about a request.
package enum Verdict: Sendable, Equatable {
  /// The job can run.
  case runs
  /// The job is accepted and never starts, for this reason.
  case waitsForever(String)
}

extension BatchNode {
  /// Checks a request as the controller does: the first thing that is wrong is the answer.
  package func judge(_ submission: Submission, now: Int) throws(SubmissionRefusal) -> Verdict {
    let isTest = submission.request.isTest
    do throws(SubmissionRefusal) {
      let verdict = try verdict(submission, now: now)
      if isTest, verdict != .runs { throw .failed("Requested node configuration is not available") }
      return verdict
    } catch {
      var refusal = isTest ? error.ofTest : error
      refusal.text = submission.notes + refusal.text
      throw refusal
    }
  }

  private func verdict(_ submission: Submission, now: Int) throws(SubmissionRefusal) -> Verdict {
    let request = submission.request
    try checkLengths(submission)
    try checkResources(request)
    if let array = request.array { _ = try ArrayIndices(array) }
    try checkPartition(request.partition)
    if request.licences.map({ !$0.isEmpty }) ?? false { throw .failed("Invalid license specification") }
    try checkTimes(request, now: now)
    try checkNames(request)
    if let dependency = request.dependency { _ = try Dependency.all(dependency) }
    if request.features.map({ !$0.isEmpty }) ?? false { throw .failed("Invalid feature specification") }
    if request.resources["prefer"].map({ !$0.isEmpty }) ?? false {
      throw .failed("Invalid preferred feature specification")
    }
    if request.resources["batch"] != nil {
      throw .failed("Job --batch option is invalid or not a subset of --constraints")
    }
    if request.reservation != nil { throw .failed("Requested reservation is invalid") }
    if request.nodeCount <= 0 || request.taskCount <= 0 || request.nodeList.map({ nodeNames($0).isEmpty }) ?? false
      || request.socketsPerNode == 0
    {
      throw .failed("Node count specification invalid")
    }
    if request.isHeld {
      // It isn't looked for a node before the job is released.
      do throws(SubmissionRefusal) { return try checkSize(request) } catch { return .waitsForever("BadConstraints") }
    }
    return try checkSize(request)
  }

  private func checkLengths(_ submission: Submission) throws(SubmissionRefusal) {
    let request = submission.request
    let names = [submission.name, request.account, request.partition, request.comment, request.features]
    let paths = [request.output, request.error, request.input, request.chdir]
    guard names.allSatisfy({ ($0?.utf8.count ?? 0) < 1024 }), paths.allSatisfy({ ($0?.utf8.count ?? 0) < 4096 }),
      submission.script.bytes.count <= 4 << 20
    else { throw .failed("Pathname of a file, directory or other parameter too long") }
  }

  private func checkResources(_ request: BatchRequest) throws(SubmissionRefusal) {
    let tasks = ["ntasks-per-gpu", "ntasks-per-tres"].contains { request.resources[$0] != nil }
    if tasks {
      throw .error(
        "gres_job_state_validate: --ntasks-per-tres needs either a GRES GPU specification or a node/ntask specification",
        "Invalid generic resource (gres) specification")
    }
    let refused = SubmissionRefusal.error("Invalid generic resource (gres) specification")
    if request.memoryPerGPU != nil { throw refused }
    for (option, text) in request.resources where option.hasPrefix("g") || option.hasPrefix("cpus") {
      if option == "gres", text == "none" { continue }
      if text.isEmpty { throw .failed("Invalid Trackable RESource (TRES) specification") }
      // A job may ask for no GPU on a cluster that has none.
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.last == "0", option != "cpus-per-gpu", option != "gres" || parts.first == "gpu" else { throw refused }
    }
  }

  private func checkPartition(_ names: String?) throws(SubmissionRefusal) {
    guard let names else { return }
    let unknown = names.split(separator: ",").first { $0 != Self.partition }
    guard unknown != nil || names.isEmpty else { return }
    throw .failed(
      "Invalid partition name specified", after: "invalid partition specified: \(unknown.map(String.init) ?? "(null)")")
  }

  private func checkTimes(_ request: BatchRequest, now: Int) throws(SubmissionRefusal) {
    if let deadline = request.deadline, deadline < now {
      throw .failed("Requested time limit is invalid (missing or exceeds some limit)")
    }
    guard let least = request.timeMin, least.minutes == nil || request.time?.minutes != nil else { return }
    if least.minutes ?? .max > request.time?.minutes ?? 0 {
      throw .failed("Invalid time-min specification (exceeds job's time or other limits)")
    }
  }

  private func checkNames(_ request: BatchRequest) throws(SubmissionRefusal) {
    for list in [request.nodeList, request.excluded] {
      guard nodeNames(list ?? "").allSatisfy({ $0 == Self.name }) else { throw .failed("Invalid node name specified") }
    }
  }

  private func checkSize(_ request: BatchRequest) throws(SubmissionRefusal) -> Verdict {
    let unavailable = "Requested node configuration is not available"
    func missing(_ what: String) -> SubmissionRefusal { .failed(unavailable, after: "\(what) can not be satisfied") }
    if request.cpuCount > cpus { return .waitsForever("PartitionConfig") }
    if request.nodeCount > 1 { return .waitsForever("PartitionNodeLimit") }
    if request.cpusOfNode > cpus {
      // Tasks that were asked for by the node are more than the partition has.
      if request.minimumCPUs == nil, !request.overcommits, request.tasks == nil {
        return .waitsForever("PartitionConfig")
      }
      throw missing("CPU count per node")
    }
    let perNode = request.memoryPerNode ?? request.memoryPerCPU ?? 0
    if perNode > memory { throw missing("Memory specification") }
    if let disk = request.disk, disk > 0 { throw missing("Temporary disk specification") }
    if Int(request.socketsPerNode ?? 0) > cpus || request.coresPerSocket ?? 0 > 1 || request.threadsPerCore ?? 0 > 1 {
      throw missing("Socket, core and/or thread specification")
    }
    let whole = request.allocation(on: self)
    let isExcluded = nodeNames(request.excluded ?? "").contains(Self.name)
    let perSocket = request.tasksPerSocket ?? 0 > 1
    let isCrowded = request.tasksPerNode.map { request.taskCount > Int($0) } ?? false
    guard whole.memory <= memory, !isExcluded, !perSocket, !isCrowded else { throw .failed(unavailable) }
    return .runs
  }
}
