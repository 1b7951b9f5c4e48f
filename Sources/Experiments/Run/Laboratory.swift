import Glibc
import Posix
package import WorkerPool

/// Runs experiments, each in a pool of its own.
package struct Laboratory: Sendable {
  private let command: WorkerCommand
  private let place: RemotePlace?

  /// Makes a laboratory whose workers are this program, or another that knows the same tasks; they run on this machine if
  /// there is no other place.
  package init(command: WorkerCommand = .thisProgram, place: RemotePlace? = nil) {
    self.command = command
    self.place = place
  }

  /// Runs one request: starts a pool, repeats the map, and ends the pool.
  ///
  /// Cancelling the surrounding task stops the run. No worker is left, whether it returns or throws.
  ///
  /// - Parameters:
  ///   - control: Gives access to the run's workers while the run is in progress.
  ///   - events: Called with what happened, in batches.
  /// - Throws: Why the run failed, as a sentence.
  package func perform(
    _ request: RunRequest, control: RunControl? = nil, events: @escaping @Sendable ([PoolEvent]) -> Void
  ) async throws(ExperimentError) -> RecordedRun {
    if let objection = request.task.objection(to: request.knobs) { throw .badKnob(objection) }
    let journal = RunJournal()
    let began = SystemClock.wall
    let measured: Measurements
    let retries = RetryEvents(request.policy) { batch in
      journal.add(batch)
      events(batch)
    }
    do {
      var options = PoolOptions(workers: request.knobs.processes, command: command)
      options.place = place
      measured = try await withWorkerPool(options) { batch in
        retries.add(batch)
      } body: { pool in
        control?.attach(pool)
        defer { control?.attach(nil) }
        return try await repeatMap(request, retries, pool)
      }
    } catch PoolError.Code.cancelled {
      throw .stopped
    } catch is CancellationError {
      throw .stopped
    } catch {
      throw .failed(String(describing: error) + lastLine(error, journal))
    }
    let (lanes, kept, leftOut) = journal.kept
    return RecordedRun(
      id: runID(began: began), experiment: request.experiment, group: request.group, began: began,
      machine: .current(cores: place?.cores), knobs: request.knobs,
      report: RunReport(
        request: request, lanes: lanes, eventsLeftOut: leftOut, measured: measured, parent: getpid()),
      events: kept)
  }

  /// The last line that a program wrote before it failed at an item or took too long, such as the end of a traceback.
  private func lastLine(_ error: any Error, _ journal: RunJournal) -> String {
    guard let failure = (error as? PoolError)?.itemFailure ?? (error as? LastFailure)?.failure,
      failure.reason.message != nil || failure.reason.limit != nil
    else { return "" }
    let lanes = journal.kept.lanes.lanes
    guard lanes.indices.contains(failure.worker), let line = lanes[failure.worker].output.lines.last else { return "" }
    return " (the last line it wrote: \(line))"
  }

  private func repeatMap(
    _ request: RunRequest, _ retries: RetryEvents, _ pool: WorkerPool
  ) async throws -> Measurements {
    // Start-up is not part of the work's time, so the first map waits for the last worker.
    try await pool.ready()
    var measured = Measurements(result: .sleep(seconds: 0))
    for _ in 0..<request.knobs.repeats {
      try Task.checkCancellation()
      let before = SystemClock.monotonic
      do {
        (measured.result, measured.seeds, measured.failures, measured.retried) = try await request.task.run(
          request.knobs, on: pool, request.policy, reportsItems: request.reportsItems, retries)
      } catch let error as PoolError where error.code != .cancelled && request.policy.keepsGoing {
        // The pool gave up, and nothing of this repeat is done: what the repeats before it found is kept.
        guard !measured.seconds.isEmpty else { throw error }
        break
      }
      measured.seconds.append(Double(SystemClock.monotonic - before) / 1e9)
    }
    return measured
  }
}
