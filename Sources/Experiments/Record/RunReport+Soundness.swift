extension RunReport {
  /// Whether a run can have these figures. A report may come from a file that someone has edited, and code that shows it must
  /// be able to compute with its figures.
  var isSound: Bool {
    let leftOut = [assignment_left_out ?? 0, events_left_out ?? 0]
    let counts =
      [items, chunk] + leftOut + workers.flatMap { [$0.items, $0.chunks] } + (assignment ?? []).joined()
      + (failures ?? []).flatMap { [$0.item, $0.tries] } + (retried ?? []).flatMap { [$0.item, $0.tries] }
    guard (failures ?? []).count <= items else { return false }
    let times = runs_s + [mean_s, stddev_s, startup_s] + workers.flatMap { [$0.busy_s, $0.idle_s] }
    return (1...Knobs.mostProcesses).contains(processes) && workers.count <= Knobs.mostProcesses
      && counts.allSatisfy { (0...1 << 53).contains($0) } && times.allSatisfy { (0...1e9).contains($0) }
      && (assignment ?? []).allSatisfy { $0.count == 2 && $0[1] < Knobs.mostProcesses } && result.isSound
      && (imbalance.map { (1...Double(Knobs.mostProcesses)).contains($0) } ?? true)
  }
}
