/// One worker as the loop knows it: its state and what it holds.
final class Worker {
  let index: Int
  /// How many processes were this worker before this one.
  let generation: Int
  let link: any Link
  let gauge: any Gauge
  /// Its process id; 0 until it is known.
  var pid: Int32
  var state = State.starting
  /// True once it has been ready.
  var hasBeenReady = false
  /// The shared memory for large messages, if there may be some.
  let area: SharedArea?
  /// Bytes that wait to be sent to it.
  var outgoing = WireWriter()
  /// Bytes it has sent that are not yet a whole frame.
  var incoming: FrameBuffer
  /// The chunks it holds.
  var inFlight = ChunkQueue()
  /// The maps it knows of.
  var knownMaps: [UInt32] = []
  /// How many chunks it has been sent.
  var sent: UInt32 = 0
  /// How many chunks it has answered.
  var answered: UInt32 = 0
  /// How many items it has been given.
  var itemsGiven = 0
  /// How many chunks were taken back and not yet confirmed.
  var recalled = 0
  /// True once it was asked to send what it has gathered, until it sends something.
  var isReportRequested = false
  /// True while its connection is full. The launcher reports when it isn't any more.
  var isBlocked = false
  /// When it must be ready, or have exited.
  var deadline = UInt64.max
  /// When it last sent something.
  var lastMessage: UInt64
  /// When the pool noticed that a signal had stopped it; 0 if it isn't stopped.
  var stoppedSince: UInt64 = 0
  /// When to look again if it is stopped.
  var nextStopCheck: UInt64 = 0
  /// True once it has closed its connection.
  var hasHungUp = false
  /// What it did wrong, if that is why the pool stops it.
  var fault: String?
  /// The item it is stopped for, and the limit that the item exceeded.
  var overdue: (item: Int, limit: Duration)?
  /// The number of the chunk it works on although nobody wants its results, and since when; `nil` if they are wanted.
  var unwanted: (chunk: UInt32, since: UInt64)?
  /// True if it is stopped because it worked on an unwanted chunk for too long.
  var isUnwanted = false
  /// What its code prints.
  var output = OutputTail()

  enum State {
    /// It was launched and is not ready yet.
    case starting
    /// It takes items.
    case ready
    /// It exits when it has done the items it holds.
    case dismissed
    /// It is being stopped.
    case stopping
    /// Its process has ended.
    case gone
  }

  init(index: Int, generation: Int, launched: LaunchedWorker, largestMessage: Int, now: UInt64) {
    self.index = index
    self.generation = generation
    link = launched.link
    gauge = launched.gauge
    pid = launched.link.pid ?? 0
    incoming = FrameBuffer(limit: largestMessage, kinds: WorkerMessage.count)
    lastMessage = now
    area = launched.link.area
  }

  /// True if it could begin an item at once.
  var isIdle: Bool { state == .ready && inFlight.isEmpty }

  /// The chunk it was working on is answered.
  func answerFirst() {
    inFlight.removeFirst()
    answered &+= 1
  }

  /// The chunk it is working on, by its gauge: not always the first, because it may have finished chunks and not yet
  /// sent their results.
  func chunk(at position: GaugePosition) -> ChunkInFlight? {
    guard let item = position.item else { return nil }
    return inFlight.all.first { $0.map == position.map && $0.items.contains(item) }
  }

  /// True if it has begun or finished something that the pool doesn't know yet.
  var hasNews: Bool {
    guard let first = inFlight.first else { return false }
    let begun = (gauge.chunksBegun &- answered) & ChunkNumber.mask
    if begun > 1 || begun == 1 && first.timesReceived == 0 { return true }
    guard first.reportsItems, let item = gauge.position.item, first.items.contains(item) else { return false }
    return first.timesReceived < 2 * (item - first.items.lowerBound) + 2
  }

  /// Sends a signal, unless its process has ended.
  func signal(_ number: Int32) {
    if state != .gone { link.signal(number) }
  }

  /// Sends what its connection takes now; the rest waits until there is room.
  func send() {
    guard !outgoing.bytes.isEmpty, !isBlocked else { return }
    outgoing.dropFirst(link.send(outgoing.bytes))
    isBlocked = !outgoing.bytes.isEmpty
  }

  /// Adds a message to what waits to be sent, and returns which of these bytes it is.
  @discardableResult
  func enqueue(_ message: PoolMessage, _ body: (inout WireWriter) -> Void) -> Range<Int> {
    outgoing.writeFrame(message.rawValue, body)
  }
}

// MARK: Shared memory

extension Worker {
  /// Lets large inputs move to shared memory from now on.
  func shareLargeInputs() { outgoing.slots = area?.inputs }

  /// The worker doesn't need the inputs of this chunk any more.
  func freeSlot(of chunk: ChunkInFlight) {
    if let slot = chunk.slot { area?.inputs.free(Int(slot)) }
  }

  /// Says once where large messages lie, before the first of them; nothing if there is no shared memory.
  func announceArea() {
    guard let area, !area.isAnnounced, area.inputs.open() else { return }
    area.isAnnounced = true
    enqueue(.share) { area.plan.encode(into: &$0) }
  }

  /// If the inputs of the chunk whose frame begins at `frame` are in shared memory, leaves them there and enqueues where
  /// they are, instead.
  ///
  /// - Returns: The slot; `nil` if they go through the pipe.
  func placeInputs(of frame: Int, _ head: ChunkHead) -> UInt8? {
    guard outgoing.slot != nil else { return nil }
    guard let place = outgoing.handOver(from: frame + WireFrame.headerSize + ChunkHead.size) else {
      outgoing.leaveSlot()
      return nil
    }
    outgoing.truncate(to: frame)
    announceArea()
    enqueue(.placedChunk) { writer in
      head.encode(into: &writer)
      place.encode(into: &writer)
    }
    return UInt8(place.slot)
  }
}
