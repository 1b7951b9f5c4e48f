import Glibc
import PoolFixtureTasks
import Synchronization
import WorkerPool

/// Pools in a process of their own, for tests that limit, examine or kill that process. They print what happens.
enum Scenario {
  static func runIfAsked() async {
    let number = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) }
    switch CommandLine.arguments.dropFirst().first {
    case "orphans": await orphans()
    case "few-descriptors": await fewDescriptors()
    case "cycles": await cycles(number ?? 150)
    case "large": await large(number ?? 2)
    case "billion": await billion(number ?? 3_000_000)
    case "campaign": await Campaign.run(Array(CommandLine.arguments.dropFirst(2)))
    default: say("this program runs the workers of tests")
    }
  }

  /// Prints the pids of its workers, then works until it is killed.
  private static func orphans() async {
    let report: @Sendable ([PoolEvent]) -> Void = { events in
      for event in events {
        if case .workerStarted(_, let pid, _) = event.kind { say("worker \(pid)") }
        if case .itemStarted = event.kind { say("busy") }
      }
    }
    do {
      try await withWorkerPool(PoolOptions(workers: 4), events: report) { pool in
        _ = try await pool.map(FixtureTasks.sleep, over: Array(repeating: 60_000_000, count: 3))
      }
    } catch { say("\(error)") }
  }

  /// Makes pools with fewer and fewer descriptors, and prints unexpected errors and leaks.
  private static func fewDescriptors() async {
    await warmUp()
    var refusals = 0
    for most in (8..<60).reversed() {
      // The hard limit as well, because the pool raises the soft one.
      var limit = rlimit(rlim_cur: rlim_t(most), rlim_max: rlim_t(most))
      setrlimit(__rlimit_resource_t(7), &limit)
      let before = openDescriptors()
      do {
        try await withWorkerPool(PoolOptions(workers: 4)) { pool in
          let sum = try await pool.map(FixtureTasks.double, over: 0..<10).reduce(0, +)
          if sum != 90 { say("wrong: \(sum)") }
        }
      } catch let error as PoolError where error.systemError == EMFILE {
        refusals += 1
      } catch { say("unexpected: \(error)") }
      if openDescriptors() != before { say("leaked at \(most)") }
    }
    say("refused \(refusals > 0)")
  }

  /// Makes pools, kills workers, ends pools; prints what is left over.
  private static func cycles(_ rounds: Int) async {
    await warmUp()
    let before = openDescriptors()
    var results = 0
    for round in 0..<rounds {
      let pids = Mutex<[Int32]>([])
      let keep: @Sendable ([PoolEvent]) -> Void = { events in
        for case .workerStarted(_, let pid, _) in events.map(\.kind) { pids.withLock { $0.append(pid) } }
      }
      do {
        try await withWorkerPool(PoolOptions(workers: 1 + round % 4), events: keep) { pool in
          async let map = pool.map(FixtureTasks.double, over: 0..<2_000, MapOptions(chunk: .items(1)))
          if round % 3 == 0, let pid = pids.withLock({ $0.first }) { kill(pid, SIGKILL) }
          results += try await map.count
        }
      } catch PoolError.Code.workerDidNotStart {
        results += 2_000
      } catch { say("unexpected: \(error)") }
    }
    say("results \(results)")
    say("descriptors \(openDescriptors() - before)")
    say("zombies \(waitpid(-1, nil, WNOHANG) == -1 && errno == ECHILD ? 0 : 1)")
  }

  /// Sends large values there and back, and prints whether they were right, what of them went through shared memory, and
  /// what is left over.
  private static func large(_ workers: Int) async {
    await warmUp()
    let before = openDescriptors()
    let inputs = (0..<9).map { item in [UInt8](repeating: 0, count: item) + [UInt8](repeating: 1, count: 1_500_000) }
    do {
      try await withWorkerPool(PoolOptions(workers: workers)) { pool in
        let results = try await pool.map(FixtureTasks.dieIfMarked, over: inputs, MapOptions(chunk: .items(1)))
        say("right \(results == inputs.map { $0 + $0 })")
        say("inputs shared \(hasSharedMemory("rw-s"))")
        say("results shared \(hasSharedMemory("r--s"))")
      }
    } catch { say("\(error)") }
    say("descriptors \(openDescriptors() - before)")
    say("left \(hasSharedMemory("-s"))")
  }

  /// True if this process has mapped more of a worker pool's file than the lines of its workers, with this access.
  private static func hasSharedMemory(_ access: String) -> Bool {
    guard let file = fopen("/proc/self/maps", "r") else { return false }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 4096)
    while fgets(&text, 4096, file) != nil {
      let line = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let words = line.split(separator: " ")
      guard line.contains("memfd:worker-pool"), words.count > 1, words[1].contains(access) else { continue }
      let ends = words[0].split(separator: "-").compactMap { Int($0, radix: 16) }
      if ends.count == 2, ends[1] - ends[0] > 1 << 16 { return true }
    }
    return false
  }

  /// Streams a range much larger than memory, and prints by how much memory grew.
  private static func billion(_ most: Int) async {
    do {
      try await withWorkerPool(PoolOptions(workers: 2)) { pool in
        var count = 0
        var start = 0
        for try await chunk in pool.stream(FixtureTasks.nothing, over: 0..<Int(1e9)).chunks {
          count += chunk.items.count
          if start == 0 { start = residentKilobytes() }
          if count > most { break }
        }
        say("grown \(residentKilobytes() - start)")
      }
    } catch { say("\(error)") }
  }

  /// Lets the Swift runtime open its descriptors, so that they are not counted later.
  private static func warmUp() async {
    try? await withWorkerPool(PoolOptions(workers: 1)) { try await $0.ready() }
    try? await Task.sleep(nanoseconds: 1_000_000)
  }

  private static func openDescriptors() -> Int {
    (0..<1024).count { fcntl($0, F_GETFD) >= 0 }
  }

  private static func residentKilobytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 256)
    guard fgets(&text, 256, file) != nil else { return 0 }
    let words = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
      separator: " ")
    return words.count > 1 ? (Int(words[1]) ?? 0) * 4 : 0
  }
}
