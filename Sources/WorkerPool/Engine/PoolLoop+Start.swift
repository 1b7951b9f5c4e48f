internal import CLinux
import Glibc

extension PoolLoop {
  /// Starts every worker; where one can't be started, ends those that were.
  func startAll() throws(PoolError) {
    log.add(monotonicNow(), .poolStarted(workers: options.workers))
    do throws(PoolError) {
      for index in 0..<options.workers { workers.append(try start(index, generation: 0)) }
    } catch {
      for worker in workers {
        worker.signal(SIGKILL)
        waitpid(worker.pid, nil, 0)
        worker.state = .gone
      }
      throw error
    }
    log.flush(monotonicNow())
  }

  /// Starts one worker and tells it how to begin.
  func start(_ index: Int, generation: Int) throws(PoolError) -> WorkerProcess {
    guard let line = page.line(of: index) else { throw .system(call: "mmap", code: ENOMEM) }
    cl_line_reset(line)
    let started = try launch.start(worker: index)
    let now = monotonicNow()
    let worker = WorkerProcess(
      index: index, generation: generation, started: started, line: line, limit: options.maximumFrameSize, now: now)
    do throws(PoolError) {
      try poller.watch(worker.answers.number, as: Poller.Token(worker, .answers))
      try poller.watch(worker.output.number, as: Poller.Token(worker, .output))
      try poller.watch(worker.pidfd.number, as: Poller.Token(worker, .death))
    } catch {
      worker.signal(SIGKILL)
      waitpid(worker.pid, nil, 0)
      throw error
    }
    log.add(now, .workerStarted(worker: index, pid: worker.pid, host: host))
    worker.deadline = now + nanoseconds(options.startLimit)
    check(at: worker.deadline)
    let frame = worker.outgoing.beginFrame(Order.begin.rawValue)
    worker.outgoing.put(Frame.greeting)
    worker.outgoing.put(options.maximumFrameSize)
    options.initialiser?.name.encode(optionalInto: &worker.outgoing) ?? worker.outgoing.put(UInt8(0))
    options.initialiser?.argument.withUnsafeBytes { worker.outgoing.put(bytes: $0) }
    worker.outgoing.endFrame(frame)
    push(worker)
    return worker
  }

  /// The worker said that it can take items.
  func welcome(_ worker: WorkerProcess, _ reader: inout WireReader) throws(WireError) {
    guard try reader.take(UInt32.self) == Frame.greeting else { throw .invalid(type: "greeting") }
    _ = try reader.take(Int32.self)
    let time = try reader.take(UInt64.self)
    guard worker.state == .starting else { return }
    worker.state = .ready
    worker.hasBeenReady = true
    worker.deadline = .max
    log.add(time, .workerReady(worker: worker.index))
    tellIfAllReady()
  }

  /// Answers those who wait for every worker.
  func tellIfAllReady() {
    guard broken != nil || workers.allSatisfy({ $0.state != .starting }) else { return }
    log.flush(monotonicNow())
    for waiter in readyWaiters { waiter(broken) }
    readyWaiters = []
  }
}

extension String {
  /// Writes the string as an optional that has a value.
  fileprivate func encode(optionalInto writer: inout WireWriter) { String?.some(self).encode(into: &writer) }
}
