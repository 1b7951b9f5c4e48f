extension RunReport {
  /// Whether its figures are such as a run can have, so that whoever shows them may reckon with them: the report may come
  /// from a file that anybody wrote.
  var isSound: Bool {
    let counts = [items, chunk] + workers.flatMap { [$0.items, $0.chunks] } + (assignment ?? []).joined()
    let times = runs_s + [mean_s, stddev_s, startup_s] + workers.flatMap { [$0.busy_s, $0.idle_s] }
    return (1...KnobName.mostProcesses).contains(processes) && workers.count <= KnobName.mostProcesses
      && counts.allSatisfy { (0...1 << 53).contains($0) } && times.allSatisfy { (0...1e9).contains($0) }
      && (assignment ?? []).allSatisfy { $0.count == 2 && $0[1] < KnobName.mostProcesses } && result.isSound
      && (imbalance.map { (1...Double(KnobName.mostProcesses)).contains($0) } ?? true)
  }
}

extension TaskResult {
  fileprivate var isSound: Bool {
    switch self {
    case .processInfo(let results): results.allSatisfy { abs($0.item) <= 1e15 }
    case .quarterCircle(let samples, let inside): (0...1 << 53).contains(samples) && (0...samples).contains(inside)
    case .primes(let count, let first, let last):
      ([count] + first + last).allSatisfy { (0...1 << 53).contains($0) }
    case .divisors(let most, let count, let sum): [most, count, sum].allSatisfy { (0...1 << 53).contains($0) }
    case .sleep(let seconds): (0...1e12).contains(seconds)
    case .command: true
    }
  }
}
