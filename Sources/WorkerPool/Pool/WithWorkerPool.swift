internal import CLinux
import Glibc

/// Makes a pool for the time of `body`, and ends it on every way out: no worker is left when this returns or throws.
///
/// - Parameters:
///   - options: How many workers, what they run, what happens when one dies.
///   - events: Called with what happened, in batches and in order, on the pool's own thread; it should return soon,
///     because the pool deals no items meanwhile.
///   - isolation: The actor that `body` runs on: the caller's.
///   - body: What to do with the pool.
/// - Throws: `PoolError` where the workers can't be started; else what `body` throws.
public func withWorkerPool<Value>(
  _ options: PoolOptions = PoolOptions(), events: (@Sendable ([PoolEvent]) -> Void)? = nil,
  isolation: isolated (any Actor)? = #isolation, body: (WorkerPool) async throws -> Value
) async throws -> Value {
  try options.check()
  let pool = try await startPool(options, events)
  do {
    let value = try await body(pool)
    await endPool(pool)
    return value
  } catch {
    await endPool(pool)
    throw error
  }
}

/// Starts the loop's thread, and waits until it has started its workers.
private func startPool(
  _ options: PoolOptions, _ events: (@Sendable ([PoolEvent]) -> Void)?
) async throws(PoolError) -> WorkerPool {
  makeRoomForDescriptors(workers: options.workers)
  let file = try Descriptor.take(cl_memory_file("worker-pool"), from: "memfd_create")
  guard ftruncate(file.number, off_t(options.workers * MemoryLayout<cl_worker_line>.stride)) == 0,
    let page = SharedPage(descriptor: file.number)
  else { throw .system(call: "mmap", code: errno) }
  let mailbox = try Mailbox()
  let number = try Descriptor.copy(of: file)
  let outcome = JobOutcome()
  let started = startThread {
    // Whoever waits is told only once the loop is gone, and with it everything it had open.
    do throws(PoolError) { try loopToTheEnd(options, mailbox, page, number, outcome, events)?() } catch {
      mailbox.close()
      outcome.settle(error)
    }
  }
  guard started == 0 else {
    close(number)
    throw .system(call: "pthread_create", code: started)
  }
  try await outcome.value().get()
  return WorkerPool(workers: options.workers, mailbox: mailbox, page: page)
}

/// The loop's whole life; gives back whom to tell that it has ended.
private func loopToTheEnd(
  _ options: PoolOptions, _ mailbox: Mailbox, _ page: SharedPage, _ pageFile: Int32, _ outcome: JobOutcome,
  _ events: (@Sendable ([PoolEvent]) -> Void)?
) throws(PoolError) -> (@Sendable () -> Void)? {
  let loop = try PoolLoop(
    options: options, mailbox: mailbox, page: page, pageFile: Descriptor(pageFile), events: events)
  try loop.startAll()
  outcome.settle(nil)
  return loop.run()
}

/// Ends the loop, and waits until its last worker is gone.
private func endPool(_ pool: WorkerPool) async {
  await withCheckedContinuation { continuation in
    pool.mailbox.post(.close { continuation.resume() })
  }
}

/// Runs `body` on a new thread that no signal interrupts; an error number where there can't be one.
private func startThread(_ body: @escaping @Sendable () -> Void) -> Int32 {
  final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  let work = Unmanaged.passRetained(Work(body))
  // A thread inherits the mask: signals are for the program's own threads, and a pipe without a reader is an error code.
  var all = sigset_t()
  var before = sigset_t()
  sigfillset(&all)
  pthread_sigmask(SIG_SETMASK, &all, &before)
  defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
  var thread = pthread_t()
  let code = pthread_create(
    &thread, nil,
    { pointer in
      if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body() }
      return nil
    }, work.toOpaque())
  if code == 0 { pthread_detach(thread) } else { work.release() }
  return code
}
