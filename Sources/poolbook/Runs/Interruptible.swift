import Canvas
import Experiments
import Glibc
import Synchronization

/// Makes runs for a command, and lets ctrl-C end them with code 130 once their workers are gone.
enum Interruptible {
  /// Runs the requests one after another and returns their records.
  static func perform(_ requests: [RunRequest]) throws -> [RecordedRun] {
    let work = Task.detached {
      var records: [RecordedRun] = []
      for request in requests { records.append(try await Laboratory().perform(request) { _ in }) }
      return records
    }
    let watch = SignalWatch { work.cancel() }
    defer { watch.end() }
    do {
      return try blocking { try await work.value }
    } catch ExperimentError.stopped {
      throw Refusal("Stopped.", code: 128 + (watch.signal == 0 ? SIGINT : watch.signal))
    } catch {
      throw Refusal(visible(String(describing: error)))
    }
  }
}
