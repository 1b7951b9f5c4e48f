internal import CLinux
import Glibc

/// One worker as the loop sees it: its process, its pipes, what it holds.
final class WorkerProcess {
  let index: Int
  /// How many processes were this worker before, so that late news of one of them is told from news of this one.
  let generation: Int
  let pid: Int32
  let pidfd: Descriptor
  let orders: Descriptor
  let answers: Descriptor
  let output: Descriptor
  let line: UnsafeMutablePointer<cl_worker_line>
  /// Where it is in its life.
  var state = State.starting
  /// True once it has said that it can take items.
  var hasBeenReady = false
  /// Bytes that wait to be written to it.
  var outgoing = WireWriter()
  /// Bytes that came and are not yet a frame.
  var incoming: FrameBuffer
  /// Chunks it holds.
  var inFlight = ChunkQueue()
  /// Maps it was told of.
  var knownRuns: [UInt32] = []
  /// Chunks it was sent, ever.
  var sent: UInt32 = 0
  /// Chunks it has answered for, ever.
  var answered: UInt32 = 0
  /// True once it was asked, since it was last heard of, to send what it has gathered.
  var isNudged = false
  /// Items it was given, ever.
  var itemsGiven = 0
  /// Chunks taken back that it has not yet confirmed.
  var recalled = 0
  /// True while its pipe is full and the loop waits to write more.
  var isBlocked = false
  /// When it must be ready, or be killed for good: monotonic nanoseconds.
  var deadline = UInt64.max
  /// When it was last heard of.
  var lastHeard: UInt64
  /// Since when it is known to be stopped by a signal: monotonic nanoseconds, 0 where it is not.
  var stoppedSince: UInt64 = 0
  /// When to look again whether it is stopped.
  var nextStopLook: UInt64 = 0
  /// True once its pipe of answers has ended.
  var isMute = false
  /// What it did wrong, where the pool ended it for that.
  var fault: String?
  /// The item it was stopped for, and the limit that the item exceeded.
  var overdue: (item: Int, limit: Duration)?
  var tap = OutputTap()

  enum State {
    /// Its process runs; it has not said that it can take items.
    case starting
    /// It takes items.
    case ready
    /// It was told to end when it is done.
    case dismissed
    /// It was sent a signal to end.
    case stopping
    /// Its process is gone.
    case gone
  }

  init(
    index: Int, generation: Int, started: Launch.Started, line: UnsafeMutablePointer<cl_worker_line>, limit: Int,
    now: UInt64
  ) {
    self.index = index
    self.generation = generation
    pid = started.pid
    pidfd = started.pidfd
    orders = started.orders
    answers = started.answers
    output = started.output
    self.line = line
    incoming = FrameBuffer(limit: limit, kinds: Answer.count)
    lastHeard = now
  }

  /// The chunk it was at is answered for.
  func answerFirst() {
    inFlight.removeFirst()
    answered &+= 1
  }

  /// The chunk it is at, as its line says: not always the first, since results may have been finished and not yet sent.
  var currentChunk: ChunkInFlight? {
    let item = Int(cl_line_item(line))
    let run = cl_line_run(line)
    return inFlight.all.first { $0.run == run && $0.items.contains(item) }
  }

  /// True while a signal keeps its process from running.
  var isStopped: Bool {
    var status = siginfo_t()
    let code = waitid(P_PIDFD, id_t(pidfd.number), &status, WSTOPPED | WNOHANG | WNOWAIT)
    return code == 0 && status.si_code == CLD_STOPPED
  }

  /// True where it has finished or begun something that the pool has not heard of.
  var holdsNews: Bool {
    guard let first = inFlight.first else { return false }
    let begun = (cl_line_begun(line) &- answered) & ChunkNumber.mask
    if begun > 1 || begun == 1 && first.stampsTold == 0 { return true }
    let item = Int(cl_line_item(line))
    return first.tellsItems && first.items.contains(item)
      && first.stampsTold < 2 * (item - first.items.lowerBound) + 2
  }

  /// Sends a signal to the worker and to what it has started itself. Its process must not have been reaped.
  func signal(_ number: Int32) {
    guard state != .gone else { return }
    kill(-pid, number)
  }

  /// Writes what it can take now; true if something is left.
  func writeOut() -> Bool {
    var sent = 0
    while sent < outgoing.count {
      let wrote = write(orders.number, outgoing.bytes.baseAddress.map { $0 + sent }, outgoing.count - sent)
      if wrote > 0 {
        sent += wrote
      } else if errno == EAGAIN {
        break
      } else if errno != EINTR {
        // It has closed its end; the news of that comes another way.
        sent = outgoing.count
      }
    }
    outgoing.dropFirst(sent)
    return outgoing.count > 0
  }
}
