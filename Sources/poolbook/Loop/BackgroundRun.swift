import AnswerBook
import Experiments
import Posix
import PythonCells
import Text
import WorkerPool

/// One run, made on a thread of its own, which reports what happens.
final class BackgroundRun: Sendable {
  /// Something that happened in a run.
  enum Report: Sendable {
    /// What happened in the pool.
    case events([PoolEvent])
    /// What a Python program wrote.
    case output([UInt8])
    /// What each worker is doing.
    case progress([WorkerProgress])
    /// The run is finished. This or `failed` is the last report.
    case finished(RecordedRun)
    /// The run failed or was stopped.
    case failed(ExperimentError)
  }

  private let control: RunControl
  private let cellControl: CellControl
  /// `nil` if there could be no further thread.
  private let work: (thread: RunThread, task: Task<Void, Never>)?

  /// Starts a run.
  ///
  /// - Parameters:
  ///   - place: Where the workers run; `nil` for this machine.
  ///   - folder: Where the file of a Python program is; asked on another thread, because a save may make it wait.
  ///   - sampling: Whether to report `progress` during the run.
  ///   - report: Called on other threads; at once, and with a failure, if there can be no further thread.
  init(
    _ request: RunRequest, place: RemotePlace? = nil, folder: @escaping @Sendable () -> String = { "." },
    sampling: Bool = false, report: @escaping @Sendable (Report) -> Void
  ) {
    let (control, cellControl) = (RunControl(), CellControl())
    (self.control, self.cellControl) = (control, cellControl)
    let sample: @Sendable () -> Void = {
      let progress = control.progress
      if !progress.isEmpty { report(.progress(progress)) }
    }
    do throws(SystemError) {
      let thread = try RunThread(tick: sampling ? sample : nil)
      let task = Task.detached(executorPreference: thread) {
        do throws(ExperimentError) {
          if let work = request.cell {
            let run = try Self.runPython(request, work, in: folder(), cellControl, sampling: sampling, report)
            report(.finished(run))
          } else {
            let run = try await Laboratory(place: place).perform(request, control: control) { report(.events($0)) }
            report(.finished(run))
          }
        } catch {
          report(.failed(error))
        }
        thread.finish()
      }
      work = (thread, task)
    } catch {
      work = nil
      report(.failed(.noThread(reason: error.reason)))
    }
  }

  /// Runs a Python file, on the thread of the run and until the task is cancelled.
  private static func runPython(
    _ request: RunRequest, _ work: CellWork, in folder: String, _ control: CellControl, sampling: Bool,
    _ report: @escaping (Report) -> Void
  ) throws(ExperimentError) -> RecordedRun {
    let python: PythonUsed
    do throws(PythonProblem) { python = try .usual() } catch { throw .failed(error.description) }
    let cell = CellRun(request, work, in: folder, python: python)
    let kept = KeptFiles(folder: folder)
    // Also if it is stopped.
    defer { _ = kept.restore() }
    var run = try cell.perform(
      output: { report(.output(Array($0))) },
      events: { events in
        if !events.isEmpty { report(.events(events)) }
        // The thread of the run is busy with it, so its tick doesn't come.
        if sampling, !control.progress.isEmpty { report(.progress(control.progress)) }
      }, control: control, shouldStop: { Task.isCancelled })
    (run.experiment, run.group) = (request.experiment, request.group)
    run.report.result.note(restored: kept.restore())
    return run
  }

  /// Whether the last report has been made.
  var isOver: Bool { work?.thread.isOver ?? true }

  /// Kills a worker, counted from 0; the reports show what follows.
  func kill(worker: Int) {
    control.kill(worker: worker)
    cellControl.kill(worker: worker)
  }

  /// Asks the run to stop. The last report comes when its workers are gone.
  func stop() { work?.task.cancel() }

  /// Stops the run and waits until no worker of it is left.
  func end() {
    work?.task.cancel()
    work?.thread.waitUntilFinished()
  }
}

extension TaskResult {
  /// Adds to the result of `python` that files of the record had to be written again after the run.
  fileprivate mutating func note(restored files: [String]) {
    guard !files.isEmpty, var findings = self.as(PythonFindings.self) else { return }
    let names = files.map { visible($0, onOneLine: true) }.joined(separator: ", ")
    let sentence =
      "The program had deleted or damaged \(names), and poolbook wrote \(files.count == 1 ? "it" : "them") again."
    if findings.trouble == nil {
      findings.trouble = Trouble(
        seen: sentence,
        means: "A program runs in the folder that has the answers, and can delete whatever the student can.",
        fix: "Remove only files that the program has made, by their names and not by a pattern such as *.")
    } else {
      findings.trouble?.seen += " " + sentence
    }
    self = .python(findings)
  }
}

extension KeptFiles {
  /// Keeps the files of the record in a folder.
  fileprivate init(folder: String) {
    let names = BookFolder.reservedNames.sorted()
    self.init(
      folder: folder, record: names.first { $0.hasSuffix(".md") } ?? "",
      appended: names.filter { $0.hasSuffix(".jsonl") })
  }
}
