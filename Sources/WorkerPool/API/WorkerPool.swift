import Posix

/// Worker processes that do the items of a map, as many at a time as there are workers.
///
/// `withWorkerPool` makes and ends it; `start` and `stop` do so without a scope. Several maps may use one pool at the same time; they take turns.
public final class WorkerPool: Sendable {
  /// How many workers there are.
  public let workers: Int
  let mailbox: RequestMailbox
  /// Samples a worker's progress, from any thread.
  private let sample: @Sendable (Int) -> WorkerProgress

  /// Makes the callers' side of a pool.
  init(workers: Int, mailbox: RequestMailbox, sample: @escaping @Sendable (Int) -> WorkerProgress) {
    self.workers = workers
    self.mailbox = mailbox
    self.sample = sample
  }

  deinit { mailbox.ask(.close {}) }

  /// What each worker is doing now. It is sampled from shared memory, so you may ask at any time and as often as you like.
  public var progress: [WorkerProgress] { (0..<workers).map(sample) }

  /// Kills a worker's process, and what that process has started, as the system does when memory runs out: with SIGKILL,
  /// at once and without a chance to clean up.
  ///
  /// It is a worker's death like any other: what the worker held is dealt again, and the worker is replaced, as far as
  /// `PoolOptions` allow. Prefer it to sending a signal yourself: the pool's thread only kills a process that it has not
  /// yet reaped, but a process id that you have noted may belong to another program by the time you use it.
  ///
  /// It returns before the worker is gone, and does nothing if there is no such worker or the pool has ended.
  ///
  /// - Parameter worker: The worker, counted from 0.
  public func kill(worker: Int) { mailbox.ask(.kill(worker: worker)) }

  /// Waits until every worker can take items. A map needn't wait for that: it begins with the workers that are ready.
  public func ready() async throws(PoolError) {
    let error = await withCheckedContinuation { continuation in
      mailbox.ask(.whenReady { continuation.resume(returning: $0) })
    }
    if let error { throw error }
  }

  /// Does the task with each input, and returns the results in the order of the inputs.
  ///
  /// All results are in memory at the end. For more than that, use `stream`.
  ///
  /// The first item that fails ends the map with its error. Cancelling the calling task ends it, too. To keep what was
  /// done until then, use `mapResults`.
  public func map<Input, Output>(
    _ task: PoolTask<Input, Output>, over inputs: [Input], _ options: MapOptions = MapOptions()
  ) async throws(PoolError) -> [Output] {
    try await run(task, inputs, nil, options)
  }

  /// Does the task with each number of a range. Only the bounds are sent, however long it is.
  public func map<Output>(
    _ task: PoolTask<Int, Output>, over range: Range<Int>, _ options: MapOptions = MapOptions()
  ) async throws(PoolError) -> [Output] {
    try await run(task, [], range, options)
  }

  /// Does the task with each input, and returns the result or the failure of each: an item that fails doesn't end the map.
  ///
  /// What was done is never lost. If the map has to end early, because it was cancelled or the pool can't go on, the items
  /// that were not done have a failure whose `reason.poolError` says why.
  ///
  /// - Throws: Why the map ended, if not a single item was done by then.
  public func mapResults<Input, Output>(
    _ task: PoolTask<Input, Output>, over inputs: [Input], _ options: MapOptions = MapOptions()
  ) async throws(PoolError) -> [Result<Output, ItemFailure>] {
    try await runAll(task, inputs, nil, options)
  }

  /// Does the task with each number of a range, and returns the result or the failure of each: an item that fails doesn't
  /// end the map, and what was done is never lost.
  ///
  /// - Throws: Why the map ended, if not a single item was done by then.
  public func mapResults<Output>(
    _ task: PoolTask<Int, Output>, over range: Range<Int>, _ options: MapOptions = MapOptions()
  ) async throws(PoolError) -> [Result<Output, ItemFailure>] {
    try await runAll(task, [], range, options)
  }

  /// Does the task once.
  public func apply<Input, Output>(
    _ task: PoolTask<Input, Output>, to input: Input, _ options: MapOptions = MapOptions()
  ) async throws(PoolError) -> Output {
    let results = try await map(task, over: [input], options)
    guard let only = results.first else { throw .closed }
    return only
  }

  /// Does a task of two arguments with each pair of them.
  public func starmap<First, Second, Output>(
    _ task: PoolTask<WirePair<First, Second>, Output>, over pairs: [(First, Second)],
    _ options: MapOptions = MapOptions()
  ) async throws(PoolError) -> [Output] {
    try await map(task, over: pairs.map { WirePair($0, $1) }, options)
  }

  private func run<Input, Output>(
    _ task: PoolTask<Input, Output>, _ inputs: [Input], _ range: Range<Int>?, _ options: MapOptions
  ) async throws(PoolError) -> [Output] {
    let (job, error) = try await finish(task, inputs, range, options, keepsFailures: false)
    if let error { throw error }
    return job.results()
  }

  private func runAll<Input, Output>(
    _ task: PoolTask<Input, Output>, _ inputs: [Input], _ range: Range<Int>?, _ options: MapOptions
  ) async throws(PoolError) -> [Result<Output, ItemFailure>] {
    let (job, error) = try await finish(task, inputs, range, options, keepsFailures: true)
    if let error, !job.hasBegun { throw error }
    return job.resultsAndFailures(error)
  }

  /// Does a map, and returns its job once it has ended, with an error if it ended early.
  private func finish<Input, Output>(
    _ task: PoolTask<Input, Output>, _ inputs: [Input], _ range: Range<Int>?, _ options: MapOptions,
    keepsFailures: Bool
  ) async throws(PoolError) -> (job: OrderedJob<Input, Output>, error: PoolError?) {
    try options.check()
    let completion = Completion()
    let job = try OrderedJob<Input, Output>(
      task: task, inputs: inputs, range: range, options: options, keepsFailures: keepsFailures,
      done: { completion.settle($0) })
    let error = await withTaskCancellationHandler {
      mailbox.ask(.start(job))
      return await completion.value()
    } onCancel: {
      mailbox.ask(.cancel(job))
    }
    return (job, error)
  }
}
