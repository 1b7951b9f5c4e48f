internal import CLinux

extension PoolLoop {
  /// Reads what a worker answers, and gives it more.
  func listen(to worker: WorkerProcess) {
    switch worker.incoming.fill(from: worker.answers.number) {
    case .bytes:
      worker.lastHeard = monotonicNow()
      worker.isNudged = false
      understand(worker)
      if worker.state == .ready { feed(worker) }
      if worker.inFlight.isEmpty { armRebalance() }
      armNudge(worker)
      if worker.incoming.pending > 0 { check(at: worker.lastHeard + nanoseconds(options.silenceLimit)) }
    case .nothing: break
    case .end, .failed:
      poller.forget(worker.answers.number)
      // Its death is told by the process descriptor, at the same time or a little later. If it lives on, it has closed its
      // pipe, and can't be worked with.
      guard worker.state == .ready || worker.state == .starting else { return }
      worker.isMute = true
      worker.deadline = monotonicNow() + nanoseconds(options.grace)
      worker.state = .stopping
      check(at: worker.deadline)
    }
  }

  /// Reads everything that a dead worker had still answered.
  func drain(_ worker: WorkerProcess) {
    while case .bytes = worker.incoming.fill(from: worker.answers.number) { understand(worker) }
  }

  /// Takes in the whole frames that came; a worker that sends anything else is stopped.
  private func understand(_ worker: WorkerProcess) {
    guard worker.fault == nil else { return }
    do throws(WireError) {
      while let frame = try worker.incoming.next() { try hear(frame, from: worker) }
    } catch {
      worker.fault = "sent what can't be read (\(error))"
      stop(worker, politely: false)
    }
  }

  private func hear(_ frame: Frame, from worker: WorkerProcess) throws(WireError) {
    var reader = WireReader(frame.body)
    if let answer = Answer(rawValue: frame.kind), answer == .results {
      return try hearResults(worker, &reader)
    }
    switch Answer(rawValue: frame.kind) {
    case .ready: try welcome(worker, &reader); feedAll()
    case .notReady:
      let message = try String(from: &reader)
      fail(.workerDidNotStart(worker: worker.index, pid: worker.pid, reason: "its initialiser failed: \(message)"))
    case .stamps: try hearStamps(worker, &reader)
    case .skipped: try hearSkipped(worker, &reader)
    case .refused:
      let id = try reader.take(UInt32.self)
      let reason = try String(from: &reader)
      if let run = run(id) { end(run, .refused(worker: worker.index, reason: reason)) }
    case .results, nil: throw .unexpected(frame: frame.kind)
    }
  }

  /// The chunk a worker must be answering for.
  private func chunk(_ worker: WorkerProcess, _ id: UInt32, _ lower: Int) throws(WireError) -> ChunkInFlight {
    guard let chunk = worker.inFlight.first, chunk.run == id, chunk.items.lowerBound == lower else {
      throw .invalid(type: "answer to a chunk it was given")
    }
    return chunk
  }

  private func hearStamps(_ worker: WorkerProcess, _ reader: inout WireReader) throws(WireError) {
    let id = try reader.take(UInt32.self)
    var chunk = try chunk(worker, id, try reader.take(Int.self))
    try tell(worker, &chunk, &reader, isLast: false)
    worker.inFlight.first = chunk
  }

  /// Turns a chunk's times into events: it is their order that says what they are of.
  private func tell(
    _ worker: WorkerProcess, _ chunk: inout ChunkInFlight, _ reader: inout WireReader, isLast: Bool
  ) throws(WireError) {
    let count = try reader.takeCount(ofValuesOfAtLeast: 8)
    guard chunk.stampsTold + count <= 2 * chunk.items.count + 2 else { throw .invalid(type: "row of times") }
    for index in 0..<count {
      let time = try reader.take(UInt64.self)
      let place = chunk.stampsTold
      chunk.stampsTold += 1
      if place == 0 {
        chunk.began = time
        log.add(time, .chunkStarted(worker: worker.index, items: chunk.items))
      } else if isLast, index == count - 1 {
        log.add(time, .chunkFinished(worker: worker.index, items: chunk.items))
        run(chunk.run)?.learn(items: chunk.items.count, nanoseconds: time &- chunk.began)
      } else {
        let item = chunk.items.lowerBound + (place - 1) / 2
        let isBegin = place % 2 == 1
        log.add(
          time,
          isBegin
            ? .itemStarted(worker: worker.index, item: item) : .itemFinished(worker: worker.index, item: item))
      }
    }
  }

  private func hearResults(_ worker: WorkerProcess, _ reader: inout WireReader) throws(WireError) {
    let id = try reader.take(UInt32.self)
    var chunk = try chunk(worker, id, try reader.take(Int.self))
    guard Int(try reader.take(UInt32.self)) == chunk.items.count else { throw .invalid(type: "count of items") }
    try tell(worker, &chunk, &reader, isLast: true)
    let failed = try reader.takeCount(ofValuesOfAtLeast: 12)
    guard let run = run(id) else {
      worker.answerFirst()
      return
    }
    var failures: [ItemFailure] = []
    for _ in 0..<failed {
      let item = try reader.take(Int.self)
      guard chunk.items.contains(item), item > failures.last?.item ?? -1 else { throw .invalid(type: "item") }
      let message = try String(from: &reader)
      failures.append(
        ItemFailure(item: item, worker: worker.index, pid: worker.pid, reason: .threw(message: message)))
      log.add(worker.lastHeard, .itemFailed(worker: worker.index, item: item, message: message))
    }
    if let first = failures.first, !run.job.keepsFailures {
      worker.answerFirst()
      return end(run, .itemFailed(first))
    }
    // Still in flight while its results are read: if they can't be, the worker dies and the chunk is given back.
    try run.job.accept(chunk.items, failures: failures, from: &reader)
    guard reader.remaining == 0 else { throw .trailing(bytes: reader.remaining) }
    worker.answerFirst()
    run.missing -= chunk.items.count
    if run.isDone { end(run, nil) }
  }

  private func hearSkipped(_ worker: WorkerProcess, _ reader: inout WireReader) throws(WireError) {
    let id = try reader.take(UInt32.self)
    let lower = try reader.take(Int.self)
    if worker.inFlight.isEmpty, worker.recalled > 0 {
      worker.recalled -= 1
      worker.answered &+= 1
      if worker.recalled == 0 { cl_line_give_again(worker.line) }
      return
    }
    let chunk = try chunk(worker, id, lower)
    guard run(id) == nil else { throw .invalid(type: "answer to a chunk it was given") }
    _ = chunk
    worker.answerFirst()
  }
}
