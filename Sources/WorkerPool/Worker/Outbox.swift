import Glibc

/// What a worker has to say, gathered until it is worth a write.
final class Outbox {
  private let descriptor: Int32
  private var writer = WireWriter()
  private var lastSent: UInt64 = 0

  /// Writes to this descriptor, waiting where the pool is slow to read.
  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Adds one frame.
  func frame(_ kind: Answer, _ body: (inout WireWriter) -> Void) {
    let start = writer.beginFrame(kind.rawValue)
    body(&writer)
    writer.endFrame(start)
  }

  /// True when so much has gathered that it should be on its way.
  var isFull: Bool { writer.count > 1 << 15 }

  /// True when nothing was sent for half a millisecond: a write costs a few microseconds, so this is under one percent.
  func isDue(at now: UInt64) -> Bool { now &- lastSent > 500_000 }

  /// Sends everything. Where the pool is gone there is nobody left to work for, and the process ends.
  func send(at now: UInt64? = nil) {
    guard writer.count > 0 else { return }
    var sent = 0
    while sent < writer.count {
      let wrote = write(descriptor, writer.bytes.baseAddress.map { $0 + sent }, writer.count - sent)
      if wrote > 0 {
        sent += wrote
      } else if errno != EINTR {
        _exit(0)
      }
    }
    writer.clear()
    lastSent = now ?? monotonicNow()
  }
}
