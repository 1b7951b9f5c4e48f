import Posix

/// Makes a pool, passes it to `body`, and ends it when `body` returns or throws: no worker is left afterwards.
///
/// - Parameters:
///   - options: How many workers there are, which program they run, what happens when one dies.
///   - events: Called with what happened, in batches and in order, on the pool's own thread. It should return quickly,
///     because the pool deals no items in the meantime.
///   - isolation: The actor that `body` runs on: the caller's.
///   - body: What to do with the pool.
/// - Throws: `PoolError` if the workers can't be started; otherwise what `body` throws.
public func withWorkerPool<Value>(
  _ options: PoolOptions = PoolOptions(), events: (@Sendable ([PoolEvent]) -> Void)? = nil,
  isolation: isolated (any Actor)? = #isolation, body: (WorkerPool) async throws -> Value
) async throws -> Value {
  try options.check()
  try WorkerMain.refusePool()
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

/// Starts the loop's thread, and waits until it has launched its workers.
private func startPool(
  _ options: PoolOptions, _ events: (@Sendable ([PoolEvent]) -> Void)?
) async throws(PoolError) -> WorkerPool {
  makeRoomForDescriptors(workers: options.workers)
  let completion = Completion()
  let pool: WorkerPool
  do throws(SystemError) {
    let workplace = try LocalWorkplace(workers: options.workers)
    let mailbox = try RequestMailbox()
    pool = WorkerPool(workers: options.workers, mailbox: mailbox, sample: { workplace.progress(of: $0) })
    try startThread {
      // Callers are resumed only after the loop, and everything it had open, is gone.
      do throws(PoolError) { try runLoop(options, mailbox, workplace, completion, events)?() } catch {
        mailbox.end()
        completion.settle(error)
      }
    }
  } catch {
    throw PoolError(error)
  }
  if let error = await completion.value() { throw error }
  return pool
}

/// Makes a loop and runs it to its end. Returns what to call when it has ended.
private func runLoop(
  _ options: PoolOptions, _ mailbox: RequestMailbox, _ workplace: LocalWorkplace, _ completion: Completion,
  _ events: (@Sendable ([PoolEvent]) -> Void)?
) throws(PoolError) -> (@Sendable () -> Void)? {
  let launcher = try workplace.launcher(options, requests: mailbox.descriptor)
  let loop = PoolLoop(
    options: options, launcher: launcher, mailbox: mailbox, clock: { SystemClock.monotonic }, events: events)
  try loop.launchAll()
  completion.settle(nil)
  return loop.run()
}

/// Ends the loop, and waits until its last worker is gone.
private func endPool(_ pool: WorkerPool) async {
  await withCheckedContinuation { continuation in
    pool.mailbox.ask(.close { continuation.resume() })
  }
}
