import Posix

extension PoolLoop {
  /// Reads what a worker has sent, and gives it more to do.
  func receive(from worker: Worker) {
    switch worker.incoming.fill({ worker.link.receive(into: $0) }) {
    case .bytes:
      worker.lastMessage = clock()
      worker.isReportRequested = false
      readFrames(of: worker)
      if worker.state == .ready { feed(worker) }
      if worker.inFlight.isEmpty { scheduleRebalance() }
      scheduleReportRequest(to: worker)
      let pending = worker.incoming.pending
      if pending > 1 << 16 { worker.link.expectLargeMessage() }
      if pending >= SharedSlots.smallestMessage / 2 { offerSharedMemory(to: worker) }
      if pending > 0 { check(at: worker.lastMessage + nanoseconds(options.silenceLimit)) }
    case .nothing: break
    case .end, .failed:
      // Its end is reported now or shortly after. A process that lives on without a connection is of no use.
      guard worker.state == .ready || worker.state == .starting else { return }
      worker.hasHungUp = true
      worker.deadline = clock() + nanoseconds(options.grace)
      worker.state = .stopping
      check(at: worker.deadline)
    }
  }

  /// A worker is sending a large message through the pipe. It may place the next one in shared memory.
  private func offerSharedMemory(to worker: Worker) {
    guard worker.state == .ready, worker.area?.isAnnounced == false else { return }
    worker.announceArea()
    worker.send()
  }

  /// Reads everything that a worker had sent before its process ended.
  func receiveRest(from worker: Worker) {
    while case .bytes = worker.incoming.fill({ worker.link.receive(into: $0) }) { readFrames(of: worker) }
  }

  /// Handles the whole frames that have come. A worker that sends anything else is stopped.
  private func readFrames(of worker: Worker) {
    guard worker.fault == nil else { return }
    do throws(WireError) {
      while let frame = try worker.incoming.next() { try handle(frame, from: worker) }
    } catch {
      worker.fault = "sent a message that can't be read (\(error))"
      stop(worker, politely: false)
    }
  }

  private func handle(_ frame: WireFrame, from worker: Worker) throws(WireError) {
    var reader = WireReader(frame.body)
    switch WorkerMessage(rawValue: frame.kind) {
    case .results: try receiveResults(from: worker, &reader)
    case .placedResults:
      try receivePlacedResults(from: worker, &reader)
    case .ready: try receiveReady(from: worker, &reader)
    case .notReady:
      guard worker.state != .ready else { throw .unexpected(frame: frame.kind) }
      let reason = try String(from: &reader)
      fail(.workerDidNotStart(worker: worker.index, pid: worker.pid, reason: reason))
    case .times: try receiveTimes(from: worker, &reader)
    case .skipped: try receiveSkipped(from: worker, &reader)
    case .refused:
      let id = try reader.read(UInt32.self)
      let reason = try String(from: &reader)
      if let map = map(id) { end(map, .refused(worker: worker.index, reason: reason)) }
    case nil: throw .unexpected(frame: frame.kind)
    }
  }

  /// The chunk that a worker must be answering.
  private func chunk(of worker: Worker, _ map: UInt32, _ first: Int) throws(WireError) -> ChunkInFlight {
    guard let chunk = worker.inFlight.first, chunk.map == map, chunk.next == first else {
      throw .invalid(type: "answer to a chunk it was given")
    }
    return chunk
  }

  private func receiveTimes(from worker: Worker, _ reader: inout WireReader) throws(WireError) {
    let id = try reader.read(UInt32.self)
    var chunk = try chunk(of: worker, id, try reader.read(Int.self))
    try logTimes(of: &chunk, worker, &reader, isLast: false)
    worker.inFlight.first = chunk
  }

