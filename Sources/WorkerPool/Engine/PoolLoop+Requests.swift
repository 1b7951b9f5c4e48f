internal import CLinux
import Glibc

extension PoolLoop {
  /// Does what a caller asked.
  func obey(_ request: Request) {
    switch request {
    case .start(let job): begin(job)
    case .more(let job): extend(job)
    case .cancel(let job):
      job.isCancelled = true
      if let run = run(job.id) { end(run, .cancelled) }
    case .kill(let index):
      // Not yet buried, so not yet reaped: the number is still this worker's own.
      if workers.indices.contains(index) { workers[index].signal(SIGKILL) }
    case .whenReady(let waiter):
      readyWaiters.append(waiter)
      tellIfAllReady()
    case .close(let done): close(done)
    }
  }

  private func begin(_ job: MapJob) {
    if let broken { return job.end(broken) }
    if job.isCancelled { return job.end(.cancelled) }
    let isShort = job.expectedCount <= MapOptions.mostItemsTold && (job.expectedCount > 0 || !job.isOpen)
    let detail = job.options.detail ?? (isShort ? .items : .chunks)
    let run = MapRun(id: nextRun, job: job, workers: options.workers, detail: log.isOn ? detail : .chunks)
    job.id = nextRun
    nextRun += 1
    log.add(
      monotonicNow(),
      .mapStarted(
        map: Int(run.id), items: job.expectedCount, chunk: run.dealer.chunk, schedule: job.options.schedule,
        detail: run.detail))
    runs.append(run)
    if run.isDone { return end(run, nil) }
    feedAll()
  }

  private func extend(_ job: MapJob) {
    guard let run = run(job.id) else { return }
    let more = job.itemCount - run.dealer.available
    if more > 0 {
      run.dealer.extend(by: more)
      run.missing += more
    }
    if run.isDone { end(run, nil) } else { feedAll() }
  }

  /// Ends a map: whole, or with an error. Workers leave off what they still hold of it.
  func end(_ run: MapRun, _ error: PoolError?) {
    guard let place = runs.firstIndex(where: { $0.id == run.id }) else { return }
    runs.remove(at: place)
    turn = 0
    for worker in workers where worker.state != .gone && worker.knownRuns.contains(run.id) {
      worker.knownRuns.removeAll { $0 == run.id }
      if error != nil { cl_line_stop(worker.line, run.id) }
      guard worker.state == .ready || worker.state == .starting else { continue }
      let frame = worker.outgoing.beginFrame(Order.closeRun.rawValue)
      worker.outgoing.put(run.id)
      worker.outgoing.endFrame(frame)
      // Sent with the next chunk, or at the end: no write for this alone.
    }
    let now = monotonicNow()
    log.add(now, error == nil ? .mapFinished(map: Int(run.id)) : .mapStopped(map: Int(run.id)))
    log.flush(now)
    run.job.end(error)
  }

  /// The pool can do nothing more: every map ends with this error, and every one to come.
  func fail(_ error: PoolError) {
    guard broken == nil else { return }
    broken = error
    for run in runs { end(run, error) }
    tellIfAllReady()
  }

  private func close(_ done: @escaping @Sendable () -> Void) {
    closing = done
    if broken == nil { broken = .closed }
    for run in runs { end(run, .closed) }
    tellIfAllReady()
    for worker in workers {
      if worker.state == .ready, worker.inFlight.isEmpty { dismiss(worker) } else { stop(worker, politely: true) }
    }
  }

  /// Makes a worker's process end, at the latest when its grace is over.
  func stop(_ worker: WorkerProcess, politely: Bool) {
    guard worker.state != .gone, worker.state != .stopping else { return }
    if worker.state != .dismissed || !politely {
      worker.signal(politely ? SIGTERM : SIGKILL)
      worker.deadline = monotonicNow() + nanoseconds(options.grace)
      check(at: worker.deadline)
    }
    worker.state = .stopping
  }
}
