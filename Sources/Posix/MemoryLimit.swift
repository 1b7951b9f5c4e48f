import Glibc

/// Whether this process may still use that much more memory. Swift ends a program that gets no memory, so a program that
/// may be started with a small limit has to ask first.
package func hasRoom(forBytes count: Int) -> Bool {
  guard let pages = mmap(nil, count, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), pages != MAP_FAILED else {
    return false
  }
  munmap(pages, count)
  return true
}
