import Dispatch
import Experiments
import Glibc
import WorkerPool

WorkerMain.runIfAsked(
  TaskRegistry(
    BenchmarkTask.parity, BenchmarkTask.spin, BenchmarkTask.echo, StandardTask.primes, StandardTask.quarterCircle,
    StandardTask.command))

// Measures what the command line asks for, and prints one line of JSON. `compare.py` calls it and explains the figures.
let words = Array(CommandLine.arguments.dropFirst())
guard let measure = words.first.flatMap(Measure.init(rawValue:)) else {
  print("usage: PoolBenchmark \(Measure.allCases.map(\.rawValue).joined(separator: "|")) [NUMBER …]")
  exit(64)
}
let numbers = words.dropFirst().compactMap { Int($0) }
// Not an async main: that ends the main thread by unwinding it, which takes milliseconds and would be measured, too.
let done = DispatchSemaphore(value: 0)
Task.detached {
  do {
    let figures = try await measure.take(numbers)
    print("{" + figures.map { "\"\($0.name)\": \($0.value)" }.joined(separator: ", ") + "}")
  } catch {
    print("PoolBenchmark: \(error)")
    exit(1)
  }
  done.signal()
}
done.wait()
