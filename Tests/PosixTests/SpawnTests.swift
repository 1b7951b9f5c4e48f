import Glibc
import Testing

@testable import Posix

@Suite struct SpawnTests {
  /// What a program printed that was started so.
  private func output(of spawn: Spawn) throws -> (status: ProcessEnd, text: String) {
    let pipe = try Descriptor.pipe()
    var spawn = spawn
    spawn.descriptors[1] = pipe.writing.number
    let child = try spawn.start()
    pipe.writing.close()
    let text = String(decoding: try readAll(from: pipe.reading.number), as: UTF8.self)
    return (child.wait(), text)
  }

  @Test func `a program gets its words as they are, without a shell`() throws {
    let words = ["printf", "%s|", "a b", "$HOME", "", "'\"", "ü"]
    let (status, text) = try output(of: Spawn(words))
    #expect(status == .exited(0))
    #expect(text == "a b|$HOME||'\"|ü|")
  }

  @Test func `a program gets the descriptors it is given, and no others`() throws {
    let extra = try Descriptor.pipe()
    let leak = Descriptor(dup(extra.writing.number))
    var spawn = Spawn(["sh", "-c", "ls /proc/$$/fd; echo hello >&4"])
    spawn.descriptors = [nil, nil, nil, nil, extra.writing.number]
    let (status, text) = try output(of: spawn)
    #expect(status == .exited(0))
    #expect(text.split(separator: "\n") == ["0", "1", "2", "3", "4"])
    extra.writing.close()
    leak.close()
    #expect(try readAll(from: extra.reading.number) == Array("hello\n".utf8))
  }

  @Test func `a program has default signals and none blocked, whatever this process does with them`() throws {
    signal(SIGUSR2, SIG_IGN)
    defer { signal(SIGUSR2, SIG_DFL) }
    var blocked = sigset_t()
    var before = sigset_t()
    sigemptyset(&blocked)
    sigaddset(&blocked, SIGTERM)
    pthread_sigmask(SIG_BLOCK, &blocked, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let (_, text) = try output(of: Spawn(["cat", "/proc/self/status"]))
    let lines = text.split(separator: "\n")
    for set in ["SigBlk", "SigIgn", "SigCgt"] {
      let line = try #require(lines.first { $0.hasPrefix(set) })
      let signals = try #require(line.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) })
      // Signals 32 and 33 are the C library's own, and it lets nobody change them.
      #expect(signals & ~(3 << 31) == 0, "\(line)")
    }
  }

  @Test func `a program has its own group only if asked`() throws {
    var spawn = Spawn(["sh", "-c", "cut -d ' ' -f 5 /proc/$$/stat; echo $$"])
    let shared = try output(of: spawn).text.split(separator: "\n").map(String.init)
    #expect(shared.first == "\(getpgrp())")
    spawn.hasOwnGroup = true
    let own = try output(of: spawn).text.split(separator: "\n").map(String.init)
    #expect(own.count == 2 && own.first == own.last)
  }

  @Test func `a program has another environment if asked`() throws {
    var spawn = Spawn(["env"])
    spawn.environment = CWords(["ONLY=this", "AND="])
    #expect(try output(of: spawn).text == "ONLY=this\nAND=\n")
  }

  @Test func `a program can have this environment with variables added and changed`() throws {
    setenv("POOLBOOK_CHANGED", "before", 1)
    defer { unsetenv("POOLBOOK_CHANGED") }
    var spawn = Spawn(["env"])
    spawn.environment = Environment.words(with: ["POOLBOOK_CHANGED": "after", "POOLBOOK_ADDED": "a=b"])
    let lines = try output(of: spawn).text.split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("POOLBOOK_CHANGED=") } == ["POOLBOOK_CHANGED=after"])
    #expect(lines.contains("POOLBOOK_ADDED=a=b"))
    #expect(lines.contains { $0.hasPrefix("PATH=") })
  }

  @Test func `a program that can't be started under a guardian leaves other programs alone`() throws {
    let other = try Spawn(["sh", "-c", "exit 3"]).start()
    #expect(throws: SystemError("fork", code: EAGAIN)) {
      try GuardedProcess(Spawn(["true"])) { _, _, _, _, _ in
        errno = EAGAIN
        return -1
      }
    }
    #expect(other.wait() == .exited(3))
  }

  @Test func `a program ends with the thread that started it, if asked`() throws {
    let started = Guarded<ChildProcess?>(nil)
    let thread = Background {
      var spawn = Spawn(["sleep", "600"])
      spawn.endsWithThread = true
      let child = try? spawn.start()
      started.withLock { $0 = child }
    }
    thread.join()
    let child = try #require(started.withLock { $0 })
    #expect(child.wait() == .signalled(SIGKILL))
  }

  @Test func `a program that is missing, is no program or has a zero byte in a word is an error`() throws {
    #expect(throws: SystemError("exec", code: ENOENT)) { try Spawn(["no-such-program-anywhere"]).start() }
    #expect(throws: SystemError("exec", code: ENOENT)) { try Spawn([]).start() }
    #expect(throws: SystemError("exec", code: EACCES)) { try Spawn(["/etc/passwd"]).start() }
    #expect(throws: SystemError("exec", code: EINVAL)) { try Spawn(["echo", "a\0b"]).start() }
    var spawn = Spawn(["true"])
    spawn.descriptors = [STDERR_FILENO, nil, nil]
    #expect(throws: SystemError("exec", code: EINVAL)) { try spawn.start() }
  }

  @Test func `a failed start leaves neither a descriptor nor a process`() throws {
    for _ in 0..<2_000 { #expect(throws: SystemError.self) { try Spawn(["/no/such/program"]).start() } }
  }

  @Test func `the exit status says how a program ended`() throws {
    #expect(try Spawn(["sh", "-c", "exit 7"]).start().wait() == .exited(7))
    #expect(try Spawn(["sh", "-c", "kill -KILL $$"]).start().wait() == .signalled(SIGKILL))
    #expect(ProcessEnd.exited(7).description == "exited with code 7")
    #expect(ProcessEnd.signalled(SIGKILL).description == "was ended by SIGKILL")
  }

  @Test func `a program is found as a shell finds it`() {
    #expect(findProgram("sh")?.hasSuffix("/sh") == true)
    #expect(findProgram("/bin/sh") == "/bin/sh")
    #expect(findProgram("no-such-program-anywhere") == nil)
  }

  @Test(arguments: [("exit 3", Int32(3)), ("kill -KILL $$", -9)])
  func `how a program ended is known before anybody waits for it`(script: String, end: Int32) throws {
    let child = try Spawn(["sh", "-c", script]).start()
    while !ProcessTree.hasEnded(child.pid) { sleepFor(seconds: 0.001) }
    #expect(ProcessTree.end(of: child.pid) == end)
    _ = child.wait()
    #expect(ProcessTree.end(of: child.pid) == nil)
  }

  @Test func `the environment that a program gets stays as it was when it was asked for`() throws {
    setenv("POOLBOOK_KEPT", "before", 1)
    defer { unsetenv("POOLBOOK_KEPT") }
    var spawn = Spawn(["sh", "-c", "echo $POOLBOOK_KEPT"])
    spawn.environment = Environment.now()
    setenv("POOLBOOK_KEPT", "after", 1)
    #expect(try output(of: spawn).text == "before\n")
  }
}
