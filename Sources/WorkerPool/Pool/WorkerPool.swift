/// Worker processes that do the items of a map, as many at a time as there are workers.
///
/// Made and ended by `withWorkerPool`. Several maps may run on one pool at once; they take turns.
public final class WorkerPool: Sendable {
  /// How many workers.
  public let workers: Int
  let mailbox: Mailbox
  private let page: SharedPage

  init(workers: Int, mailbox: Mailbox, page: SharedPage) {
    self.workers = workers
    self.mailbox = mailbox
    self.page = page
  }

  /// What each worker is at, sampled from shared memory: costs nothing, may be asked at any time.
  public var progress: [WorkerProgress] { (0..<workers).map { page.progress(of: $0) } }

  /// Kills a worker's process, and what that process has started, as the system does when memory runs out: SIGKILL, at
  /// once and without a chance to tidy up.
  ///
  /// It is a worker's death like any other: what it held is given out again and the worker is replaced, as far as
  /// `PoolOptions` say so. Prefer it to a signal of your own. The pool's thread sends this one, and only to a process
  /// that it has not yet reaped; a process id that you have noted may be another program's by the time you use it.
  ///
  /// Returns before the worker is gone. Nothing happens where there is no such worker, or where the pool has ended.
  ///
  /// - Parameter worker: Which worker, counted from 0.
  public func kill(worker: Int) { mailbox.post(.kill(worker: worker)) }

  /// Waits until every worker can take items. A map needn't wait for that: it begins with those that can.
  public func ready() async throws(PoolError) {
    let error = await withCheckedContinuation { continuation in
      mailbox.post(.whenReady { continuation.resume(returning: $0) })
    }
    if let error { throw error }
  }

  /// Does the task with each input; results come in the order of the inputs.
  ///
  /// The first item that throws ends the map with its error. Cancelling the calling task ends it, too.
  public func map<Input, Output>(
    _ task: PoolTask<Input, Output>, over inputs: [Input], _ options: MapOptions = MapOptions()
  ) async throws(PoolError) -> [Output] {
    try await run(task, inputs, nil, options, keepsFailures: false).takeResults()
  }

  /// Does the task with each number of a range, which travels as a range, whatever its length.
  public func map<Output>(
    _ task: PoolTask<Int, Output>, over range: Range<Int>, _ options: MapOptions = MapOptions()
  ) async throws(PoolError) -> [Output] {
    try await run(task, [], range, options, keepsFailures: false).takeResults()
  }

  /// As `map`, with the failure of each item that failed in its place; the others go on.
  public func mapResults<Input, Output>(
    _ task: PoolTask<Input, Output>, over inputs: [Input], _ options: MapOptions = MapOptions()
  ) async throws(PoolError) -> [Result<Output, ItemFailure>] {
    try await run(task, inputs, nil, options, keepsFailures: true).takeEach()
  }

  /// As `map`, with the failure of each item that failed in its place; the others go on.
  public func mapResults<Output>(
    _ task: PoolTask<Int, Output>, over range: Range<Int>, _ options: MapOptions = MapOptions()
  ) async throws(PoolError) -> [Result<Output, ItemFailure>] {
    try await run(task, [], range, options, keepsFailures: true).takeEach()
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
    _ task: PoolTask<Input, Output>, _ inputs: [Input], _ range: Range<Int>?, _ options: MapOptions,
    keepsFailures: Bool
  ) async throws(PoolError) -> OrderedJob<Input, Output> {
    try options.check()
    let outcome = JobOutcome()
    let job = OrderedJob<Input, Output>(
      task: task.name, inputs: inputs, range: range, options: options, keepsFailures: keepsFailures,
      done: { outcome.settle($0) })
    try await withTaskCancellationHandler {
      mailbox.post(.start(job))
      return await outcome.value()
    } onCancel: {
      mailbox.post(.cancel(job))
    }.get()
    return job
  }
}
