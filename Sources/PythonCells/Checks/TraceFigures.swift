internal import Experiments

/// Figures of what a program's pools did in its first run.
struct TraceFigures {
  private let pools: [TracedProgram.Pool]
  private let maps: [TracedMap]
  /// The map with most items.
  private let largest: TracedMap?
  private let program: TracedProgram

  /// Reads them from a program that has ended.
  init(_ program: TracedProgram) {
    self.program = program
    let began = program.events.first { $0.e == "run" && $0.run == 0 }
    let ended = program.events.first { $0.e == "runEnded" && $0.run == 0 }
    let start = began?.t ?? 0
    let time = start...max(start, ended?.t ?? .max)
    let made = program.pools.filter { time.contains($0.value.made.lowerBound) }
    let own = made.filter { $0.key.owner == began?.by }
    let counted = own.isEmpty ? made : own
    pools = Array(counted.values)
    maps = program.maps.filter { counted[$0.pool] != nil && time.contains($0.began) }
    largest = maps.max { $0.items < $1.items }
  }

  /// A figure.
  func value(of figure: CellCheck.TraceFigure) -> Int {
    switch figure {
    case .pools: pools.count
    case .maps: maps.count
    case .items: largest?.items ?? 0
    case .chunk: largest?.chunk ?? 0
    case .processes: largest.flatMap { program.pools[$0.pool] }?.processes ?? pools.map(\.processes).max() ?? 0
    case .workers: Set((largest?.parts ?? []).map(\.pid)).count
    case .at_once: largest?.atOnce ?? 0
    case .failed: maps.reduce(0) { $0 + $1.parts.reduce(0) { $0 + $1.single.count { $0.failure != nil } } }
    case .named: (largest.flatMap { program.pools[$0.pool] }?.isNamed ?? pools.contains { $0.isNamed }) ? 1 : 0
    }
  }
}
