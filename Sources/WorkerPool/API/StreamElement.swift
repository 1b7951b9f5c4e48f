/// The result of one item of a stream.
public struct StreamElement<Output: Sendable>: Sendable {
  /// The item's index in the input.
  public let item: Int
  /// What the task returned, or why the item failed.
  public let result: Result<Output, ItemFailure>

  /// What the task returned. Throws if the item failed.
  public var value: Output {
    get throws(ItemFailure) { try result.get() }
  }
}

/// The results of consecutive items that one worker did together.
public struct StreamChunk<Output: Sendable>: Sendable {
  /// The indices of the items in the input.
  public let items: Range<Int>
  /// The results of the items that did not fail, in order.
  public let values: [Output]
  /// The items that failed, in order.
  public let failures: [ItemFailure]
}
