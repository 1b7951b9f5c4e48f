import Glibc
import WorkerPool

// A program that never calls WorkerMain.runIfAsked, so that its workers run this code, too. FORGETFUL_LOG names a file that
// gets a line from each process; FORGETFUL_MANNER says what a worker does when it can't have a pool.
let square = PoolTask<Int, Int>(name: "square") { number, _ in number * number }

if let path = getenv("FORGETFUL_LOG"), let file = fopen(path, "ae") {
  fputs("\(getpid())\n", file)
  fclose(file)
}

let manner = getenv("FORGETFUL_MANNER").map { String(cString: $0) } ?? ""
if manner == "needs-argument", CommandLine.arguments.dropFirst().first != "begin" {
  print("usage: Forgetful begin")
  exit(0)
}
do {
  let squares = try await withWorkerPool(PoolOptions(workers: 2)) { pool in try await pool.map(square, over: 0..<10) }
  print(squares)
} catch {
  print("\(error)")
  guard CommandLine.arguments.count > 2 else { exit(0) }
  if manner == "waits" { while true { pause() } }
  if manner == "traps" { fatalError("no pool") }
}
