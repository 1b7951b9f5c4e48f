import Dispatch
import Experiments
import Posix
import WorkerPool

/// One run, made on other threads than the caller's, which reports what happens.
final class BackgroundRun: Sendable {
  /// Something that happened in a run.
  enum Report: Sendable {
    /// What happened in the pool.
    case events([PoolEvent])
    /// What each worker is doing.
    case progress([WorkerProgress])
    /// The run is finished. This or `failed` is the last report.
    case finished(RecordedRun)
    /// The run failed or was stopped.
    case failed(ExperimentError)
  }

  private let control: RunControl
  /// The run; `nil` if it couldn't be started.
  private let task: Task<Void, Never>?
  private let isOver = DispatchSemaphore(value: 0)

  /// Starts a run.
  ///
  /// - Parameters:
  ///   - sampling: Whether to report `progress` during the run.
  ///   - report: Called on other threads.
  init(_ request: RunRequest, sampling: Bool = false, report: @escaping @Sendable (Report) -> Void) {
    let control = RunControl()
    self.control = control
    let sample: @Sendable ([WorkerProgress]) -> Void = { report(.progress($0)) }
    let progress = sampling ? sample : nil
    // Without a thread for it, the task would never begin, and its first line would not return.
    guard canStartThread() else {
      task = nil
      isOver.signal()
      report(.failed(.failed("no thread can be started: you have too many processes; close some programs")))
      return
    }
    task = Task.detached { [isOver] in
      defer { isOver.signal() }
      do throws(ExperimentError) {
        let run = try await Laboratory().perform(request, control: control, progress: progress) { events in
          report(.events(events))
        }
        report(.finished(run))
      } catch {
        report(.failed(error))
      }
    }
  }

  /// Kills a worker, counted from 0; the reports show what follows.
  func kill(worker: Int) { control.kill(worker: worker) }

  /// Asks the run to stop. The last report comes when its workers are gone.
  func stop() { task?.cancel() }

  /// Stops the run and waits until no worker of it is left.
  func end() {
    task?.cancel()
    isOver.wait()
    isOver.signal()
  }
}
