/// The descriptors at which a local worker finds what its pool prepared for it.
enum WorkerDescriptor {
  /// Messages from the pool.
  static let fromPool: Int32 = 3
  /// Messages to the pool.
  static let toPool: Int32 = 4
  /// The shared page.
  static let page: Int32 = 5
  /// The first number that a worker doesn't use.
  static let end: Int32 = 6
}
