import Posix

extension WorkerPool {
  /// Starts a pool that isn't bound to a scope, for example one that a server has for as long as it runs.
  ///
  /// Call `stop()` when you no longer need it. If you don't, the pool ends by itself some time after the last reference to
  /// it is gone, and at the latest with this process: no worker outlives it. Where a scope will do, `withWorkerPool` is
  /// better, because it waits until no worker is left.
  ///
  /// - Parameters:
  ///   - options: How many workers there are, which program they run, what happens when one dies.
  ///   - events: Called with what happened, in batches and in order, on the pool's own thread. It should return quickly,
  ///     because the pool deals no items in the meantime. It must not own the pool, or the pool won't end by itself.
  /// - Throws: An error if the workers can't be started.
  public static func start(
    _ options: PoolOptions = PoolOptions(), events: (@Sendable ([PoolEvent]) -> Void)? = nil
  ) async throws(PoolError) -> WorkerPool {
    try options.check()
    let workplace = try makeWorkplace(options)
    makeRoomForDescriptors(workers: options.workers)
    let completion = Completion()
    let pool: WorkerPool
    do throws(SystemError) {
      let mailbox = try RequestMailbox()
      pool = WorkerPool(workers: options.workers, mailbox: mailbox, sample: { workplace.progress(of: $0) })
      try startThread {
        // Callers are resumed only after the loop, and everything it had open, is gone.
        let waiters: [@Sendable () -> Void]
        do throws(PoolError) {
          waiters = try run(options, mailbox, workplace, completion, events)
        } catch {
          mailbox.end()
          return completion.settle(error)
        }
        for waiter in waiters { waiter() }
      }
    } catch {
      throw PoolError(error)
    }
    if let error = await completion.value() { throw error }
    return pool
  }

  /// Ends the pool, and returns when no worker is left. Maps that aren't done end with an error. Further calls change
  /// nothing.
  public func stop() async {
    await withCheckedContinuation { continuation in
      mailbox.ask(.close { continuation.resume() })
    }
  }

  private static func makeWorkplace(_ options: PoolOptions) throws(PoolError) -> any Workplace {
    if let place = options.place { return RemoteWorkplace(place, workers: options.workers) }
    if let tasks = options.command.tasks { return ThreadWorkplace(tasks: tasks, workers: options.workers) }
    try WorkerMain.refusePool()
    do throws(SystemError) { return try LocalWorkplace(workers: options.workers) } catch { throw PoolError(error) }
  }

  /// Makes a loop and runs it to its end. Returns what to call when it is gone.
  private static func run(
    _ options: PoolOptions, _ mailbox: RequestMailbox, _ workplace: any Workplace, _ completion: Completion,
    _ events: (@Sendable ([PoolEvent]) -> Void)?
  ) throws(PoolError) -> [@Sendable () -> Void] {
    let launcher = try workplace.launcher(options, requests: mailbox.descriptor)
    let loop = PoolLoop(
      options: options, launcher: launcher, mailbox: mailbox, clock: { SystemClock.monotonic }, events: events)
    try loop.launchAll()
    completion.settle(nil)
    return loop.run()
  }
}
