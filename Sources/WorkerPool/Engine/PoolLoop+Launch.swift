import Glibc
import Posix

extension PoolLoop {
  /// Launches every worker. If one can't be launched, ends those that were.
  func launchAll() throws(PoolError) {
    log.add(clock(), .poolStarted(workers: options.workers))
    do throws(PoolError) {
      for index in 0..<options.workers { workers.append(try launch(index, generation: 0)) }
    } catch {
      for worker in workers {
        _ = worker.link.reap()
        worker.link.close()
        worker.state = .gone
      }
      throw error
    }
    log.flush(clock())
  }

  /// Launches one worker and sends it what it needs to get ready.
  func launch(_ index: Int, generation: Int) throws(PoolError) -> Worker {
    let launched = try launcher.launch(worker: index, generation: generation)
    let now = clock()
    let worker = Worker(
      index: index, generation: generation, launched: launched, largestMessage: largestMessage, now: now)
    if worker.pid != 0 { reportStart(of: worker, now) }
    if !launched.link.mayStartLate {
      worker.deadline = now + nanoseconds(options.startLimit)
      check(at: worker.deadline)
    }
    worker.enqueue(.begin) { writer in
      writer.write(WireFrame.greeting)
      writer.write(options.maximumFrameSize)
      (options.initialiser?.name).encode(into: &writer)
      guard let initialiser = options.initialiser else { return }
      initialiser.types.encode(into: &writer)
      initialiser.argument.withUnsafeBytes { writer.write(bytes: $0) }
    }
    worker.send()
    worker.shareLargeInputs()
    return worker
  }

  private func reportStart(of worker: Worker, _ time: UInt64) {
    log.add(time, .workerStarted(worker: worker.index, pid: worker.pid, host: worker.link.host))
  }

  /// A worker says that it can take items.
  func receiveReady(from worker: Worker, _ reader: inout WireReader) throws(WireError) {
    guard try reader.read(UInt32.self) == WireFrame.greeting else { throw .invalid(type: "greeting") }
    let pid = try reader.read(Int32.self)
    let time = try reader.read(UInt64.self) &+ worker.link.clockOffset
    guard worker.state == .starting else { return }
    if worker.pid == 0 {
      worker.pid = pid
      reportStart(of: worker, time)
    }
    worker.state = .ready
    worker.hasBeenReady = true
    worker.deadline = .max
    log.add(time, .workerReady(worker: worker.index))
    notifyIfAllReady()
    feed(worker)
    scheduleRebalance()
  }

  /// Calls those who wait until every worker is ready.
  func notifyIfAllReady() {
    guard broken != nil || workers.allSatisfy({ $0.state != .starting }) else { return }
    log.flush(clock())
    for waiter in readyWaiters { waiter(broken) }
    readyWaiters = []
  }

  /// Launches the next process of a worker whose process has ended.
  func replace(_ worker: Worker) {
    do throws(PoolError) {
      workers[worker.index] = try launch(worker.index, generation: worker.generation + 1)
      feedAll()
    } catch {
      fail(error)
    }
  }

  /// Closes a worker's input. It exits by itself when it has done the items it holds.
  func dismiss(_ worker: Worker) {
    guard worker.state == .ready else { return }
    worker.state = .dismissed
    worker.link.endSending()
    worker.deadline = clock() + nanoseconds(options.grace)
    check(at: worker.deadline)
  }

  /// Makes a worker's process end, at the latest when its grace is over.
  func stop(_ worker: Worker, politely: Bool) {
    guard worker.state != .gone, worker.state != .stopping else { return }
    if worker.state != .dismissed || !politely {
      worker.signal(politely ? SIGTERM : SIGKILL)
      worker.deadline = clock() + nanoseconds(options.grace)
      check(at: worker.deadline)
    }
    worker.state = .stopping
  }
}
