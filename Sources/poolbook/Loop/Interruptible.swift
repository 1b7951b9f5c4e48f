import Experiments
import Glibc
import Posix
import Synchronization
import Text
import WorkerPool

/// Makes runs for a command. Ctrl-C, or another signal that ends a program, ends them once their workers are gone, with
/// the exit code 128 plus the signal.
enum Interruptible {
  /// Makes the runs one after another, on this machine if there is no other place, and returns their records.
  ///
  /// - Parameter events: Called with what happens in the pools, on other threads.
  static func perform(
    _ requests: [RunRequest], at place: RemotePlace? = nil, events watch: (@Sendable ([PoolEvent]) -> Void)? = nil
  ) throws -> [RecordedRun] {
    let ended: Mailbox<Result<RecordedRun, ExperimentError>>
    // Before the work begins, so that no signal is missed.
    let signals: SignalPipe
    do throws(SystemError) { (ended, signals) = (try Mailbox(), try SignalPipe(endingSignals)) } catch {
      throw Refusal(error)
    }
    return try requests.map { request in
      let output = WorkerOutput()
      let run = BackgroundRun(request, place: place) { report in
        switch report {
        case .events(let events):
          output.add(events)
          watch?(events)
        case .progress, .output: break
        case .finished(let record): ended.post(.success(record))
        case .failed(let error): ended.post(.failure(error))
        }
      }
      var signal = SIGINT
      while true {
        var waits = [ended.descriptor, signals.descriptor].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        _ = poll(&waits, 2, -1)
        if let last = signals.takeAll().last {
          signal = last
          run.stop()
        }
        guard let result = ended.takeAll().first else { continue }
        do throws(ExperimentError) { return try result.get() } catch .stopped {
          // It may have been stopped because it seemed to hang.
          for line in output.lines where line.contains(CommandBridge.silence) { say(visible(line)) }
          throw Refusal("Stopped.", code: 128 + signal)
        } catch {
          // A run that fails has no report, and what the program itself wrote may explain why.
          for line in output.lines { say(visible(line)) }
          throw Refusal(visible(error.description))
        }
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
