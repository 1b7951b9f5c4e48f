/// The descriptors that a pool prepares for a local worker.
enum WorkerDescriptor {
  /// Messages from the pool.
  static let fromPool: Int32 = 3
  /// Messages to the pool.
  static let toPool: Int32 = 4
  /// The shared page.
  static let page: Int32 = 5

  /// What the worker gets as its descriptors 0, 1, 2 and so on, in this order.
  static func all(output: Int32, fromPool: Int32, toPool: Int32, page: Int32) -> [Int32?] {
    [nil, output, output, fromPool, toPool, page]
  }
}
