/// One item's outcome, as a stream hands it over.
public struct StreamElement<Output: Sendable>: Sendable {
  /// The item's index in the input.
  public let item: Int
  /// What the task gave back, or why it did not.
  public let result: Result<Output, ItemFailure>

  /// What the task gave back; throws where it did not.
  public var value: Output {
    get throws(ItemFailure) { try result.get() }
  }
}

/// The outcomes of consecutive items that travelled together.
public struct StreamChunk<Output: Sendable>: Sendable {
  /// Which items of the input.
  public let items: Range<Int>
  /// The results of those that did not fail, in their order.
  public let values: [Output]
  /// Those that failed, in their order.
  public let failures: [ItemFailure]
}
