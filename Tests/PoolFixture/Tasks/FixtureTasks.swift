import Glibc
public import WorkerPool

/// What a task of the fixture throws.
struct Mishap: Error, CustomStringConvertible {
  var description: String
}

/// Tasks that behave, and tasks that don't: the same file is part of the fixture program and of the tests.
public enum FixtureTasks {
  /// Doubles a number.
  public static let double = PoolTask<Int, Int>(name: "double") { number, _ in number * 2 }
  /// As little as a task can do: is it even?
  public static let nothing = PoolTask<Int, Bool>(name: "nothing") { number, _ in number & 1 == 0 }
  /// Makes text upper case.
  public static let shout = PoolTask<String, String>(name: "shout") { text, _ in text.uppercased() }
  /// Counts bytes.
  public static let length = PoolTask<[UInt8], Int>(name: "length") { bytes, _ in bytes.count }
  /// Gives back so many bytes.
  public static let blow = PoolTask<Int, [UInt8]>(name: "blow") { size, _ in [UInt8](repeating: 7, count: size) }
  /// Adds two numbers.
  public static let add = PoolTask<WirePair<Int, Int>, Int>(name: "add") { one, other, _ in one + other }
  /// The worker's index, its pid, and the item's index.
  public static let whoAmI = PoolTask<Int, [Int]>(name: "who-am-i") { _, context in
    [context.worker, Int(context.pid), context.item]
  }
  /// The item's seed.
  public static let seed = PoolTask<Int, UInt64>(name: "seed") { _, context in context.seed ?? 0 }

  /// Sleeps for so many microseconds.
  public static let sleep = PoolTask<Int, Int>(name: "sleep") { microseconds, context in
    var left = microseconds
    while left > 0 {
      usleep(UInt32(min(left, 10_000)))
      left -= 10_000
      context.report(fraction: 1 - Double(max(0, left)) / Double(max(1, microseconds)))
    }
    return microseconds
  }

  /// Waits until the file is there; no name, no waiting.
  public static let wait = PoolTask<String, Bool>(name: "wait") { path, _ in
    while !path.isEmpty, access(path, F_OK) != 0 { usleep(2_000) }
    return !path.isEmpty
  }

  /// Has a program do lines: the words of its command, and a line for it.
  public static let command = PoolTask<WirePair<[String], String>, String>(name: "command") { item, context in
    try bridge.answer(to: item.second, from: item.first, worker: context.name)
  }
  private static let bridge = CommandBridge()
  /// A program that is known beforehand.
  public static let tr = PoolTask.command(name: "tr", ["sed", "-u", "y/abc/xyz/"])

  /// Throws at odd numbers.
  public static let refuseOdd = PoolTask<Int, Int>(name: "refuse-odd") { number, _ in
    guard number % 2 == 0 else { throw Mishap(description: "\(number) is odd") }
    return number
  }

  /// Dies of SIGKILL at negative numbers; others it doubles.
  public static let dieIfNegative = PoolTask<Int, Int>(name: "die-if-negative") { number, _ in
    if number < 0 { kill(getpid(), SIGKILL) }
    return number * 2
  }

  /// Ends its process with code 0 at negative numbers, as if all were well; others it gives back.
  public static let leaveIfNegative = PoolTask<Int, Int>(name: "leave-if-negative") { number, _ in
    if number < 0 { _exit(0) }
    return number
  }

  /// Takes more memory than it may have at negative numbers; others it gives back.
  public static let hogIfNegative = PoolTask<Int, Int>(name: "hog-if-negative") { number, _ in
    guard number < 0 else { return number }
    // Address space: the limit that is there on every machine. Cores are not wanted of a death that is meant.
    for (resource, most) in [(4, 0), (9, 1 << 30)] {
      var limit = rlimit(rlim_cur: rlim_t(most), rlim_max: rlim_t(most))
      setrlimit(__rlimit_resource_t(UInt32(resource)), &limit)
    }
    return [UInt8](repeating: 1, count: 1 << 32).count
  }

  /// Ends the process with the number as its code.
  public static let exit = PoolTask<Int, Int>(name: "exit") { number, _ in _exit(Int32(number)) }

  /// Prints, on both standard output and standard error.
  public static let print = PoolTask<Int, Int>(name: "print") { number, _ in
    Swift.print("number \(number)")
    let text = "error \(number)\n"
    write(2, text, text.utf8.count)
    return number
  }

  /// Prints more than anyone wants to read.
  public static let flood = PoolTask<Int, Int>(name: "flood") { number, _ in
    for _ in 0..<number { Swift.print("all work and no play makes a dull worker") }
    return number
  }

  /// Does to the pipe of answers what no task should; items choose how.
  public static let sabotage = PoolTask<Int, Int>(name: "sabotage") { how, _ in
    switch how {
    case 1:
      var garbage = (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }
      write(4, &garbage, garbage.count)
    case 2:
      var half: [UInt8] = [200, 0, 0, 0, 4, 1, 2, 3]
      write(4, &half, half.count)
      _exit(0)
    case 8:
      var half: [UInt8] = [200, 0, 0, 0, 4, 1, 2, 3]
      write(4, &half, half.count)
      while true { pause() }
    case 3:
      var huge: [UInt8] = [0xff, 0xff, 0xff, 0xff, 4, 0]
      write(4, &huge, huge.count)
    case 4:
      close(4)
      while true { pause() }
    case 5:
      if fork_() == 0 {
        usleep(30_000_000)
        _exit(0)
      }
      _exit(7)
    case 6:
      kill(getpid(), SIGSTOP)
    case 7:
      signal(SIGTERM, SIG_IGN)
      while true { pause() }
    default: break
    }
    return how
  }

  /// Fails unless its argument is even.
  public static let prepare = PoolTask<Int, Nothing>(name: "prepare") { number, _ in
    guard number % 2 == 0 else { throw Mishap(description: "can't prepare \(number)") }
    setenv("PREPARED", "\(number)", 1)
    return Nothing()
  }
  /// What `prepare` left in this worker.
  public static let prepared = PoolTask<Int, Int>(name: "prepared") { _, _ in
    getenv("PREPARED").flatMap { Int(String(cString: $0)) } ?? -1
  }

  /// All of them.
  public static let registry = TaskRegistry(
    double, nothing, shout, length, blow, add, whoAmI, seed, sleep, wait, refuseOdd, dieIfNegative, leaveIfNegative,
    hogIfNegative, exit, print, flood, sabotage, prepare, prepared, command, tr)

  /// `fork`, which Swift hides.
  static func fork_() -> Int32 {
    typealias Fork = @convention(c) () -> Int32
    guard let symbol = dlsym(nil, "fork") else { return -1 }
    return unsafeBitCast(symbol, to: Fork.self)()
  }
}
