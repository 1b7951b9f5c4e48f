import Glibc
import Posix
import Testing

struct WorkThreadTests {
  @Test func `work is done in its order, on another thread`() throws {
    let thread = try WorkThread()
    let done = try Mailbox<Int>()
    let caller = pthread_self()
    for number in 0..<100 { thread.perform { done.post(pthread_equal(pthread_self(), caller) == 0 ? number : -1) } }
    var order: [Int] = []
    while order.count < 100 {
      var wait = pollfd(fd: done.descriptor, events: Int16(POLLIN), revents: 0)
      _ = poll(&wait, 1, -1)
      order += done.takeAll()
    }
    #expect(order == Array(0..<100))
  }

  @Test func `work that is there is done before the thread ends`() throws {
    let done = try Mailbox<Int>()
    var thread: WorkThread? = try WorkThread()
    thread?.perform { done.post(1) }
    thread = nil
    var wait = pollfd(fd: done.descriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&wait, 1, -1) == 1)
  }
}
