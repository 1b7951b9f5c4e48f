internal import CLinux
import Glibc

/// An open descriptor that is closed exactly once.
final class Descriptor {
  /// Its number, until it is closed.
  let number: Int32
  private var isOpen = true

  /// Takes over a descriptor.
  init(_ number: Int32) { self.number = number }

  deinit { shut() }

  /// Closes it now.
  func shut() {
    guard isOpen else { return }
    isOpen = false
    close(number)
  }

  /// Takes over what a system call gave, moved out of the way of the numbers that workers expect theirs at; what the call
  /// refused becomes an error.
  static func take(_ number: Int32, from call: String) throws(PoolError) -> Descriptor {
    guard number >= 0 else { throw .system(call: call, code: errno) }
    let first = Descriptor(number)
    guard number < WorkerDescriptor.end else { return first }
    let moved = cl_duplicate_above(number, WorkerDescriptor.end)
    guard moved >= 0 else { throw .system(call: "fcntl", code: errno) }
    return Descriptor(moved)
  }

  /// The number of a copy, which is the caller's to close.
  static func copy(of descriptor: Descriptor) throws(PoolError) -> Int32 {
    let copy = cl_duplicate_above(descriptor.number, WorkerDescriptor.end)
    guard copy >= 0 else { throw .system(call: "fcntl", code: errno) }
    return copy
  }

  /// A new pipe.
  static func pipe() throws(PoolError) -> (reading: Descriptor, writing: Descriptor) {
    var ends: [Int32] = [-1, -1]
    guard cl_pipe(&ends) == 0 else { throw .system(call: "pipe2", code: errno) }
    let writing = Result { () throws(PoolError) in try take(ends[1], from: "pipe2") }
    return (try take(ends[0], from: "pipe2"), try writing.get())
  }
}

/// Raises the soft limit of open descriptors where a pool of this size needs more and the hard limit lets us.
func makeRoomForDescriptors(workers: Int) {
  var limit = rlimit()
  guard getrlimit(__rlimit_resource_t(7), &limit) == 0 else { return }
  let wanted = rlim_t(workers * 4 + 256)
  guard limit.rlim_cur < wanted, limit.rlim_max > limit.rlim_cur else { return }
  limit.rlim_cur = min(wanted, limit.rlim_max)
  setrlimit(__rlimit_resource_t(7), &limit)
}
