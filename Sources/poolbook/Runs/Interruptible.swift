import Canvas
import Experiments
import Glibc
import Synchronization
import Text
import WorkerPool

/// Makes runs for a command, and lets ctrl-C end them with code 130 once their workers are gone.
enum Interruptible {
  /// Runs the requests one after another and returns their records.
  static func perform(_ requests: [RunRequest]) throws -> [RecordedRun] {
    let heard = Heard()
    let work = Task.detached {
      var records: [RecordedRun] = []
      for request in requests { records.append(try await Laboratory().perform(request) { heard.hear($0) }) }
      return records
    }
    let watch = SignalWatch { work.cancel() }
    defer { watch.end() }
    do {
      return try blocking { try await work.value }
    } catch ExperimentError.stopped {
      throw Refusal("Stopped.", code: 128 + (watch.signal == 0 ? SIGINT : watch.signal))
    } catch {
      // A run that fails leaves no report to look at, and a program's own words may be what explains it.
      for line in heard.lines { say(visible(line)) }
      throw Refusal(visible(String(describing: error)))
    }
  }

  /// The last that the workers of a run wrote.
  private final class Heard: Sendable {
    private let lanes = Mutex(Lanes())

    func hear(_ events: [PoolEvent]) {
      for event in events {
        switch event.kind {
        case .poolStarted, .workerOutput: lanes.withLock { $0.apply(event) }
        default: break
        }
      }
    }

    var lines: [String] {
      lanes.withLock { lanes in
        lanes.lanes.flatMap { lane in lane.output.lines.map { "\(lane.name) wrote: \($0)" } }
      }
    }
  }
}
