import WorkerPool

/// A task has a name, because a closure can't cross to another process.
let square = PoolTask<Int, Int>(name: "square") { number, _ in number * number }

// A worker is this very program: there it does items, and this call never returns.
WorkerMain.runIfAsked(TaskRegistry(square))

let squares = try await withWorkerPool(PoolOptions(workers: 4)) { pool in
  try await pool.map(square, over: 0..<10)
}
print(squares)

// Results as they come, of a range that need not fit into memory.
try await withWorkerPool { pool in
  var sum = 0
  for try await result in pool.stream(square, over: 0..<1_000) { sum += try result.value }
  print(sum)
}
