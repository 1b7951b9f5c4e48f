// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
public import WorkerPool

/// Answers requests for as long as a server runs.
public actor EnergyService {
  private let pool: WorkerPool

  public init() async throws {
    pool = try await WorkerPool.start(PoolOptions(workers: 2))
  }

  public func energy(atSpeed speed: Double) async throws -> Double {
    try await pool.apply(simulate, to: speed)
  }

  public func shutDown() async {
    await pool.stop()
  }
}

/// Prints the energy for each speed as it comes in, however many there are.
public func printEnergies(of speeds: AsyncStream<Double>, on pool: WorkerPool) async throws {
  for try await result in pool.stream(simulate, over: speeds, StreamOptions(order: .asGiven)) {
    print(try result.value)
  }
}

/// The energy for the first speed that has a result. The others are no longer wanted.
public func anyEnergy(of speeds: [Double], on pool: WorkerPool) async throws -> Double? {
  for try await element in pool.stream(simulate, over: speeds) {
    if case .success(let energy) = element.result { return energy }
  }
  return nil
}
