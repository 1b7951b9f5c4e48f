import Glibc
import Synchronization
import Testing

@testable import WorkerPool

/// What can only be seen from outside the pool's process, which is the fixture here.
@Suite struct ProcessTests {
  @Test func `workers of a process that is killed end with it`() async throws {
    let seen = Mutex((workers: [Int32](), busy: 0))
    try await runFixture("orphans") { line in
      let (workers, busy) = seen.withLock { seen in
        if let pid = line.split(separator: " ").last.flatMap({ Int32($0) }) { seen.workers.append(pid) }
        if line == "busy" { seen.busy += 1 }
        return seen
      }
      if busy == 3, workers.count == 4, line == "busy" { killParent(of: workers[0]) }
    }
    let workers = seen.withLock { $0.workers }
    #expect(workers.count == 4)
    #expect(await eventually { !workers.contains(where: isAlive) })
  }

  @Test func `workers of a process that is killed at any moment end with it`() async throws {
    for round in 0..<CampaignTests.rounds {
      let seen = Mutex<[Int32]>([])
      let moment = Int(Seeds.seed(root: 7, item: round) % 5) - 1
      try await runFixture("orphans") { line in
        let workers = seen.withLock { workers in
          if let pid = line.split(separator: " ").last.flatMap({ Int32($0) }) { workers.append(pid) }
          return workers
        }
        // After the first workers have been reported, or when an item has begun.
        guard workers.count > max(0, moment) || line == "busy", let first = workers.first else { return }
        killParent(of: first)
      }
      #expect(await eventually { !seen.withLock { $0 }.contains(where: isAlive) })
    }
  }

  @Test func `a program's own argument "worker" doesn't make it a worker`() async throws {
    #expect(try await outputOfFixture("worker 1 \(getpid())") == ["this program runs the workers of tests"])
  }

  @Test func `a pool without enough descriptors throws and leaks none`() async throws {
    #expect(try await outputOfFixture("few-descriptors") == ["refused true"])
  }

  @Test func `many pools leave no descriptor and no zombie`() async throws {
    let rounds = max(150, CampaignTests.rounds * 10)
    let output = try await outputOfFixture("cycles \(rounds)")
    #expect(output == ["results \(rounds * 2_000)", "descriptors 0", "zombies 0"])
  }

  // A sanitizer's own memory would be counted, too.
  @Test(.disabled(if: isSanitized)) func `a stream over a huge range needs no memory for it`() async throws {
    let words = try #require(try await outputOfFixture("billion").first).split(separator: " ")
    #expect(words.first == "grown")
    #expect((words.last.flatMap { Int($0) } ?? .max) < 4_096)
  }
}

/// Kills the process that started another one, if both still exist: 0 would be this process and its whole group.
private func killParent(of pid: Int32) {
  let parent = parent(of: pid)
  if parent > 1 { kill(parent, SIGKILL) }
}

/// The fourth field of `/proc/PID/stat`, assuming that the program's name has no space.
private func parent(of pid: Int32) -> Int32 {
  guard let file = fopen("/proc/\(pid)/stat", "r") else { return 0 }
  defer { fclose(file) }
  var text = [CChar](repeating: 0, count: 1024)
  guard fgets(&text, 1024, file) != nil else { return 0 }
  let words = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
    separator: " ")
  return words.count > 3 ? Int32(words[3]) ?? 0 : 0
}
