/// What `compare --json` prints. Times are in seconds.
package struct ComparisonReport: Sendable, Encodable {
  /// One entry for each run, in the order of the command line.
  var runs: [Run]
  /// Whether all runs did the same work.
  var same_work: Bool
  /// The settings that differ, with the value in each run.
  var different: [Setting]
  /// Each run compared with the one before it.
  var differences: [Difference]
  /// Amdahl's law for the runs that had a core for each process; left out if it can't be fitted.
  var amdahl: Fit?
  /// Why it can't be fitted; left out if it can.
  var amdahl_note: String?
  /// What came of it, in one sentence.
  var conclusion: String
  /// What else has to be known to read the comparison.
  var notes: [String]

  /// A setting that differs.
  struct Setting: Encodable {
    var name: String, values: [String]
  }

  /// A run compared with the one before it: their indices, and the difference of their times.
  struct Difference: Encodable {
    var run: Int, than: Int
    var seconds: Double
    var ratio: Double?
    var threshold_s: Double
    var is_noise: Bool
    var words: String
  }

  /// Amdahl's law.
  struct Fit: Encodable {
    var serial_fraction: Double, one_process_s: Double, largest_error: Double
    var sizes: [Int]
  }

  /// A run.
  struct Run: Encodable {
    var file: String, id: String, label: String, task: String, host: String
    var usable_cores: Int, processes: Int, chunk: Int, items: Int
    var schedule: String
    var time_s: Double, stddev_s: Double, startup_s: Double
    var makespan_s: Double, busy_s: Double
    var busy_share: Double?, imbalance: Double?
    var chunks: Int, messages: Int
    var overhead_s: Double
    var overhead_per_chunk_s: Double?
    var speedup: Double?, efficiency: Double?, karp_flatt: Double?
    var workers: [Worker]
  }

  /// A worker of a run.
  struct Worker: Encodable {
    var name: String
    var items: Int, chunks: Int
    var busy_s: Double
    var end_s: Double?, idle_at_end_s: Double?
  }

  /// Makes the report of a comparison of recorded runs that were read from these files.
  package init(_ comparison: Comparison, files: [String]) {
    runs = zip(comparison.runs.indices, files).map { Run(comparison, $0, file: $1) }
    same_work = comparison.isSameWork
    different = comparison.settings.map { Setting(name: $0.name, values: $0.values) }
    differences = comparison.runs.indices.compactMap { index in
      comparison.difference(of: index).map {
        Difference(
          run: index, than: index - 1, seconds: $0.seconds, ratio: $0.ratio, threshold_s: $0.threshold,
          is_noise: $0.isNoise, words: $0.words)
      }
    }
    do throws(AmdahlFit.NoFit) {
      let fit = try comparison.amdahl()
      amdahl = Fit(
        serial_fraction: fit.serialFraction, one_process_s: fit.oneProcess, largest_error: fit.largestError,
        sizes: fit.sizes)
    } catch {
      amdahl_note = error.description
    }
    conclusion = comparison.conclusion
    notes = comparison.notes
  }
}

extension ComparisonReport.Run {
  fileprivate init(_ comparison: Comparison, _ index: Int, file: String) {
    let compared = comparison.runs[index]
    let (run, report) = (compared.run, compared.run.report)
    let speedup = comparison.speedup(of: index)
    self.init(
      file: file, id: run.id, label: comparison.label(of: index), task: report.task.name, host: run.machine.host,
      usable_cores: run.machine.usableCores, processes: report.processes, chunk: report.chunk, items: report.items,
      schedule: report.schedule.rawValue, time_s: report.mean_s, stddev_s: report.stddev_s, startup_s: report.startup_s,
      makespan_s: compared.makespan, busy_s: compared.busy, busy_share: compared.busyShare,
      imbalance: compared.imbalance, chunks: compared.chunks, messages: compared.messages,
      overhead_s: compared.overhead, overhead_per_chunk_s: compared.overheadPerChunk,
      speedup: speedup?.overOneProcess, efficiency: speedup?.efficiency, karp_flatt: speedup?.karpFlatt,
      workers: zip(report.workers, compared.lanes).map { worker, lane in
        ComparisonReport.Worker(
          name: worker.name, items: worker.items, chunks: worker.chunks, busy_s: worker.busy_s, end_s: lane.end,
          idle_at_end_s: lane.idleAtEnd)
      })
  }
}
