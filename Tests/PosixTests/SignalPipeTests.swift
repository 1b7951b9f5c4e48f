import Glibc
import Testing

@testable import Posix

@Suite(.serialized) struct SignalPipeTests {
  @Test func `signals are taken in the order they arrived, each as often as it came`() throws {
    let pipe = try SignalPipe([SIGUSR1, SIGWINCH])
    for signal in [SIGUSR1, SIGWINCH, SIGUSR1] { raise(signal) }
    var wait = pollfd(fd: pipe.descriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&wait, 1, 0) == 1)
    #expect(pipe.takeAll() == [SIGUSR1, SIGWINCH, SIGUSR1])
    #expect(pipe.takeAll().isEmpty)
    #expect(poll(&wait, 1, 0) == 0)
  }

  @Test func `a signal that was blocked or ignored is caught all the same`() throws {
    signal(SIGUSR1, SIG_IGN)
    var blocked = sigset_t()
    var before = sigset_t()
    sigemptyset(&blocked)
    sigaddset(&blocked, SIGUSR1)
    pthread_sigmask(SIG_BLOCK, &blocked, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let pipe = try SignalPipe([SIGUSR1])
    raise(SIGUSR1)
    #expect(pipe.takeAll() == [SIGUSR1])
  }

  @Test func `more signals than the pipe holds don't stop the program`() throws {
    let pipe = try SignalPipe([SIGUSR1])
    for _ in 0..<70_000 { raise(SIGUSR1) }
    #expect(pipe.takeAll().count >= 60_000)
  }

  @Test func `a signal has its default action again when its pipe is gone`() throws {
    _ = try SignalPipe([SIGWINCH])
    var action = sigaction()
    sigaction(SIGWINCH, nil, &action)
    #expect(action.__sigaction_handler.sa_handler == nil)
  }
}
