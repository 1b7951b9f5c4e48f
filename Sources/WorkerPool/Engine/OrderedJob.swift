import Glibc

/// A map whose results are collected and returned together, in the order of the items.
final class OrderedJob<Input: WireValue, Output: WireValue>: MapJob, @unchecked Sendable {
  // Sendable for the reason that its superclass gives: one thread at a time uses it.
  /// The task with its types; it writes inputs and reads outputs.
  private let typed: PoolTask<Input, Output>
  private let inputs: [Input]
  private let count: Int
  private let values: UnsafeMutablePointer<Output>
  private var present: [Range<Int>] = []
  private var failures: [Int: ItemFailure] = [:]
  private let done: @Sendable (PoolError?) -> Void

  /// Maps a range if there is one, otherwise the inputs. `done` is called once, on the loop's thread.
  ///
  /// - Throws: If there is no memory for the results.
  init(
    task: PoolTask<Input, Output>, inputs: [Input], range: Range<Int>?, options: MapOptions, keepsFailures: Bool,
    done: @escaping @Sendable (PoolError?) -> Void
  ) throws(PoolError) {
    typed = task
    self.inputs = inputs
    count = range?.size ?? inputs.count
    let handedOver = keepsFailures ? MemoryLayout<Result<Output, ItemFailure>>.stride : MemoryLayout<Output>.stride
    values = try ResultMemory.allocate(count, handedOver: handedOver)
    self.done = done
    super.init(
      task: task.name, types: PoolTask<Input, Output>.types, rangeBase: range?.lowerBound, options: options,
      keepsFailures: keepsFailures)
  }

  deinit {
    for range in present { (values + range.lowerBound).deinitialize(count: range.count) }
    free(values)
  }

  override var itemCount: Int { count }
  override var readsOnce: Bool { Output.self is any ReadOnce.Type }

  override func encode(_ items: Range<Int>, into writer: inout WireWriter) {
    inputs.withUnsafeBufferPointer { all in
      typed.writeInputs(UnsafeBufferPointer(rebasing: all[items]), &writer)
    }
  }

  override func accept(
    _ items: Range<Int>, failures: [ItemFailure], from reader: inout WireReader
  ) throws(WireError) {
    guard !failures.isEmpty else { return try accept(items, from: &reader) }
    var from = items.lowerBound
    var decoded = from..<from
    do throws(WireError) {
      for failure in failures {
        try decode(from..<failure.item, &reader)
        decoded = items.lowerBound..<failure.item
        from = failure.item + 1
      }
      try decode(from..<items.upperBound, &reader)
      decoded = items
      guard reader.remaining == 0 else { throw .trailing(bytes: reader.remaining) }
    } catch {
      forEachRun(of: decoded, without: failures) { (values + $0.lowerBound).deinitialize(count: $0.count) }
      throw error
    }
    forEachRun(of: items, without: failures) { add($0) }
    for failure in failures { self.failures[failure.item] = failure }
  }

  /// Keeps results of which none failed.
  private func accept(_ items: Range<Int>, from reader: inout WireReader) throws(WireError) {
    try decode(items, &reader)
    guard reader.remaining == 0 else {
      (values + items.lowerBound).deinitialize(count: items.count)
      throw .trailing(bytes: reader.remaining)
    }
    add(items)
  }

  private func decode(_ items: Range<Int>, _ reader: inout WireReader) throws(WireError) {
    if !items.isEmpty { try typed.readOutputs(items.count, &reader, values + items.lowerBound) }
  }

  /// Calls `body` with the items between those that failed.
  private func forEachRun(of items: Range<Int>, without failures: [ItemFailure], _ body: (Range<Int>) -> Void) {
    var from = items.lowerBound
    for failure in failures where failure.item < items.upperBound {
      if from < failure.item { body(from..<failure.item) }
      from = failure.item + 1
    }
    if from < items.upperBound { body(from..<items.upperBound) }
  }

  /// Notes that these items have results.
  private func add(_ items: Range<Int>) {
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
