// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
public import WorkerPool

/// Simulates one measurement, which may take long, throw, or crash.
public let simulate = PoolTask<Double, Double>(name: "simulate") { speed, _ in
  guard speed >= 0 else { throw BadSpeed(speed: speed) }
  return speed * speed / 2
}

struct BadSpeed: Error, CustomStringConvertible {
  var speed: Double
  var description: String { "there is no speed of \(speed)" }
}

/// Simulates a measurement for each speed. Prints those that failed, and returns the others.
public func sweep(_ speeds: [Double], on pool: WorkerPool) async throws -> [Double: Double] {
  var energies: [Double: Double] = [:]
  let results = try await pool.mapResults(simulate, over: speeds, MapOptions(itemLimit: .seconds(60)))
  for (speed, result) in zip(speeds, results) {
    switch result {
    case .success(let energy): energies[speed] = energy
    case .failure(let failure): print("\(speed): \(failure)")
    }
  }
  return energies
}

/// The speeds that were not done because the map ended early: those to try again.
public func missing(_ speeds: [Double], _ results: [Result<Double, ItemFailure>]) -> [Double] {
  zip(speeds, results).compactMap { speed, result in
    guard case .failure(let failure) = result, failure.reason.poolError != nil else { return nil }
    return speed
  }
}

/// Workers that run in a directory of their own, with one thread each for libraries that would use all cores.
public func simulationOptions(directory: String) -> PoolOptions {
  PoolOptions(environment: ["OMP_NUM_THREADS": "1"], workingDirectory: directory)
}
