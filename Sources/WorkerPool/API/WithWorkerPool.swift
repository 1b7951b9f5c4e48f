/// Makes a pool, passes it to `body`, and ends it when `body` returns or throws: no worker is left afterwards.
///
/// - Parameters:
///   - options: How many workers there are, which program they run, what happens when one dies.
///   - events: Called with what happened, in batches and in order, on the pool's own thread. It should return quickly,
///     because the pool deals no items in the meantime.
///   - isolation: The actor that `body` runs on: the caller's.
///   - body: What to do with the pool.
/// - Throws: `PoolError` if the workers can't be started; otherwise what `body` throws.
public func withWorkerPool<Value>(
  _ options: PoolOptions = PoolOptions(), events: (@Sendable ([PoolEvent]) -> Void)? = nil,
  isolation: isolated (any Actor)? = #isolation, body: (WorkerPool) async throws -> Value
) async throws -> Value {
  let pool = try await WorkerPool.start(options, events: events)
  do {
    let value = try await body(pool)
    await pool.stop()
    return value
  } catch {
    await pool.stop()
    throw error
  }
}
