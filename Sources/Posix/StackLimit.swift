import Glibc

/// Raises the limit of the main thread's stack to a number of bytes, as far as that is allowed.
///
/// - Returns: The limit as it is now.
@discardableResult
package func raiseStackLimit(to bytes: UInt) -> UInt {
  let stack = __rlimit_resource_t(3)
  var limit = rlimit()
  guard getrlimit(stack, &limit) == 0, limit.rlim_cur < bytes else { return bytes }
  // Only a privileged process may raise the hard limit.
  for highest in [max(limit.rlim_max, bytes), limit.rlim_max] {
    var wanted = rlimit(rlim_cur: min(bytes, highest), rlim_max: highest)
    if setrlimit(stack, &wanted) == 0 { return wanted.rlim_cur }
  }
  return limit.rlim_cur
}