  /// Turns a chunk's times into events. Their order says what each of them is the time of.
  private func logTimes(
    of chunk: inout ChunkInFlight, _ worker: Worker, _ reader: inout WireReader, isLast: Bool
  ) throws(WireError) {
    let count = try reader.readCount(ofValuesOfAtLeast: 8)
    guard chunk.timesReceived + count <= 2 * chunk.items.count + 2 else { throw .invalid(type: "list of times") }
    let offset = worker.link.clockOffset
    for index in 0..<count {
      let time = try reader.read(UInt64.self) &+ offset
      let place = chunk.timesReceived
      chunk.timesReceived += 1
      if place == 0 {
        chunk.began = time
        log.add(time, .chunkStarted(worker: worker.index, items: chunk.items))
      } else if isLast, index == count - 1 {
        log.add(time, .chunkFinished(worker: worker.index, items: chunk.items))
        map(chunk.map)?.learn(items: chunk.items.count, nanoseconds: time &- chunk.began)
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

  /// A worker has left results in shared memory.
  private func receivePlacedResults(from worker: Worker, _ reader: inout WireReader) throws(WireError) {
    guard let area = worker.area else { throw .unexpected(frame: WorkerMessage.placedResults.rawValue) }
    let place = try SlotPlace(from: &reader)
    defer { area.free(place) }
    var ahead = reader
    let inPlace = map(try ahead.read(UInt32.self))?.job.readsOnce ?? true
    try receiveResults(from: worker, &reader, placed: try area.bytes(at: place, inPlace: inPlace))
  }

  /// - Parameter placed: The results, if they don't follow in the message.
  private func receiveResults(
    from worker: Worker, _ reader: inout WireReader, placed: UnsafeRawBufferPointer? = nil
  ) throws(WireError) {
    let id = try reader.read(UInt32.self)
    var chunk = try chunk(of: worker, id, try reader.read(Int.self))
    let count = Int(try reader.read(UInt32.self))
    guard count > 0, count <= chunk.unanswered.count else { throw .invalid(type: "count of items") }
    let items = chunk.unanswered.prefix(count)
    let isLast = count == chunk.unanswered.count
    try logTimes(of: &chunk, worker, &reader, isLast: isLast)
    let failures = try readFailures(of: items, worker, &reader)
    if let placed {
      guard reader.remaining == 0 else { throw .trailing(bytes: reader.remaining) }
      reader = WireReader(placed)
    }
    if isLast {
      worker.freeSlot(of: chunk)
      worker.answerFirst()
    } else {
      chunk.next = items.upperBound
      worker.inFlight.first = chunk
    }
    // Also if the map has ended in the meantime: the items whose end was logged above aren't all done.
    for failure in failures {
      log.add(worker.lastMessage, .itemFailed(worker: worker.index, item: failure.item, message: "\(failure.reason)"))
    }
    guard let map = map(id) else { return }
    if let first = failures.first, !map.job.keepsFailures { return end(map, .itemFailed(first)) }
    do throws(WireError) {
      try map.job.accept(items, failures: failures, from: &reader)
    } catch {
      return handleUnreadable(items, of: map, from: worker, error)
    }
    map.missing -= count
    if map.isDone { end(map, nil) }
  }

  private func readFailures(
    of items: Range<Int>, _ worker: Worker, _ reader: inout WireReader
  ) throws(WireError) -> [ItemFailure] {
    var failures: [ItemFailure] = []
    for _ in 0..<(try reader.readCount(ofValuesOfAtLeast: WireFailure.smallestSize)) {
      let failure = try WireFailure(from: &reader)
      guard items.contains(failure.item), failure.item > failures.last?.item ?? -1 else { throw .invalid(type: "item") }
      failures.append(
        ItemFailure(
          item: failure.item, worker: worker.index, pid: worker.pid,
          reason: failure.isNotSent ? .notSent(message: failure.message) : .threw(message: failure.message)))
    }
    return failures
  }

  /// The results of these items aren't what their type expects. If that can be one item's fault only, it fails; otherwise
  /// each of them is done again, alone.
  private func handleUnreadable(_ items: Range<Int>, of map: ActiveMap, from worker: Worker, _ error: WireError) {
    guard items.count > 1 else {
      return fail(items.lowerBound, of: map, worker, .notSent(message: "its result can't be read: \(error)"))
    }
    log.add(clock(), .chunkReturned(worker: worker.index, items: items))
    maps.suspect(items, of: map)
  }

  private func receiveSkipped(from worker: Worker, _ reader: inout WireReader) throws(WireError) {
    let id = try reader.read(UInt32.self)
    let first = try reader.read(Int.self)
    if worker.inFlight.isEmpty, worker.recalled > 0 {
      worker.recalled -= 1
      worker.answered &+= 1
      if worker.recalled == 0 { worker.gauge.giveAgain() }
      return
    }
    let chunk = try chunk(of: worker, id, first)
    if let map = map(id) {
      // It answered the items before, but can't read the inputs of these.
      guard first > chunk.items.lowerBound else { throw .invalid(type: "answer to a chunk it was given") }
      log.add(clock(), .chunkReturned(worker: worker.index, items: chunk.unanswered))
      maps.giveBack(chunk.unanswered, to: map)
    }
    worker.freeSlot(of: chunk)
    worker.answerFirst()
  }

  /// Reports what a worker's code has printed.
  ///
  /// - Returns: False if nothing was there.
  @discardableResult
  func receiveOutput(of worker: Worker) -> Bool {
    withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 1) { memory in
      guard case .bytes(let count) = worker.link.receiveOutput(into: memory) else { return false }
      if let text = worker.output.append(UnsafeRawBufferPointer(rebasing: memory[..<count])) {
        log.add(clock(), .workerOutput(worker: worker.index, text: text))
      }
      return true
    }
  }
}
