import BatchJob
import Foundation
import Glibc
import Posix
import SeededRandom
import SlurmCluster
import Testing
import TmuxSession

/// The client of SLURM, with a cluster that the tests start.
@Suite(
  .enabled(if: SlurmCluster.isPossible, "SLURM isn't installed; .ci/setup --test installs it"), .serialized, .inTurn)
struct SlurmQueueTests {
  @Test func `a job is submitted, watched and cancelled`() throws {
    let cluster = try SlurmCluster()
    let script = "#!/bin/bash\n#SBATCH --ntasks=2 --time=5 --mem=1G\necho tasks $SLURM_NTASKS\n"
    try cluster.write(Array(script.utf8), to: "job.sb")
    // A shell within a job has variables that mustn't reach the new one.
    let queue = cluster.queue(["SLURM_NTASKS": "9", "SLURM_MEM_PER_CPU": "7"])
    let outcome = try queue.submit(["job.sb"], in: cluster.folder)
    #expect(outcome.errors == "" && outcome.code == 0)
    let id = try #require(outcome.id)
    let job = try cluster.wait(for: id)
    #expect(job.state == "COMPLETED")
    #expect(job.asked == .init(tasks: 2, nodes: 1, cpus: 2, memory_mb: 1024, time_s: 300))
    #expect(job.output == "\(cluster.folder)/slurm-\(id).out")
    #expect(cluster.text("slurm-\(id).out") == "tasks 2\n")
    #expect(try queue.jobs().map(\.id) == [id])

    let second = try #require(try queue.submit(["--wrap", "sleep 600"], in: cluster.folder).id)
    _ = try cluster.wait(for: second) { $0.state == "RUNNING" }
    try queue.cancel(second)
    #expect(try cluster.wait(for: second).state == "CANCELLED")
    #expect(try queue.status("999999").isEmpty)
  }

  @Test func `a refusal is sbatch's own`() throws {
    let cluster = try SlurmCluster()
    try cluster.write(Array("#!/bin/bash\n#SBATCH --time=1h\ntrue\n".utf8), to: "job.sb")
    let outcome = try cluster.queue().submit(["job.sb"], in: cluster.folder)
    #expect(outcome.id == nil)
    #expect(outcome.errors == "sbatch: error: Invalid --time specification\n")
    #expect(outcome.code == 255)
  }

  @Test func `a job that sbatch lost sight of is found in the queue`() throws {
    let cluster = try SlurmCluster()
    try cluster.write(Array("#!/bin/bash\necho once >> count\n".utf8), to: "job.sb")
    try cluster.controller(SIGSTOP)
    let wakes = Thread {
      // sbatch gives up after about ten seconds, and the search begins.
      for _ in 0..<1200 {
        if cluster.isAsked(by: "squeue") { break }
        usleep(50_000)
      }
      try? cluster.controller(SIGCONT)
    }
    wakes.start()
    let outcome = try cluster.queue().submit(["job.sb"], in: cluster.folder)
    try cluster.controller(SIGCONT)
    let id = try #require(outcome.id)
    #expect(outcome.errors.contains("Socket timed out"))
    #expect(try cluster.wait(for: id).state == "COMPLETED")
    #expect(cluster.text("count") == "once\n")
  }

  @Test func `recorded cases drawn at random are answered by sbatch as they were`() throws {
    let cluster = try SlurmCluster()
    let seed = UInt64.random(in: .min ... .max)
    var random = SeededRandom(seed: seed)
    let cases = RecordedCase.all.filter { recorded in
      recorded.nodes == 1 && recorded.dep == nil && recorded.during == nil && recorded.setenv == nil
        && recorded.racy == nil && recorded.stdin == nil && !recorded.argv.contains("--wait")
        && !recorded.argv.contains("--test-only") && recorded.final?.all.count ?? 1 == 1
    }
    for recorded in cases.shuffled(using: &random).prefix(30) {
      let name = "case-\(recorded.id)"
      mkdir("\(cluster.folder)/\(name)", 0o755)
      if let bytes = recorded.bytes(dependency: "") { try cluster.write(bytes, to: "\(name)/\(recorded.file)") }
      let place = "\(cluster.folder)/\(name)"
      if let line = recorded.pre { _ = try capture(["env", "-C", place, "bash", "-c", line]) }
      let outcome = try cluster.queue().submit(recorded.argv, in: place)
      #expect(outcome.errors == recorded.stderr, "\(recorded.id), drawn with the seed \(seed)")
      #expect(outcome.code == recorded.rc, "\(recorded.id), drawn with the seed \(seed)")
      guard let expected = recorded.final?.all.first, let id = outcome.id else { continue }
      let job = try cluster.wait(for: id) { job in
        job.isOver || (job.state == expected.state && job.reason == expected.reason)
      }
      #expect(job.state == expected.state, "\(recorded.id), drawn with the seed \(seed)")
      #expect(job.exit == expected.exit, "\(recorded.id), drawn with the seed \(seed)")
      if !job.isOver { try cluster.queue().cancel(id) }
    }
  }
}
