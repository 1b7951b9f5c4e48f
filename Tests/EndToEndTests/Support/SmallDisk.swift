import Glibc

/// A file system in memory, small enough to fill up. It needs root, and is unmounted when the value goes away.
final class SmallDisk {
  private let path: String

  /// Whether this process may mount file systems.
  static var isPossible: Bool {
    guard geteuid() == 0, let workplace = try? Workplace() else { return false }
    return (try? SmallDisk(at: workplace.path + "/disk", kilobytes: 64)) != nil
  }

  init(at path: String, kilobytes: Int) throws {
    self.path = path
    mkdir(path, 0o700)
    guard mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else {
      throw Problem("no file system can be mounted")
    }
  }

  deinit { umount2(path, Int32(MNT_DETACH)) }

  /// Takes all the space that is left.
  func fill() throws {
    guard let file = fopen(path + "/fill", "we") else { throw Problem("the disk can't be filled") }
    defer { fclose(file) }
    setbuf(file, nil)
    let block = [UInt8](repeating: 0, count: 4096)
    while fwrite(block, 1, block.count, file) == block.count {}
  }

  /// Frees the space that `fill` took.
  func free() { unlink(path + "/fill") }

  /// Makes it read-only.
  func makeReadOnly() throws {
    guard mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0 else {
      throw Problem("the file system can't be made read-only")
    }
  }
}
