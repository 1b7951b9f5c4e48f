import BatchJob
import Foundation
import Posix
import Testing

struct RecordedJobTests {
  /// Cases that are different on purpose, and why.
  static let different: [String: String] = [
    "nodes-two": "the stand-in has a single node", "nodes-min-max": "the stand-in has a single node",
    "nodes-per-node": "the stand-in has a single node", "nodes-more-than-tasks": "the stand-in has a single node",
    "nodes-nodelist": "the stand-in has a single node", "nodes-exclude": "the stand-in has a single node",
    "real-mpi": "the stand-in has a single node", "nodes-het": "not in the stand-in: hetjob",
    "s-cluster": "not in the stand-in: --clusters", "l-srun": "not in the stand-in: srun",
    "real-icer": "not in the stand-in: scontrol within a job",
    "real-here-doc-maker": "not in the stand-in: sbatch within a job",
    "l-suspend": "not in the stand-in: scontrol hold", "x-in-job": "the submitter's SLURM_* don't reach the job",
    "x-default": "the submitter's SLURM_* don't reach the job", "head-latin1": "names are kept as UTF-8",
  ]

  @Test func `the recorded jobs end on the stand-in as they did on SLURM`() async throws {
    let found = Guarded<[String: CaseRun.Differences]>([:])
    let next = Guarded(0)
    let threads = 12
    await withCheckedContinuation { done in
      let left = Guarded(threads)
      for _ in 0..<threads {
        let thread = Thread {
          while let recorded = next.withLock({ index -> RecordedCase? in
            defer { index += 1 }
            return index < RecordedCase.all.count ? RecordedCase.all[index] : nil
          }) {
            var differences = CaseRun.Differences()
            do {
              var run = try CaseRun(recorded)
              differences = try run.run()
            } catch {
              differences.job = ["\(error)"]
            }
            found.withLock { $0[recorded.id] = differences }
          }
          if left.withLock({ left in
            left -= 1
            return left == 0
          }) {
            done.resume()
          }
        }
        thread.start()
      }
    }
    report(found.withLock { $0 })
  }

  private func report(_ found: [String: CaseRun.Differences]) {
    #expect(found.count == RecordedCase.all.count)
    for recorded in RecordedCase.all where Self.different[recorded.id] == nil {
      let differences = found[recorded.id] ?? CaseRun.Differences()
      for line in differences.submission + differences.job { Issue.record("\(recorded.id): \(line)") }
    }
    let submissions = found.values.count { $0.submission.isEmpty }
    let ended = RecordedCase.all.filter { $0.final != nil && found[$0.id]?.job.isEmpty ?? false }.count
    let submitted = RecordedCase.all.count { $0.final != nil }
    print("\(submissions) of \(found.count) submissions are equal, and \(ended) of \(submitted) jobs.")
    for (id, reason) in Self.different.sorted(by: { $0.key < $1.key }) { print("  \(id): \(reason)") }
    #expect(Double(submissions) >= 0.98 * Double(found.count))
  }
}
