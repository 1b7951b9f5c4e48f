import Experiments
import Glibc
import Posix
import Synchronization
import Text
import WorkerPool

/// Makes runs for a command. Ctrl-C ends them with the exit code 130, once their workers are gone.
enum Interruptible {
  /// Makes the runs one after another and returns their records.
  static func perform(_ requests: [RunRequest]) throws -> [RecordedRun] {
    let finished: Mailbox<Result<[RecordedRun], any Error>>
    // Before the work begins, so that no signal is missed.
    let signals: SignalPipe
    do { (finished, signals) = (try Mailbox(), try SignalPipe([SIGINT, SIGTERM, SIGHUP])) } catch {
      throw Refusal.noDescriptor
    }
    let output = WorkerOutput()
    let work = Task.detached {
      do {
        var records: [RecordedRun] = []
        for request in requests { records.append(try await Laboratory().perform(request) { output.add($0) }) }
        finished.post(.success(records))
      } catch {
        finished.post(.failure(error))
      }
    }
    var signal = SIGINT
    while true {
      var waits = [finished.descriptor, signals.descriptor].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      _ = poll(&waits, 2, -1)
      if let last = signals.takeAll().last {
        signal = last
        work.cancel()
      }
      guard let result = finished.takeAll().first else { continue }
      do { return try result.get() } catch ExperimentError.stopped {
        throw Refusal("Stopped.", code: 128 + signal)
      } catch {
        // A run that fails has no report, and what the program itself wrote may explain why.
        for line in output.lines { say(visible(line)) }
        throw Refusal(visible(String(describing: error)))
      }
    }
  }

  /// The last lines that the workers of a run wrote.
  private final class WorkerOutput: Sendable {
    private let lanes = Mutex(Lanes())

    func add(_ events: [PoolEvent]) {
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
