import Foundation
import Glibc
import PoolFixtureTasks
import Synchronization
import Testing

import Posix
@testable import WorkerPool

/// Workers that are reached over TCP, here on one machine.
@Suite struct RemoteTests {
  @Test func `a map over TCP has the results of a local one`() async throws {
    try await withWorkerPool(remotePool(3)) { pool in
      let doubled = try await pool.map(FixtureTasks.double, over: 0..<10_000)
      #expect(doubled == (0..<10_000).map { 2 * $0 })
      let words = (0..<500).map { String(repeating: "x", count: 40 * $0) }
      let shouted = try await pool.map(FixtureTasks.shout, over: words, MapOptions(chunk: .items(7)))
      #expect(shouted == words.map { $0.uppercased() })
    }
  }

  @Test func `events name the machine of each worker and its process`() async throws {
    let keeper = EventKeeper()
    try await withWorkerPool(remotePool(2), events: keeper.sink) { try await $0.ready() }
    let hosts = keeper.kinds.compactMap { if case .workerStarted(_, _, let host) = $0 { host } else { nil } }
    #expect(hosts == [hostName(), hostName()])
    #expect(Set(keeper.pids).count == 2)
    #expect(keeper.pids.allSatisfy { $0 > 1 })
  }

  @Test func `a killed worker is replaced, and no item is lost`() async throws {
    let keeper = EventKeeper()
    try await withWorkerPool(remotePool(3), events: keeper.sink) { pool in
      async let results = pool.map(
        FixtureTasks.sleep, over: Array(repeating: 50_000, count: 60), MapOptions(chunk: .items(1)))
      #expect(await eventually { keeper.kinds.contains { if case .itemStarted = $0 { true } else { false } } })
      if let pid = keeper.pids.first { kill(pid, SIGKILL) }
      let count = try await results.count
      #expect(count == 60)
    }
    #expect(
      keeper.kinds.contains { if case .workerEnded(_, _, .signalled(signal: SIGKILL)) = $0 { true } else { false } })
  }

  @Test func `an agent that is lost takes its worker with it, and its items are dealt again`() async throws {
    let keeper = EventKeeper()
    try await withWorkerPool(remotePool(3), events: keeper.sink) { pool in
      async let results = pool.map(
        FixtureTasks.sleep, over: Array(repeating: 50_000, count: 100), MapOptions(chunk: .items(1)))
      #expect(await eventually { keeper.kinds.contains { if case .itemStarted = $0 { true } else { false } } })
      if let pid = keeper.pids.first, let agent = parent(of: pid) { kill(agent, SIGKILL) }
      let count = try await results.count
      #expect(count == 100)
    }
    #expect(keeper.kinds.contains { if case .workerEnded(_, _, .lost) = $0 { true } else { false } })
    #expect(await eventually { keeper.pids.allSatisfy { !isAlive($0) } })
  }

  @Test func `what a task throws names its item`() async throws {
    await #expect {
      try await withWorkerPool(remotePool(2)) { pool in
        _ = try await pool.map(FixtureTasks.refuseOdd, over: [2, 3])
      }
    } throws: { ($0 as? PoolError)?.itemFailure?.item == 1 }
  }

  @Test func `a stranger on the port is dropped, and the run goes on`() async throws {
    let refusals = Mutex<[String]>([])
    var options = remotePool(2, onStranger: { sentence in refusals.withLock { $0.append(sentence) } })
    let note = InvitationNote(addedTo: &options)
    try await withWorkerPool(options) { pool in
      async let results = pool.map(
        FixtureTasks.sleep, over: Array(repeating: 20_000, count: 60), MapOptions(chunk: .items(1)))
      let found = try #require(await note.port)
      // The first message says that it has four gigabytes.
      let garbage: [[UInt8]] = [
        [0xff, 0xff, 0xff, 0xff, 1, 2, 3], Array("GET / HTTP/1.1\r\n\r\n".utf8), hello(secret: "wrong"), [],
      ]
      var sockets: [Descriptor] = []
      for bytes in garbage {
        let socket = try Socket.connect(to: "127.0.0.1", port: found)
        try? writeAll(bytes, to: socket.number)
        sockets.append(socket)
      }
      let count = try await results.count
      #expect(count == 60)
      // The one that says nothing has two seconds.
      #expect(await eventually { refusals.withLock { $0.count } == 4 })
      withExtendedLifetime(sockets) {}
    }
  }

  @Test func `a flood of connections keeps no agent away`() async throws {
    let refusals = Mutex(0)
    var options = remotePool(3, onStranger: { _ in refusals.withLock { $0 += 1 } })
    // The agents call in the middle of the flood.
    let note = InvitationNote(addedTo: &options, delay: 0.2)
    try await withWorkerPool(options) { pool in
      async let results = pool.map(FixtureTasks.double, over: 0..<10_000)
      let found = try #require(await note.port)
      var sockets: [Descriptor] = []
      for _ in 0..<300 { sockets.append(try Socket.connect(to: "127.0.0.1", port: found)) }
      #expect(try await results == (0..<10_000).map { 2 * $0 })
      #expect(await eventually { refusals.withLock { $0 } == 300 })
      withExtendedLifetime(sockets) {}
    }
  }

  @Test func `a run ends when all agents are lost, though their program lives on`() async throws {
    let keeper = EventKeeper()
    var options = remotePool(2)
    if let words = options.place?.words {
      options.place?.words = { count in
        let shell = words(count)
        return shell.dropLast() + ["\(shell.last ?? ""); sleep 1000"]
      }
    }
    await #expect {
      try await withWorkerPool(options, events: keeper.sink) { pool in
        try await pool.ready()
        for pid in keeper.pids { if let agent = parent(of: pid), agent > 1 { kill(agent, SIGKILL) } }
        _ = try await pool.map(FixtureTasks.sleep, over: Array(repeating: 50_000, count: 100))
      }
    } throws: { String(describing: $0).contains("all connections to other machines were lost") }
  }

  @Test func `chunks are taken back from a worker on another machine`() async throws {
    let keeper = EventKeeper()
    // One long item, and quick ones that wait behind it in the same worker's pipe.
    let inputs = [600_000] + Array(repeating: 1_000, count: 400)
    try await withWorkerPool(remotePool(2), events: keeper.sink) { pool in
      try await pool.ready()
      for _ in 0..<3 {
        let results = try await pool.map(FixtureTasks.sleep, over: inputs, MapOptions(chunk: .items(1)))
        #expect(results.count == inputs.count)
      }
    }
    #expect(!keeper.kinds.contains { if case .workerEnded(_, _, .signalled) = $0 { true } else { false } })
  }

  @Test func `a program that starts no agent is reported with its words`() async throws {
    var options = remotePool(2)
    options.place = RemotePlace(address: "127.0.0.1") { _ in ["/bin/sh", "-c", "echo no node is free >&2; exit 3"] }
    await #expect {
      try await withWorkerPool(options) { try await $0.ready() }
    } throws: {
      let text = String(describing: $0)
      return text.contains("no node is free") && text.contains("code 3")
    }
  }

  @Test func `the secret isn't in the environment of a worker`() async throws {
    let keeper = EventKeeper()
    try await withWorkerPool(remotePool(1), events: keeper.sink) { pool in
      try await pool.ready()
      let pid = try #require(keeper.pids.first)
      let environment = try String(decoding: bytes(of: "/proc/\(pid)/environ"), as: UTF8.self)
      #expect(!environment.contains(Invitation.variable))
    }
  }

  @Test func `after a pool over TCP no process is left`() async throws {
    let keeper = EventKeeper()
    try await withWorkerPool(remotePool(3), events: keeper.sink) { try await $0.ready() }
    #expect(await eventually { keeper.pids.allSatisfy { !isAlive($0) } })
  }
}

