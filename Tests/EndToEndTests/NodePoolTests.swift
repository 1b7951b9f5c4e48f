import Experiments
import Foundation
import Glibc
import Posix
import SlurmCluster
import Testing
import WorkerPool

extension EndToEnd {
  /// `--launcher slurm` on a cluster of three nodes with four processors each.
  @Suite(.enabled(if: SlurmCluster.isPossible, "SLURM isn't installed; .ci/setup --test installs it"))
  struct PoolOverNodes {
    /// Submits a batch job over three nodes that finds primes with twelve workers.
    private func submit(_ words: String = "", to cluster: SlurmCluster) throws {
      let script = """
        #!/bin/bash
        #SBATCH --nodes=3 --ntasks=12 --time=10
        \(Workplace.poolbook) run primes --launcher slurm --processes 12 \(words) --json >out.json 2>errors
        echo $? >code
        """
      try cluster.write(Array(script.utf8), to: "job.sb")
      let submitted = try cluster.run("sbatch", "job.sb")
      #expect(submitted.succeeded, "\(String(decoding: submitted.errors, as: UTF8.self))")
    }

    /// Waits for the end of the run, and reads its report.
    private func finish(_ cluster: SlurmCluster) throws -> RunReport {
      try eventually("the run has ended") { !cluster.text("code").isEmpty }
      #expect(cluster.text("code") == "0\n", "\(cluster.text("errors"))")
      return try JSONDecoder().decode(RunReport.self, from: Data(cluster.text("out.json").utf8))
    }

    /// Waits until twelve workers have used some time, so that they are in the middle of their items.
    private func waitForWork(_ cluster: SlurmCluster) throws {
      try eventually("twelve workers are busy") {
        let workers = cluster.processes(with: WorkerCommand.mark)
        return workers.count == 12 && workers.map(Processes.ticks).reduce(0, +) > 50
      }
    }

    private func checkPrimes(_ report: RunReport, sourceLocation: SourceLocation = #_sourceLocation) {
      #expect(report.result.as(PrimeFindings.self)?.count == 54_208, sourceLocation: sourceLocation)
      #expect(
        Set(report.workers.map(\.host)) == ["n1", "n2", "n3"], "the names of all nodes", sourceLocation: sourceLocation)
    }

    /// After the cluster is shut down, no process, file or port of it is left.
    private func checkNothingIsLeft(_ cluster: SlurmCluster) throws {
      cluster.shutDown()
      try eventually("no process is left") { cluster.leftovers.isEmpty }
      #expect(!cluster.hasFiles)
    }

    @Test func `a pool has workers on three nodes of a batch job, and its report names them`() throws {
      let cluster = try SlurmCluster(nodes: 3)
      try submit(to: cluster)
      let report = try finish(cluster)
      checkPrimes(report)
      #expect(report.deaths == 0)
      try checkNothingIsLeft(cluster)
    }

    @Test func `salloc gives a pool its nodes`() throws {
      let cluster = try SlurmCluster(nodes: 3)
      let run = try cluster.run(
        "salloc", "--quiet", "--nodes=3", "--ntasks=12", Workplace.poolbook, "run", "primes", "--launcher", "slurm",
        "--json")
      #expect(run.succeeded, "\(String(decoding: run.errors, as: UTF8.self))")
      checkPrimes(try JSONDecoder().decode(RunReport.self, from: Data(run.output)))
      let sizes = try cluster.run(
        "salloc", "--quiet", "--nodes=3", "--ntasks=12", Workplace.poolbook, "scale", "primes", "--launcher", "slurm",
        "--processes", "3,12", "--range", "1..<1000", "--json")
      #expect(sizes.succeeded, "\(String(decoding: sizes.errors, as: UTF8.self))")
      for node in ["n1", "n2", "n3"] {
        #expect(String(decoding: sizes.output, as: UTF8.self).contains("\"host\":\"\(node)\""))
      }
      let tooMany = try cluster.run(
        "salloc", "--quiet", "--nodes=3", "--ntasks=12", Workplace.poolbook, "scale", "primes", "--launcher", "slurm",
        "--processes", "3,13")
      #expect(String(decoding: tooMany.errors, as: UTF8.self).contains("too few processors (12) for 13 workers"))
      try checkNothingIsLeft(cluster)
    }

    @Test func `a worker that is killed on a node is an event, and costs no result`() throws {
      let cluster = try SlurmCluster(nodes: 3)
      try submit("--repeat 8", to: cluster)
      try waitForWork(cluster)
      kill(try #require(cluster.processes(with: WorkerCommand.mark, on: "n2").first), SIGKILL)
      let report = try finish(cluster)
      checkPrimes(report)
      #expect(report.deaths == 1)
      try checkNothingIsLeft(cluster)
    }

    @Test(.enabled(if: SlurmCluster.allowsNetworks, "networks for nodes need root, iproute2 and namespaces"))
    func `a node whose cable is pulled out is lost, and costs no result`() throws {
      let cluster = try SlurmCluster(nodes: 3, networks: true)
      try submit("--repeat 8", to: cluster)
      try waitForWork(cluster)
      try cluster.pullOut("n3")
      let report = try finish(cluster)
      checkPrimes(report)
      #expect(report.deaths == 4)
      #expect(report.workers.filter { $0.host == "n3" }.allSatisfy { $0.ended?.count == 1 })
      try checkNothingIsLeft(cluster)
    }

    @Test func `a run whose node loses its daemons loses nothing, and ends`() throws {
      let cluster = try SlurmCluster(nodes: 3)
      try submit("--repeat 8", to: cluster)
      try waitForWork(cluster)
      let agents = cluster.processes(with: RemotePlace.mark, on: "n3")
      #expect(agents.count == 4)
      kill(try cluster.pid(of: "slurmd-n3"), SIGKILL)
      for step in Set(agents.compactMap(Processes.parent(of:))) { kill(step, SIGKILL) }
      let report = try finish(cluster)
      checkPrimes(report)
      #expect(report.deaths == 0)
      try checkNothingIsLeft(cluster)
    }

    @Test func `a run doesn't need the controller`() throws {
      let cluster = try SlurmCluster(nodes: 3)
      try submit("--repeat 8", to: cluster)
      try waitForWork(cluster)
      try cluster.controller(SIGSTOP)
      let report = try finish(cluster)
      try cluster.controller(SIGCONT)
      checkPrimes(report)
      #expect(report.deaths == 0)
      try checkNothingIsLeft(cluster)
    }
  }
}
