import Foundation
import Glibc
package import Posix

/// A SLURM cluster of its own for a test, and a folder to submit jobs in.
package final class SlurmCluster: Sendable {
  /// The folder that jobs are submitted in.
  package let folder: String
  /// The path of its slurm.conf.
  package let configuration: String
  private let root: String
  private let place: String

  /// Whether SLURM's programs are installed.
  package static var isPossible: Bool {
    let daemons = ["/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/sbin/munged"]
    return findProgram("sbatch") != nil && daemons.allSatisfy { access($0, X_OK) == 0 }
  }

  /// Whether nodes can have networks of their own here.
  package static let allowsNetworks = (try? capture([script, "allows-networks"]))?.succeeded ?? false

  /// Starts a cluster, whose nodes have networks of their own if wanted.
  package init(nodes: Int = 1, networks: Bool = false) throws {
    // Short, because the path of a socket is limited.
    root = try makeTemporaryFolder("slurm", in: "/tmp")
    (place, folder) = ("\(root)/cluster", "\(root)/jobs")
    configuration = "\(place)/slurm.conf"
    mkdir(folder, 0o755)
    let started = try capture(
      [Self.script, "up"] + (networks ? ["--networks"] : []) + [place, "\(nodes)"],
      limits: CaptureLimits(time: .seconds(120)))
    guard started.succeeded else {
      throw ClusterProblem("the cluster doesn't start: \(String(decoding: started.errors, as: UTF8.self))")
    }
  }

  deinit {
    shutDown()
    removeFolder(root)
  }

  /// Ends its jobs and its programs.
  package func shutDown() {
    _ = try? capture([Self.script, "down", place], limits: CaptureLimits(time: .seconds(120)))
  }

  /// Runs a program in the folder as somebody who uses this cluster.
  package func run(_ words: String...) throws -> Captured {
    let variables = ["SLURM_CONF=\(configuration)"]
    return try capture(["env", "-C", folder] + variables + words, limits: CaptureLimits(time: .seconds(100)))
  }

  /// Pulls out the cable of a node with a network of its own.
  package func pullOut(_ node: String) throws {
    guard try capture([Self.script, "link", place, node, "down"]).succeeded else {
      throw ClusterProblem("\(node) has no cable")
    }
  }

  /// Stops the controller, or lets it go on.
  package func controller(_ signal: Int32) throws { kill(try pid(of: "slurmctld"), signal) }

  /// The process of a daemon: `slurmctld` or, for example, `slurmd-n2`.
  package func pid(of daemon: String) throws -> Int32 {
    guard let pid = Int32(contents("\(place)/\(daemon).pid").filter(\.isNumber)) else {
      throw ClusterProblem("\(daemon) doesn't run")
    }
    return pid
  }

  /// Whether a program of this name is asking this cluster.
  package func isAsked(by program: String) -> Bool {
    processes { $0.name == program && $0.environment.contains("SLURM_CONF=\(place)/") }.isEmpty == false
  }

  /// The processes of its jobs that run a program with this first argument; on one node, if it is named.
  package func processes(with argument: String, on node: String? = nil) -> [Int32] {
    processes { process in
      guard process.words.dropFirst().first == argument else { return false }
      let variables = process.environment.split(separator: "\0").map(String.init)
      return variables.contains("SLURM_CONF=\(configuration)")
        && (node.map { variables.contains("SLURMD_NODENAME=\($0)") } ?? true)
    }
  }

  /// The processes that have something to do with it; none once it has been shut down.
  package var leftovers: [Int32] {
    processes { process in
      let texts = [process.environment, process.words.joined(separator: " "), process.directory]
      return texts.contains { $0.contains("\(root)/") }
    }
  }

  /// Whether any file of it is left, besides what jobs have written in the folder.
  package var hasFiles: Bool { access(place, F_OK) == 0 }

  /// Writes a file in the folder.
  package func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)"))
  }

  /// The text of a file in the folder; an empty text if there is none.
  package func text(_ name: String) -> String { contents("\(folder)/\(name)") }

  private struct Process {
    var pid: Int32
    var name: String { contents("/proc/\(pid)/comm").trimmingCharacters(in: .newlines) }
    var words: [String] { contents("/proc/\(pid)/cmdline").split(separator: "\0").map(String.init) }
    var environment: String { contents("/proc/\(pid)/environ") }
    var directory: String { (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/cwd")) ?? "" }
  }

  private func processes(where isMeant: (Process) -> Bool) -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int32($0) }.filter { isMeant(Process(pid: $0)) }
  }

  private static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "slurm-cluster").path
}

/// Why a cluster can't be used.
package struct ClusterProblem: Error, CustomStringConvertible {
  package var description: String

  init(_ description: String) { self.description = description }
}

private func contents(_ path: String) -> String { String(decoding: (try? readFile(path)) ?? [], as: UTF8.self) }
