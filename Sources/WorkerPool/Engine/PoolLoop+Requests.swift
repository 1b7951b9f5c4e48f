import Glibc

extension PoolLoop {
  /// Does what a caller asks for.
  func handle(_ request: Request) {
    switch request {
    case .start(let job): start(job)
    case .extend(let job): extend(job)
    case .cancel(let job):
      job.isCancelled = true
      if let map = map(job.id) { end(map, .cancelled) }
    case .kill(let index):
      if workers.indices.contains(index) { workers[index].signal(SIGKILL) }
    case .whenReady(let waiter):
      readyWaiters.append(waiter)
      notifyIfAllReady()
    case .close(let done): close(done)
    }
  }

  private func start(_ job: MapJob) {
    if let broken { return job.end(broken) }
    if job.isCancelled { return job.end(.cancelled) }
    let isShort = job.expectedCount <= MapOptions.mostItemsReported && (job.expectedCount > 0 || !job.isOpen)
    let detail = job.options.detail ?? (isShort ? .items : .chunks)
    let map = ActiveMap(id: nextMap, job: job, workers: options.workers, detail: log.isOn ? detail : .chunks)
    job.id = nextMap
    nextMap += 1
    log.add(
      clock(),
      .mapStarted(
        map: Int(map.id), items: job.expectedCount, chunk: map.dealer.chunk, schedule: job.options.schedule,
        detail: map.detail))
    maps.add(map)
    if map.isDone { return end(map, nil) }
    feedAll()
  }

  /// A lazy map has more items, or all of its items.
  private func extend(_ job: MapJob) {
    guard let map = map(job.id) else { return }
    let more = job.itemCount - map.dealer.available
    if more > 0 {
      maps.extend(map, by: more)
      map.missing += more
    }
    if map.isDone { end(map, nil) } else { feedAll() }
  }

  /// Ends a map, with an error if it could not be done. Workers skip the chunks of it that they still hold; those that
  /// continue to work on an item of it are stopped after a grace.
  func end(_ map: ActiveMap, _ error: PoolError?) {
    guard maps.remove(map) else { return }
    for worker in map.knowers.sorted().map({ workers[$0] })
    where worker.state != .gone && worker.knownMaps.contains(map.id) {
      worker.knownMaps.removeAll { $0 == map.id }
      if error != nil {
        worker.gauge.stop(map: map.id)
        check(at: clock())
      }
      guard worker.state == .ready || worker.state == .starting else { continue }
      // Sent together with the next chunk; it isn't worth a write of its own.
      worker.enqueue(.closeMap) { $0.write(map.id) }
    }
    let now = clock()
    log.add(now, error == nil ? .mapFinished(map: Int(map.id)) : .mapStopped(map: Int(map.id)))
    log.flush(now)
    map.job.end(error)
    if maps.isEmpty { giveBackLargeMessages() }
  }

  /// Gives back the memory that large messages needed, also what the workers wrote to.
  private func giveBackLargeMessages() {
    for worker in workers where worker.state == .ready && worker.area?.isAnnounced == true {
      worker.area?.trim()
      // They do so when they hear that they have no map.
      worker.send()
    }
  }

  /// The pool can do nothing more: every map ends with this error, including later ones.
  func fail(_ error: PoolError) {
    guard broken == nil else { return }
    broken = error
    for map in maps.all { end(map, error) }
    notifyIfAllReady()
  }

  private func close(_ done: @escaping @Sendable () -> Void) {
    guard closing == nil else {
      closing?.append(done)
      return
    }
    closing = [done]
    if broken == nil { broken = .closed }
    for map in maps.all { end(map, .closed) }
    notifyIfAllReady()
    for worker in workers {
      if worker.isIdle { dismiss(worker) } else { stop(worker, politely: true) }
    }
  }
}
