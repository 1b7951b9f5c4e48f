/// The connection to one worker process.
protocol Link: AnyObject {
  /// The worker's process id. `nil` if it isn't known yet; then the worker reports it when it is ready.
  var pid: Int32? { get }
  /// The machine on which the worker runs.
  var host: String { get }
  /// Nanoseconds to add (wrapping) to a time of the worker's clock to get the pool's time: 0 on one machine.
  var clockOffset: UInt64 { get }

  /// The shared memory for large messages; `nil` if there is none between the pool and this worker.
  var area: SharedArea? { get }

  /// True if a replacement may wait for a place to run as long as it takes.
  var mayStartLate: Bool { get }

  /// Sends as many of these bytes as the connection takes now, and returns how many those are. If some are left, the
  /// launcher reports once when there is room for more.
  ///
  /// A worker that has closed its end takes everything: its end is reported separately.
  func send(_ bytes: UnsafeRawBufferPointer) -> Int

  /// Says that nothing more will be sent. The worker finishes what it holds and exits.
  func endSending()

  /// Reads what the worker has sent, as much as is there and fits.
  func receive(into buffer: UnsafeMutableRawBufferPointer) -> Received

  /// Says that the worker is sending a large message.
  func expectLargeMessage()

  /// Reads what the worker's code has printed, as much as is there and fits.
  func receiveOutput(into buffer: UnsafeMutableRawBufferPointer) -> Received

  /// Sends a signal to the worker's process and to the processes it has started. Not to be called after `reap`.
  func signal(_ number: Int32)

  /// True while a signal keeps the worker's process from running.
  var isStopped: Bool { get }

  /// Kills whatever is left of the worker, waits for its end and returns how it ended. What it had sent or printed can
  /// still be received.
  func reap() -> WorkerEnd

  /// Closes the connection. Nothing more is reported about this process.
  func close()
}

extension Link {
  var mayStartLate: Bool { false }
  var area: SharedArea? { nil }
}
