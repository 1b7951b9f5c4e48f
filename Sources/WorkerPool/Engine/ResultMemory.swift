import Glibc

/// Memory for the results of a map, which keeps all of them until it ends.
enum ResultMemory {
  /// Allocates room for `count` results. `handedOver` is the size that a result has when it is returned: for a moment both
  /// are needed.
  ///
  /// - Throws: If the machine doesn't have that much.
  static func allocate<Value>(_ count: Int, handedOver: Int) throws(PoolError) -> UnsafeMutablePointer<Value> {
    let (bytes, isTooLarge) = count.multipliedReportingOverflow(by: MemoryLayout<Value>.stride + handedOver)
    var memory: UnsafeMutableRawPointer?
    let alignment = max(MemoryLayout<Value>.alignment, MemoryLayout<UnsafeRawPointer>.alignment)
    guard !isTooLarge, bytes <= physical,
      posix_memalign(&memory, alignment, max(1, count * MemoryLayout<Value>.stride)) == 0, let memory
    else { throw PoolError(.tooManyItems(count, bytes: isTooLarge ? .max : bytes)) }
    return memory.bindMemory(to: Value.self, capacity: count)
  }

  /// The bytes of memory that the machine has.
  private static var physical: Int {
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    let size = sysconf(Int32(_SC_PAGESIZE))
    return pages > 0 && size > 0 ? pages * size : .max
  }
}

extension Range<Int> {
  /// How many numbers it has, or the largest `Int` if they are more than that.
  var size: Int {
    let (size, isTooLarge) = upperBound.subtractingReportingOverflow(lowerBound)
    return isTooLarge ? .max : size
  }
}
