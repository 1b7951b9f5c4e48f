import Glibc
import Posix

/// Where a pool's workers run, if that isn't this machine alone.
package struct RemotePlace: Sendable {
  /// The address of this machine that the others can reach.
  package var address: String
  /// The program that starts so many agents and waits for them, and its arguments: `srun`, for example, with this program
  /// and `RemotePlace.mark` as the last words.
  package var words: @Sendable (Int) -> [String]
  /// Called with a sentence about each connection that was refused.
  package var onStranger: @Sendable (String) -> Void
  /// How many cores the machines have together; `nil` if that isn't known.
  package var cores: Int?

  /// Describes a place.
  package init(
    address: String, onStranger: @escaping @Sendable (String) -> Void = { _ in },
    words: @escaping @Sendable (Int) -> [String]
  ) {
    self.address = address
    self.words = words
    self.onStranger = onStranger
  }

  /// The argument that makes a program an agent, if it calls `WorkerMain.runIfAsked`.
  package static let mark = "__pool_agent__"
}

/// Other machines.
struct RemoteWorkplace: Workplace {
  private let place: RemotePlace
  private let progress: RemoteProgress

  init(_ place: RemotePlace, workers: Int) {
    self.place = place
    progress = RemoteProgress(workers: workers)
  }

  func progress(of worker: Int) -> WorkerProgress { progress[worker] }

  func launcher(_ options: PoolOptions, requests: Int32) throws(PoolError) -> any Launcher {
    try RemoteLauncher(place, options, requests: requests, progress: progress)
  }
}

/// What remote workers are doing, for any thread to see.
final class RemoteProgress: Sendable {
  private let samples: Guarded<[WorkerProgress]>

  init(workers: Int) {
    samples = Guarded(
      (0..<workers).map { WorkerProgress(worker: $0, map: 0, item: nil, since: 0, fraction: 0, itemsDone: 0) })
  }

  subscript(worker: Int) -> WorkerProgress { samples.withLock { $0[worker] } }

  func set(_ sample: WorkerProgress) { samples.withLock { $0[sample.worker] = sample } }
}

/// The program that starts the agents, while it runs.
final class AgentStarter {
  /// What it prints.
  let output: Descriptor
  private let process: ChildProcess
  private var text = OutputTail()
  private var ended: WorkerEnd?
  private var endedAt: UInt64 = 0

  init(_ words: [String], _ invitation: Invitation) throws(SystemError) {
    let pipe = try Descriptor.pipe()
    output = pipe.reading
    try output.setNonblocking()
    var spawn = Spawn(words)
    spawn.descriptors = [nil, pipe.writing.number, pipe.writing.number]
    spawn.environment = Environment.words(with: [Invitation.variable: invitation.text])
    spawn.hasOwnGroup = true
    spawn.endsWithThread = true
    do throws(SystemError) { process = try spawn.start() } catch {
      throw SystemError("\(error.call) \(words.first ?? "")", code: error.code)
    }
  }

  /// Keeps the last that it has printed.
  func readOutput(_ poller: Poller) {
    withUnsafeTemporaryAllocation(byteCount: 1 << 12, alignment: 1) { memory in
      switch Received(reading: output.number, into: memory) {
      case .bytes(let count): _ = text.append(UnsafeRawBufferPointer(rebasing: memory[..<count]))
      case .nothing: break
      case .end, .failed: poller.forget(output.number)
      }
    }
  }

  /// The last that it has printed.
  var lastWords: String { text.lastWords }

  /// How it ended, some time after it has: connections that its agents have made come first.
  func hasEnded(_ now: UInt64) -> WorkerEnd? {
    if ended == nil, process.hasEnded {
      ended = WorkerEnd(process.wait())
      endedAt = now
    }
    return ended != nil && now - endedAt > RemoteTimes.moment ? ended : nil
  }

  /// Ends it: it has so many milliseconds to end by itself, because some programs never notice that their agents are gone.
  func end(within patience: Int32) {
    guard ended == nil else { return }
    var wait = pollfd(fd: process.pidfd.number, events: Int16(POLLIN), revents: 0)
    if poll(&wait, 1, patience) == 0 {
      kill(-process.pid, SIGTERM)
      if poll(&wait, 1, patience / 2) == 0 { kill(-process.pid, SIGKILL) }
    }
    ended = WorkerEnd(process.wait())
  }
}
