import Glibc
import Synchronization
import Testing

@testable import Posix

@Suite struct ReadWriteTests {
  /// More than a pipe holds, so that both sides have to wait for each other.
  private let much = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

  @Test func `bytes written in many small pieces are read whole`() throws {
    let pipe = try Descriptor.pipe()
    let writer = Background {
      for piece in [Array(much[..<1]), Array(much[1..<5]), Array(much[5..<5000]), []] {
        try? writeAll(piece, to: pipe.writing.number)
        sched_yield()
      }
      pipe.writing.close()
    }
    #expect(try readAll(from: pipe.reading.number) == Array(much[..<5000]))
    writer.join()
  }

  @Test func `more than a pipe holds arrives whole, also if both ends are nonblocking`() throws {
    let pipe = try Descriptor.pipe()
    try pipe.reading.setNonblocking()
    try pipe.writing.setNonblocking()
    let writer = Background {
      try? writeAll(much, to: pipe.writing.number)
      pipe.writing.close()
    }
    #expect(try readAll(from: pipe.reading.number) == much)
    writer.join()
  }

  @Test func `no more is read than asked for`() throws {
    let file = try Descriptor.take(open("/dev/zero", O_RDONLY | O_CLOEXEC), from: "open")
    #expect(try readAll(from: file.number, limit: 100_000).count == 100_000)
    #expect(try readAll(from: file.number, limit: 0).isEmpty)
  }

  @Test func `a signal interrupts neither reading nor writing`() throws {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in interruptions.add(1, ordering: .relaxed) }
    sigaction(SIGURG, &action, nil)
    let pipe = try Descriptor.pipe()
    let received = Mutex<[UInt8]?>(nil)
    let reader = Background { received.withLock { $0 = try? readAll(from: pipe.reading.number) } }
    interrupt(reader)
    let writer = Background {
      try? writeAll(much, to: pipe.writing.number)
      pipe.writing.close()
    }
    interrupt(writer)
    writer.join()
    reader.join()
    #expect(received.withLock { $0 } == much)
  }

  /// Sends signals until ten have been handled, or the thread has done its work.
  private func interrupt(_ thread: Background) {
    let before = interruptions.load(ordering: .relaxed)
    while !thread.isDone, interruptions.load(ordering: .relaxed) < before + 10 {
      thread.signal(SIGURG)
      sched_yield()
    }
  }

  @Test func `a failure names the call and the reason`() throws {
    let pipe = try Descriptor.pipe()
    let reading = #expect(throws: SystemError.self) { try readAll(from: pipe.writing.number) }
    #expect(reading == SystemError("read", code: EBADF))
    let full = try Descriptor.take(open("/dev/full", O_WRONLY | O_CLOEXEC), from: "open")
    let writing = #expect(throws: SystemError.self) { try writeAll("a", to: full.number) }
    #expect(writing?.description == "write failed: No space left on device")
  }
}

private let interruptions = Atomic(0)
