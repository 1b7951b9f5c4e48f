import Experiments
import Posix
import WorkbookApp
import WorkerPool

/// Runs experiments on other threads than the one that draws, and posts what happens in the mailbox.
final class RunDesk {
  private let laboratory: Laboratory
  private let mailbox: Mailbox<Message>
  private var running: [Int: Task<Void, Never>] = [:]
  private var controls: [Int: RunControl] = [:]

  /// Posts what happens in this mailbox.
  init(laboratory: Laboratory = Laboratory(), mailbox: Mailbox<Message>) {
    self.laboratory = laboratory
    self.mailbox = mailbox
  }

  /// Makes the requested runs one after another. They share a token, by which the workbook knows them.
  func start(token: Int, _ requests: [RunRequest]) {
    let control = RunControl()
    controls[token] = control
    running[token] = Task.detached { [laboratory, mailbox] in
      var records: [RecordedRun] = []
      do throws(ExperimentError) {
        for request in requests {
          records.append(
            try await laboratory.perform(request, control: control) { samples in
              mailbox.post(.runProgress(token: token, samples))
            } events: { events in
              mailbox.post(.runEvents(token: token, events))
            })
        }
        mailbox.post(.runFinished(token: token, records))
      } catch {
        mailbox.post(.runFailed(token: token, String(describing: error)))
      }
    }
  }

  /// Measures how many samples this machine draws in a second, and posts the number.
  func measureSamples() { Task.detached { [mailbox] in mailbox.post(.samplesMeasured(samplesInAboutASecond())) } }

  /// Kills a worker of a run; the events of the run show what follows.
  func kill(_ worker: Int, token: Int) { controls[token]?.kill(worker: worker) }

  /// Asks a run to stop. A message reports when its workers are gone.
  func stop(token: Int) {
    running[token]?.cancel()
  }

  /// Ends every run and waits until no worker is left.
  func close() {
    for task in running.values { task.cancel() }
    let tasks = Array(running.values)
    running = [:]
    try? blocking { for task in tasks { await task.value } }
  }
}
