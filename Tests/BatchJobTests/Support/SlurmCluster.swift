import BatchJob
import Foundation
import Glibc
import Posix

/// A cluster of its own for a test, and a folder to submit jobs in.
final class SlurmCluster: Sendable {
  /// The folder that jobs are submitted in.
  let folder: String
  private let root: String
  private let place: String

  /// Whether SLURM's programs are installed.
  static var isPossible: Bool {
    let daemons = ["/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/sbin/munged"]
    return findProgram("sbatch") != nil && daemons.allSatisfy { access($0, X_OK) == 0 }
  }

  /// Starts a cluster.
  init(nodes: Int = 1) throws {
    // Short, because the path of a socket is limited.
    root = try makeTemporaryFolder("slurm", in: "/tmp")
    place = "\(root)/cluster"
    folder = "\(root)/jobs"
    mkdir(folder, 0o755)
    let started = try capture([Self.script, "up", place, "\(nodes)"], limits: CaptureLimits(time: .seconds(120)))
    guard started.succeeded else {
      throw Problem("the cluster doesn't start: \(String(decoding: started.errors, as: UTF8.self))")
    }
  }

  deinit {
    _ = try? capture([Self.script, "down", place], limits: CaptureLimits(time: .seconds(120)))
    removeFolder(root)
  }

  /// The cluster's queue, as somebody sees it whose shell has these variables.
  func queue(_ extra: [String: String] = [:]) -> SlurmQueue {
    SlurmQueue(variables: ["SLURM_CONF": "\(place)/slurm.conf"].merging(extra) { $1 })
  }

  /// Stops the controller, or lets it go on.
  func controller(_ signal: Int32) throws {
    let text = try String(contentsOfFile: "\(place)/slurmctld.pid", encoding: .utf8)
    guard let pid = Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)) else { throw Problem("no controller") }
    kill(pid, signal)
  }

  /// Whether a program of this name is asking this cluster.
  func isAsked(by program: String) -> Bool {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.contains { process in
      let name = (try? readFile("/proc/\(process)/comm")) ?? []
      guard name == Array("\(program)\n".utf8) else { return false }
      let bytes = (try? readFile("/proc/\(process)/environ")) ?? []
      return String(decoding: bytes, as: UTF8.self).contains("SLURM_CONF=\(place)/")
    }
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)"))
  }

  func text(_ name: String) -> String { (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)) ?? "" }

  /// Waits until a job meets a condition.
  func wait(for id: String, _ isMet: (JobStatus) -> Bool = \.isOver) throws -> JobStatus {
    for _ in 0..<600 {
      if let job = try queue().status(id).first, isMet(job) { return job }
      usleep(100_000)
    }
    throw Problem("waited in vain for job \(id)")
  }

  private static let script = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../SlurmCluster/slurm-cluster").standardized.path
}
