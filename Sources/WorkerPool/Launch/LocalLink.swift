import Glibc
import Posix

/// The pipes to one worker of this machine.
final class LocalLink: Link {
  let generation: Int
  var pid: Int32? { life.pid }
  let host: String
  let clockOffset: UInt64 = 0
  let area: SharedArea?
  private let worker: Int
  private let life: any WorkerLife
  private let input: Descriptor
  private let answers: Descriptor
  private let output: Descriptor?
  private let poller: Poller
  private var isWaitingForRoom = false
  private var isInputWide = false
  private var areAnswersWide = false

  /// Large messages go through pipes of this many bytes, so that both sides seldom wait for each other. Few enough for
  /// 32 pools of two workers: the system limits them for each user.
  private static let width = 1 << 20

  /// Takes over a worker that was just started; kills it if it can't be watched. `output` is what it prints, if that is
  /// captured.
  init(
    worker: Int, generation: Int, life: any WorkerLife, host: String, input: Descriptor, answers: Descriptor,
    output: Descriptor?, area: SharedArea? = nil, poller: Poller
  ) throws(SystemError) {
    self.worker = worker
    self.generation = generation
    self.life = life
    self.host = host
    self.input = input
    self.answers = answers
    self.output = output
    self.area = area
    self.poller = poller
    do throws(SystemError) {
      for end in [input, answers] { try end.setNonblocking() }
      try poller.watch(answers.number, as: token(.message))
      if let output {
        try output.setNonblocking()
        try poller.watch(output.number, as: token(.output))
      }
      try poller.watch(life.ended.number, as: token(.end))
    } catch {
      _ = reap()
      throw error
    }
  }

  private func token(_ change: LauncherReport.Change) -> Poller.Token {
    Poller.Token(worker: worker, generation: generation, change)
  }

  /// True if this token is of this process.
  func isCurrent(_ token: Poller.Token) -> Bool { token == self.token(token.change) }

  func send(_ bytes: UnsafeRawBufferPointer) -> Int {
    if bytes.count >= LocalLink.width / 4, !isInputWide {
      isInputWide = true
      input.widen(to: LocalLink.width)
    }
    var sent = 0
    while sent < bytes.count {
      let count = writeSome(UnsafeRawBufferPointer(rebasing: bytes[sent...]), to: input.number)
      if count > 0 {
        sent += count
      } else if errno == EAGAIN {
        isWaitingForRoom = true
        poller.watchWriting(input.number, as: token(.room))
        return sent
      } else {
        return bytes.count
      }
    }
    return sent
  }

  /// Room was reported; that happens once.
  func stopWaitingForRoom() {
    guard isWaitingForRoom else { return }
    isWaitingForRoom = false
    poller.forget(input.number)
  }

  func endSending() {
    stopWaitingForRoom()
    input.close()
  }

  func receive(into buffer: UnsafeMutableRawBufferPointer) -> Received { receive(from: answers, buffer) }

  func expectLargeMessage() {
    guard !areAnswersWide else { return }
    areAnswersWide = true
    answers.widen(to: LocalLink.width)
  }

  func receiveOutput(into buffer: UnsafeMutableRawBufferPointer) -> Received {
    output.map { receive(from: $0, buffer) } ?? .end
  }

  private func receive(from pipe: Descriptor, _ buffer: UnsafeMutableRawBufferPointer) -> Received {
    let received = Received(reading: pipe.number, into: buffer)
    switch received {
    case .bytes, .nothing: break
    // It would be reported again and again.
    case .end, .failed: poller.forget(pipe.number)
    }
    return received
  }

  func signal(_ number: Int32) { life.signal(number) }

  var isStopped: Bool { life.isStopped }

  func reap() -> WorkerEnd {
    // What it has started may be left. The number of its group can't be another's until it has been waited for.
    signal(SIGKILL)
    return life.wait()
  }

  func close() {
    endSending()
    area?.giveBack()
    for descriptor in [answers, output, life.ended].compactMap(\.self) {
      poller.forget(descriptor.number)
      descriptor.close()
    }
  }
}