/// Options for fixture workers that are reached over TCP.
private func remotePool(
  _ workers: Int, onStranger: @escaping @Sendable (String) -> Void = { _ in }
) -> PoolOptions {
  let program = fixture.executable
  return fixturePool(workers) { options in
    options.place = RemotePlace(address: "127.0.0.1", onStranger: onStranger) { count in
      let agents = (0..<count).map { "SLURM_PROCID=\($0) '\(program)' \(RemotePlace.mark) &" }
      return ["/bin/sh", "-c", agents.joined(separator: " ") + " wait"]
    }
  }
}

/// A file in which the program that starts the agents writes where the pool listens.
private final class InvitationNote: Sendable {
  private let path = "\(NSTemporaryDirectory())/invitation-\(UUID().uuidString)"

  /// The agents start so many seconds later.
  init(addedTo options: inout PoolOptions, delay: Double = 0) {
    guard let words = options.place?.words else { return }
    options.place?.words = { [path] count in
      let shell = words(count)
      let note = "echo \"$\(Invitation.variable)\" > '\(path)'; sleep \(delay)"
      return shell.dropLast() + ["\(note); \(shell.last ?? "")"]
    }
  }

  deinit { unlink(path) }

  private var text: String { (try? bytes(of: path)).map { String(decoding: $0, as: UTF8.self) } ?? "" }

  /// The port of the pool, once it is written.
  var port: UInt16? {
    get async {
      guard await eventually({ self.text.hasSuffix("\n") }) else { return nil }
      return Invitation(text.filter { $0 != "\n" })?.port
    }
  }
}

private func hello(secret: String) -> [UInt8] {
  var writer = WireWriter()
  let start = writer.beginFrame(MessageFromAgent.hello.rawValue)
  AgentHello(secret: secret, host: "elsewhere", place: -1).encode(into: &writer)
  writer.endFrame(start)
  return Array(writer.bytes)
}

/// The process that started this one.
private func parent(of pid: Int32) -> Int32? {
  let status = (try? bytes(of: "/proc/\(pid)/stat")).map { String(decoding: $0, as: UTF8.self) }
  return status?.split(separator: ")").last?.split(separator: " ").dropFirst().first.flatMap { Int32($0) }
}

private func bytes(of path: String) throws -> [UInt8] {
  let file = try Descriptor.take(open(path, O_RDONLY | O_CLOEXEC), from: "open")
  return try readAll(from: file.number)
}
