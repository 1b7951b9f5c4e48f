import Glibc
import Testing

@testable import Posix

@Suite struct MailboxTests {
  private func isReadable(_ descriptor: Int32) -> Bool {
    var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&wait, 1, 0) == 1
  }

  @Test func `messages are taken in the order they were posted, and make the descriptor readable`() throws {
    let mailbox = try Mailbox<Int>()
    #expect(!isReadable(mailbox.descriptor))
    for number in 0..<3 { mailbox.post(number) }
    #expect(isReadable(mailbox.descriptor))
    #expect(mailbox.takeAll() == [0, 1, 2])
    #expect(!isReadable(mailbox.descriptor))
    #expect(mailbox.takeAll().isEmpty)
  }

  @Test func `messages of many threads all arrive`() async throws {
    let mailbox = try Mailbox<Int>()
    await withTaskGroup(of: Void.self) { group in
      for start in 0..<8 {
        group.addTask { for number in 0..<1000 { mailbox.post(start * 1000 + number) } }
      }
    }
    #expect(mailbox.takeAll().sorted() == Array(0..<8000))
  }

  @Test func `a closed mailbox refuses messages and returns those nobody took`() throws {
    let mailbox = try Mailbox<String>()
    #expect(mailbox.post("early"))
    #expect(mailbox.close() == ["early"])
    #expect(!mailbox.post("late"))
    #expect(mailbox.takeAll().isEmpty)
    #expect(mailbox.close().isEmpty)
  }
}
