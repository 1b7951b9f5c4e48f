import Glibc
import Posix

/// The names of everything that is made in a folder from now on, also of what is gone again.
struct CreatedNames {
  private let watch: Descriptor

  /// Begins to note them.
  init(in folder: String) throws {
    watch = try .take(inotify_init1(O_NONBLOCK | O_CLOEXEC), from: "inotify_init1")
    guard inotify_add_watch(watch.number, folder, UInt32(IN_CREATE)) >= 0 else {
      throw Problem("\(folder) can't be watched")
    }
  }

  /// The names since then that nobody has asked for yet.
  func all() -> Set<String> {
    var found: Set<String> = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = read(watch.number, &buffer, buffer.count)
      guard count > 0 else { return found }
      var next = 0
      while next < count {
        // The length of the name, and then the name itself, are behind four numbers of four bytes each.
        let length = Int(buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: next + 12, as: UInt32.self) })
        let name = buffer[(next + 16)..<(next + 16 + length)].prefix { $0 != 0 }
        found.insert(String(decoding: name, as: UTF8.self))
        next += 16 + length
      }
    }
  }
}
