import Glibc
import Synchronization
import Testing
import WorkerPool

@testable import Experiments

/// Python that runs `body` for each item.
private func python(_ body: String) -> [String] {
  ["python3", "-c", "import json, os, sys\nfor line in sys.stdin:\n  item = json.loads(line)\n  \(body)"]
}

private let failing = python("sys.exit(3) if item in (2, 5) else print(item * item, flush=True)")

/// A program that fails at some items as often as they say, and counts its tries in files.
private func flaky(_ folder: String) -> [String] {
  python(
    "open(f'\(folder)/{item}', 'a').write('x'); "
      + "os._exit(3) if os.path.getsize(f'\(folder)/{item}') <= item else print(item, flush=True)")
}

@Suite(.serialized) struct FailureTests {
  @Test func `one failing item keeps the others if the run keeps going`() async throws {
    let knobs = Knobs(processes: 2, items: (0..<9).map(Double.init), command: failing)
    let run = try await laboratory.perform(
      RunRequest(task: .command, knobs: knobs, policy: FailurePolicy(keepsGoing: true))
    ) { _ in }
    #expect(
      run.report.result
        == .command((0..<9).map { [2, 5].contains($0) ? .null : .integer($0 * $0) }))
    #expect(run.report.failures?.map(\.item) == [2, 5])
    #expect(run.report.failures?.map(\.tries) == [1, 1])
    #expect(run.report.failures?[0].sentence.hasPrefix("item 2 failed on worker-") == true)
    #expect(run.report.failures?[0].message.contains("exited with code 3") == true)
    #expect(run.report.retried == nil)
    let words = run.report.resultWords(.unicode)
    #expect(words.sentences[0].hasPrefix("7 results, in the order of the items, with null where an item failed:"))
    #expect(try RecordedRun.read(run.fileText()).report == run.report)
  }

  @Test(arguments: [false, true])
  func `an item is tried again as often as it may, and not more often`(keepsGoing: Bool) async throws {
    let folder = "/tmp/poolbook-retries-\(getpid())"
    mkdir(folder, 0o700)
    defer {
      for item in 0...3 { unlink("\(folder)/\(item)") }
      rmdir(folder)
    }
    let events = Mutex<[PoolEvent.Kind]>([])
    let request = RunRequest(
      task: .command, knobs: Knobs(processes: 2, items: [0, 1, 2, 3], command: flaky(folder)),
      policy: FailurePolicy(keepsGoing: keepsGoing, retries: 2))
    let made: Result<RecordedRun, ExperimentError>
    do throws(ExperimentError) {
      made = .success(try await laboratory.perform(request) { batch in events.withLock { $0 += batch.map(\.kind) } })
    } catch {
      made = .failure(error)
    }
    for (item, tries) in [1, 2, 3, 3].enumerated() {
      var status = stat()
      #expect(stat("\(folder)/\(item)", &status) == 0 && status.st_size == tries)
    }
    switch made {
    case .success(let run):
      #expect(keepsGoing)
      #expect(run.report.failures?.map(\.item) == [3])
      #expect(run.report.failures?.map(\.tries) == [3])
      #expect(run.report.retried == [RetriedItem(item: 1, tries: 2), RetriedItem(item: 2, tries: 3)])
      #expect(run.report.items == 4)
    case .failure(let error):
      #expect(!keepsGoing)
      #expect(error.description.hasPrefix("Item 3 failed on worker-"))
      #expect(error.description.contains("in each of 3 tries: python3 exited with code 3"))
    }
    // It looks like one map.
    let kinds = events.withLock { $0 }
    #expect(kinds.count { if case .mapStarted = $0 { true } else { false } } == 1)
    #expect(kinds.count { if case .mapFinished = $0 { true } else { false } } == 1)
    #expect(kinds.contains { if case .itemFailed(_, 3, _) = $0 { true } else { false } })
  }

  @Test func `an item over its limit is tried again, too`() async throws {
    let request = RunRequest(
      task: .sleep, knobs: Knobs(processes: 2, items: [0, 500, 0.1], limit: .milliseconds(200)),
      policy: FailurePolicy(keepsGoing: true, retries: 1))
    let run = try await laboratory.perform(request) { _ in }
    #expect(run.report.result == .sleep(seconds: 0.1))
    #expect(run.report.failures?.map(\.tries) == [2])
    #expect(run.report.failures?.map(\.message) == ["it took longer than 0.2 s"])
  }

  @Test(arguments: [[2], [1, 2]])
  func `if the pool gives up while items are tried again, what was done is kept`(failing: [Int]) async throws {
    let folder = "/tmp/poolbook-given-up-\(getpid())"
    mkdir(folder, 0o700)
    defer {
      for item in failing { unlink("\(folder)/\(item)") }
      rmdir(folder)
    }
    // Each of these items fails at first, and the second try of item 2 lasts until its worker is gone.
    let program = """
      import json, os, sys, time
      for line in sys.stdin:
        item = json.loads(line)
        if item in \(failing):
          name = f"\(folder)/{item}"
          if not os.path.exists(name):
            open(name, "w")
            os._exit(3)
          if item == 2: time.sleep(600)
        print(item, flush=True)
      """
    let state = Mutex((pid: Int32(0), tries: 0))
    let request = RunRequest(
      task: .command, knobs: Knobs(processes: 1, items: [0, 1, 2], command: ["python3", "-c", program]),
      policy: FailurePolicy(keepsGoing: true, retries: 3), reportsItems: true)
    let run = try await laboratory.perform(request) { events in
      state.withLock { state in
        for event in events {
          switch event.kind {
          case .workerStarted(_, let pid, _): state.pid = pid
          case .itemStarted(_, 2):
            state.tries += 1
            // A worker that has used up its CPU time is not replaced.
            if state.tries == 2 { kill(state.pid, SIGXCPU) }
          default: break
          }
        }
      }
    }
    #expect(run.report.result == .command([.integer(0), .integer(1), .null]))
    #expect(run.report.failures?.map(\.item) == [2] && run.report.failures?.map(\.tries) == [1])
    #expect(run.report.failures?.first?.message.contains("exited with code 3") == true)
    #expect(run.report.retried == (failing.contains(1) ? [RetriedItem(item: 1, tries: 2)] : nil))
  }

  @Test(arguments: [0, 1])
  func `if the pool gives up in a later repeat, what was done is kept`(item: Int) async throws {
    let program = """
      import sys, time
      maps = 0
      for line in sys.stdin:
        if line.strip() == "\(item)":
          maps += 1
          if maps == 2: time.sleep(600)
        print(line.strip(), flush=True)
      """
    let state = Mutex((pid: Int32(0), maps: 0))
    let request = RunRequest(
      task: .command,
      knobs: Knobs(processes: 1, chunk: .items(1), repeats: 3, items: [0, 1], command: ["python3", "-c", program]),
      policy: FailurePolicy(keepsGoing: true), reportsItems: true)
    let run = try await laboratory.perform(request) { events in
      state.withLock { state in
        for event in events {
          switch event.kind {
          case .workerStarted(_, let pid, _): state.pid = pid
          case .itemStarted(_, let started) where started == item:
            state.maps += 1
            // A worker that has used up its CPU time is not replaced.
            if state.maps == 2 { kill(state.pid, SIGXCPU) }
          default: break
          }
        }
      }
    }
    #expect(run.report.result == .command([.integer(0), item == 0 ? .integer(1) : .null]))
    #expect(run.report.runs_s.count == (item == 0 ? 1 : 2))
    #expect(run.report.failures?.map(\.item) == (item == 0 ? nil : [1]))
  }

  @Test func `tasks say whether they can do without an item`() {
    let able = ExperimentTask.all.filter(\.canKeepGoing).map(\.name)
    #expect(able == ["primes", "divisors", "sleep", "command"])
  }
}
