import Canvas
import Testing

@testable import Terminal

@Suite struct KeyQueueTests {
  @Test func `keys are taken in the order in which they arrived`() {
    var queue = KeyQueue()
    queue.add([.character("a"), .up])
    queue.add([.escape])
    #expect(queue.take(2) == [.character("a"), .up])
    #expect(queue.take(2) == [.escape])
    #expect(queue.isEmpty && queue.take(2).isEmpty)
  }

  @Test func `keys that somebody types fast are never dropped`() {
    var queue = KeyQueue()
    queue.add(Array(repeating: .down, count: 100))
    queue.dropExcess()
    #expect(queue.take(200).count == 100)
  }

  @Test func `what a held key sends is dropped, and later keys are handled at once`() {
    var queue = KeyQueue()
    queue.add(Array(repeating: .down, count: 5_000))
    queue.dropExcess()
    queue.add([.escape, .character("q")])
    #expect(queue.take(16) == [.escape, .character("q")])
  }

  @Test func `a queue gets full, and has room again`() {
    var queue = KeyQueue()
    queue.add(Array(repeating: .character("a"), count: 10_000))
    #expect(queue.isFull)
    _ = queue.take(1)
    #expect(!queue.isFull)
  }
}
