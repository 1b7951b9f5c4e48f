import Glibc
import Posix
import Synchronization
package import WorkerPool

/// Acts on a program in progress. It can be used at any time and from any thread, also before the program has begun and
/// after it has ended.
package final class CellControl: Sendable {
  private let wanted = Mutex<Set<Int>>([])
  private let samples = Mutex<[WorkerProgress]>([])

  /// Makes a control that no run uses yet.
  package init() {}

  /// Kills the process that a worker of the pool that is shown has now, counted from 0, with SIGKILL.
  package func kill(worker: Int) { wanted.withLock { _ = $0.insert(worker) } }

  /// What each worker is doing; empty while no map is shown.
  package var progress: [WorkerProgress] { samples.withLock { $0 } }

  fileprivate func takeKills() -> Set<Int> {
    wanted.withLock { wanted in
      defer { wanted = [] }
      return wanted
    }
  }

  fileprivate func set(_ progress: [WorkerProgress]) { samples.withLock { $0 = progress } }
}

/// Reports what happens in a program about ten times a second.
struct LiveWatch {
  private let folder: TraceFolder
  private let control: CellControl
  /// The process above those of the program.
  private let root: Int32
  private let report: ([PoolEvent]) -> Void
  private var live = LiveEvents()
  private var program = TracedProgram()
  private var lastLook: UInt64 = 0

  init(_ folder: TraceFolder, _ control: CellControl, below root: Int32, report: @escaping ([PoolEvent]) -> Void) {
    self.folder = folder
    self.control = control
    self.root = root
    self.report = report
  }

  /// Kills workers that are to be killed, and reports what is new if it is time to.
  mutating func look() {
    let processes = control.takeKills().compactMap { live.process(of: $0) }
    if !processes.isEmpty {
      // The number of a process that has ended may be another program's by now.
      let own = ProcessTree.below(root)
      for pid in processes where own.contains(pid) { kill(pid, SIGKILL) }
    }
    let now = SystemClock.monotonic
    guard now - lastLook >= Self.pause else { return }
    lastLook = now
    look(now, isLast: false)
  }

  private static let pause: UInt64 = 90_000_000

  /// Reports the rest, once everything has ended.
  mutating func finish() { look(SystemClock.monotonic, isLast: true) }

  private mutating func look(_ now: UInt64, isLast: Bool) {
    program.add(folder.allEvents()[program.events.count...])
    let events = live.look(program, folder.files, now: now, isLast: isLast)
    control.set(isLast ? [] : live.progress)
    report(events)
  }
}
