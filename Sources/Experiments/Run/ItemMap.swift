import Text
internal import WorkerPool

/// Maps a run's items, and those that fail again, as far as its policy says.
struct ItemMap: Sendable {
  let pool: WorkerPool
  let options: MapOptions
  let policy: FailurePolicy
  let retries: RetryEvents

  /// What came of the items.
  struct Outcome<Output: Sendable>: Sendable {
    /// One for each item; for those that failed, what takes its place.
    var outputs: [Output]
    var failures: [FailedItem] = []
    var retried: [RetriedItem] = []
  }

  /// Does a task with each input. `missing` takes the place of an output if the item failed.
  func map<Input, Output>(
    _ task: PoolTask<Input, Output>, over inputs: [Input], missing: Output?
  ) async throws -> Outcome<Output> {
    guard policy != FailurePolicy() else { return Outcome(outputs: try await pool.map(task, over: inputs, options)) }
    let results = try await pool.mapResults(task, over: inputs, options)
    return try await finish(results, task, missing) { inputs[$0] }
  }

  /// Does a task with each number of a range.
  func map<Output>(
    _ task: PoolTask<Int, Output>, over range: Range<Int>, missing: Output?
  ) async throws -> Outcome<Output> {
    guard policy != FailurePolicy() else { return Outcome(outputs: try await pool.map(task, over: range, options)) }
    let results = try await pool.mapResults(task, over: range, options)
    return try await finish(results, task, missing) { range.lowerBound + $0 }
  }

  private func finish<Input, Output>(
    _ first: [Result<Output, ItemFailure>], _ task: PoolTask<Input, Output>, _ missing: Output?,
    input: (Int) -> Input
  ) async throws -> Outcome<Output> {
    var results = first
    var tries: [Int: Int] = [:]
    for item in results.indices { if case .failure = results[item] { tries[item] = 1 } }
    try checkPool(results, tries)
    // Once the pool has given up, no item can be tried again.
    var canTryAgain = !results.contains { $0.poolError != nil }
    for _ in 0..<policy.retries where canTryAgain {
      let again = tries.keys.filter { if case .failure = results[$0] { true } else { false } }.sorted()
      guard !again.isEmpty else { break }
      retries.expect(again)
      var oneByOne = options
      oneByOne.chunk = .items(1)
      let round: [Result<Output, ItemFailure>]
      do throws(PoolError) {
        round = try await pool.mapResults(task, over: again.map(input), oneByOne)
      } catch {
        guard canKeepResults(after: error) else { throw error }
        break
      }
      for (item, result) in zip(again, round) {
        if let error = result.poolError {
          guard canKeepResults(after: error) else { throw error }
          // It was not tried again, so it keeps the failure that it had.
          canTryAgain = false
        } else {
          results[item] = result
          tries[item, default: 1] += 1
        }
      }
    }
    retries.finish()
    return try outcome(results, tries, missing)
  }

  /// Throws if the map was stopped, or if the pool can't go on and nothing is to be kept.
  private func checkPool<Output>(_ results: [Result<Output, ItemFailure>], _ tries: [Int: Int]) throws {
    for item in tries.keys {
      if let error = results[item].poolError, !canKeepResults(after: error) { throw error }
    }
  }

  /// Whether the run has the results that were there when the pool gave up.
  private func canKeepResults(after error: PoolError) -> Bool { policy.keepsGoing && error.code != .cancelled }

  private func outcome<Output>(
    _ results: [Result<Output, ItemFailure>], _ tries: [Int: Int], _ missing: Output?
  ) throws -> Outcome<Output> {
    var outcome = Outcome<Output>(outputs: [])
    outcome.outputs.reserveCapacity(results.count)
    for (item, result) in results.enumerated() {
      switch result {
      case .success(let output):
        outcome.outputs.append(output)
        if let count = tries[item] { outcome.retried.append(RetriedItem(item: item, tries: count)) }
      case .failure(let failure):
        var named = failure
        named.item = item
        let failed = FailedItem(named, tries: tries[item] ?? 1)
        guard policy.keepsGoing, let missing else { throw LastFailure(failed: failed, failure: named) }
        outcome.outputs.append(missing)
        outcome.failures.append(failed)
      }
    }
    return outcome
  }
}

extension Result where Failure == ItemFailure {
  /// Why the item's map ended before it was done; `nil` if it was done.
  fileprivate var poolError: PoolError? {
    if case .failure(let failure) = self { failure.reason.poolError } else { nil }
  }
}

/// The first item that failed as often as it may.
struct LastFailure: Error, CustomStringConvertible {
  var failed: FailedItem
  var failure: ItemFailure

  var description: String { failed.sentence }
}

extension FailedItem {
  /// Names an item that failed in a pool.
  init(_ failure: ItemFailure, tries: Int) {
    let hadWorker = failure.worker >= 0
    self.init(
      item: failure.item, worker: hadWorker ? "worker-\(failure.worker + 1)" : nil, pid: hadWorker ? failure.pid : nil,
      tries: tries, message: "\(failure.reason)")
  }
}
