/// Work that workers can do, known by its name.
///
/// A closure can't cross to another process. So a task is registered under its name in the program that the workers run
/// (`WorkerMain.runIfAsked`), and the same value names it in the pool's process (`WorkerPool.map`).
public struct PoolTask<Input: WireValue, Output: WireValue>: Sendable {
  /// What the task is called; unique in its registry.
  public let name: String
  /// Does the items of one chunk.
  @usableFromInline let work: @Sendable (inout ChunkWork) -> Void
  /// Writes many inputs, compiled for their type where the task is made.
  @usableFromInline let writeInputs: @Sendable (UnsafeBufferPointer<Input>, inout WireWriter) -> Void
  /// Reads this many outputs into memory, compiled for their type: reading pairs without that takes ten times as long.
  @usableFromInline let readOutputs:
    @Sendable (Int, inout WireReader, UnsafeMutablePointer<Output>) throws(WireError) -> Void

  /// Makes a task from what it does with one item. An error that `body` throws is reported with the item, the worker and
  /// the process id, in the error's own words.
  @inlinable public init(
    name: String, body: @escaping @Sendable (Input, WorkerContext) throws -> Output
  ) {
    self.name = name
    writeInputs = { Input.encode($0, into: &$1) }
    readOutputs = { count, reader, memory throws(WireError) in
      try Output.decode(count, from: &reader, into: memory)
    }
    work = { chunk in
      let base = chunk.rangeBase
      while let item = chunk.next() {
        let input: Input
        if let base, let value = (base + item) as? Input {
          input = value
        } else {
          do throws(WireError) { input = try Input(from: &chunk.inputs) } catch { return chunk.unreadable(item, error) }
        }
        do {
          try body(input, chunk.context(of: item)).encode(into: &chunk.outputs)
        } catch {
          chunk.failed(item, error)
        }
      }
    }
  }

  /// Makes a task of two arguments; its items are pairs.
  @inlinable public init<First, Second>(
    name: String, body: @escaping @Sendable (First, Second, WorkerContext) throws -> Output
  ) where Input == WirePair<First, Second> {
    self.init(name: name) { pair, context in try body(pair.first, pair.second, context) }
  }
}
