/// A map whose results are all kept, in the order of the items.
final class OrderedJob<Input: WireValue, Output: WireValue>: MapJob, @unchecked Sendable {
  // Sendable as its superclass says: one thread at a time, the posts between them order the accesses.
  private let inputs: [Input]
  private let count: Int
  private let results: UnsafeMutablePointer<Output>
  private var present: [Range<Int>] = []
  private var failures: [Int: ItemFailure] = [:]
  private let done: @Sendable (PoolError?) -> Void

  /// Maps a range or an array; `done` is called once, on the loop's thread.
  init(
    task: String, inputs: [Input], range: Range<Int>?, options: MapOptions, keepsFailures: Bool,
    done: @escaping @Sendable (PoolError?) -> Void
  ) {
    self.inputs = inputs
    count = range?.count ?? inputs.count
    results = .allocate(capacity: count)
    self.done = done
    super.init(task: task, rangeBase: range?.lowerBound, options: options, keepsFailures: keepsFailures)
  }

  deinit {
    for range in present { (results + range.lowerBound).deinitialize(count: range.count) }
    results.deallocate()
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
      try take(from..<failure.item, &reader)
      from = failure.item + 1
    }
    try take(from..<items.upperBound, &reader)
    for failure in failures { self.failures[failure.item] = failure }
  }

  private func take(_ items: Range<Int>, _ reader: inout WireReader) throws(WireError) {
    guard !items.isEmpty else { return }
    try Output.decode(items.count, from: &reader, into: results + items.lowerBound)
    if let last = present.last, last.upperBound == items.lowerBound {
      present[present.count - 1] = last.lowerBound..<items.upperBound
    } else {
      present.append(items)
    }
  }

  override func end(_ error: PoolError?) { done(error) }

  /// All results, once the map has ended well; may be called once.
  func takeResults() -> [Output] {
    present = []
    // An array of no elements is one that all share: its length, though it stays 0, would be written by many threads.
    guard count > 0 else { return [] }
    return [Output](unsafeUninitializedCapacity: count) { memory, initialised in
      memory.baseAddress?.moveInitialize(from: results, count: count)
      initialised = count
    }
  }

  /// The result or the failure of each item, once the map has ended well.
  func takeEach() -> [Result<Output, ItemFailure>] {
    (0..<count).map { item in failures[item].map { .failure($0) } ?? .success(results[item]) }
  }
}
