/// A map whose results are collected and returned together, in the order of the items.
final class OrderedJob<Input: WireValue, Output: WireValue>: MapJob, @unchecked Sendable {
  // Sendable for the reason that its superclass gives: one thread at a time uses it.
  private let inputs: [Input]
  private let count: Int
  private let values: UnsafeMutablePointer<Output>
  private var present: [Range<Int>] = []
  private var failures: [Int: ItemFailure] = [:]
  private let done: @Sendable (PoolError?) -> Void

  /// Maps a range if there is one, otherwise the inputs. `done` is called once, on the loop's thread.
  init(
    task: String, inputs: [Input], range: Range<Int>?, options: MapOptions, keepsFailures: Bool,
    done: @escaping @Sendable (PoolError?) -> Void
  ) {
    self.inputs = inputs
    count = range?.count ?? inputs.count
    values = .allocate(capacity: count)
    self.done = done
    super.init(task: task, rangeBase: range?.lowerBound, options: options, keepsFailures: keepsFailures)
  }

  deinit {
    for range in present { (values + range.lowerBound).deinitialize(count: range.count) }
    values.deallocate()
  }

  override var itemCount: Int { count }

  override func encode(_ items: Range<Int>, into writer: inout WireWriter) {
    inputs.withUnsafeBufferPointer { all in
      Input.encode(UnsafeBufferPointer(rebasing: all[items]), into: &writer)
    }
  }

  override func accept(
    _ items: Range<Int>, failures: [ItemFailure], from reader: inout WireReader
  ) throws(WireError) {
    var from = items.lowerBound
    for failure in failures {
      try decode(from..<failure.item, &reader)
      from = failure.item + 1
    }
    try decode(from..<items.upperBound, &reader)
    for failure in failures { self.failures[failure.item] = failure }
  }

  private func decode(_ items: Range<Int>, _ reader: inout WireReader) throws(WireError) {
    guard !items.isEmpty else { return }
    try Output.decode(items.count, from: &reader, into: values + items.lowerBound)
    if let last = present.last, last.upperBound == items.lowerBound {
      present[present.count - 1] = last.lowerBound..<items.upperBound
    } else {
      present.append(items)
    }
  }

  override func end(_ error: PoolError?) { done(error) }

  /// Moves out all results. May be called once, after the map has ended without an error.
  func results() -> [Output] {
    present = []
    // All empty arrays share their memory, and the initialiser below would write the length there from many threads.
    guard count > 0 else { return [] }
    return [Output](unsafeUninitializedCapacity: count) { memory, initialised in
      memory.baseAddress?.moveInitialize(from: values, count: count)
      initialised = count
    }
  }

  /// The result or the failure of each item, after the map has ended. If an error ended it, that is why the items that
  /// were not done have no result.
  func resultsAndFailures(_ error: PoolError? = nil) -> [Result<Output, ItemFailure>] {
    guard let error else {
      return (0..<count).map { item in failures[item].map { .failure($0) } ?? .success(values[item]) }
    }
    var results: [Result<Output, ItemFailure>] = []
    results.reserveCapacity(count)
    for done in present.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      addFailures(before: done.lowerBound, to: &results, error)
      for item in done { results.append(.success(values[item])) }
    }
    addFailures(before: count, to: &results, error)
    return results
  }

  /// True if at least one item has been done, whether it has a result or failed.
  var hasBegun: Bool { !present.isEmpty || !failures.isEmpty }

  private func addFailures(before end: Int, to results: inout [Result<Output, ItemFailure>], _ error: PoolError) {
    for item in results.count..<end {
      results.append(.failure(failures[item] ?? ItemFailure(notDone: item, because: error)))
    }
  }
}
