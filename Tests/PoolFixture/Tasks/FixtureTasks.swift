import Glibc
public import WorkerPool

/// What a task of the fixture throws.
struct Mishap: Error, CustomStringConvertible {
  var description: String
}

/// Tasks that behave, and tasks that don't, for the fixture program and the tests.
public enum FixtureTasks {
  /// Doubles a number.
  public static let double = PoolTask<Int, Int>(name: "double") { number, _ in number * 2 }
  /// Does as little as possible: is the number even?
  public static let nothing = PoolTask<Int, Bool>(name: "nothing") { number, _ in number & 1 == 0 }
  /// Converts text to upper case.
  public static let shout = PoolTask<String, String>(name: "shout") { text, _ in text.uppercased() }
  /// Counts bytes.
  public static let length = PoolTask<[UInt8], Int>(name: "length") { bytes, _ in bytes.count }
  /// Returns this many bytes.
  public static let blow = PoolTask<Int, [UInt8]>(name: "blow") { size, _ in [UInt8](repeating: 7, count: size) }
  /// Adds two numbers.
  public static let add = PoolTask<WirePair<Int, Int>, Int>(name: "add") { one, other, _ in one + other }
  /// The worker's index, its pid, and the item's index.
  public static let whoAmI = PoolTask<Int, [Int]>(name: "who-am-i") { _, context in
    [context.worker, Int(context.pid), context.item]
  }
  /// The item's seed.
  public static let seed = PoolTask<Int, UInt64>(name: "seed") { _, context in context.seed ?? 0 }

  /// Sleeps for this many microseconds.
  public static let sleep = PoolTask<Int, Int>(name: "sleep") { microseconds, context in
    var left = microseconds
    while left > 0 {
      usleep(UInt32(min(left, 10_000)))
      left -= 10_000
      context.report(fraction: 1 - Double(max(0, left)) / Double(max(1, microseconds)))
    }
    return microseconds
  }

  /// Waits until the file exists; doesn't wait if the name is empty.
  public static let wait = PoolTask<String, Bool>(name: "wait") { path, _ in
    while !path.isEmpty, access(path, F_OK) != 0 { usleep(2_000) }
    return !path.isEmpty
  }

  /// Lets a program answer a line. The item has the words of its command, and the line.
  public static let command = PoolTask<WirePair<[String], String>, String>.command(
    name: "command", workerVariable: "POOLBOOK_WORKER")
  /// The same, but an answer with a quotation mark is refused.
  public static let refusingQuotes = PoolTask<WirePair<[String], String>, String>.command(name: "refusing-quotes") {
    answer, _ in
    if answer.contains("'") { throw Mishap(description: "\(answer) has a quote") }
  }
  /// A task that is a program.
  public static let tr = PoolTask.command(name: "tr", ["sed", "-u", "y/abc/xyz/"])

  /// Throws at odd numbers.
  public static let refuseOdd = PoolTask<Int, Int>(name: "refuse-odd") { number, _ in
    guard number % 2 == 0 else { throw Mishap(description: "\(number) is odd") }
    return number
  }

  /// Kills its process with SIGKILL if the number is negative; otherwise doubles it.
  public static let dieIfNegative = PoolTask<Int, Int>(name: "die-if-negative") { number, _ in
    if number < 0 { kill(getpid(), SIGKILL) }
    return number * 2
  }

  /// Exits with code 0 if the number is negative, as if all were well; otherwise returns it.
  public static let leaveIfNegative = PoolTask<Int, Int>(name: "leave-if-negative") { number, _ in
    if number < 0 { _exit(0) }
    return number
  }

  /// Uses more memory than it may if the number is negative; otherwise returns it.
  public static let hogIfNegative = PoolTask<Int, Int>(name: "hog-if-negative") { number, _ in
    guard number < 0 else { return number }
    // Address space, because every machine has that limit; and no core dumps.
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

  /// Prints a line this many times.
  public static let flood = PoolTask<Int, Int>(name: "flood") { number, _ in
    for _ in 0..<number { Swift.print("all work and no play makes a dull worker") }
    return number
  }

  /// Misuses the pipe to the pool, or its own process, in one of several ways.
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
  /// The number that `prepare` stored in this worker.
  public static let prepared = PoolTask<Int, Int>(name: "prepared") { _, _ in
    getenv("PREPARED").flatMap { Int(String(cString: $0)) } ?? -1
  }

  /// Every task.
  public static let registry = TaskRegistry(
    double, nothing, shout, length, blow, add, whoAmI, seed, sleep, wait, refuseOdd, dieIfNegative, leaveIfNegative,
    hogIfNegative, exit, print, flood, sabotage, prepare, prepared, command, refusingQuotes, tr,
    flaky, variable, directory, poolInside,
    fussyInput, fussyResult, reverse, dieIfMarked, twice, alsoTwice, throwLong)

  /// `fork`, which Swift doesn't import.
  static func fork_() -> Int32 {
    typealias Fork = @convention(c) () -> Int32
    guard let symbol = dlsym(nil, "fork") else { return -1 }
    return unsafeBitCast(symbol, to: Fork.self)()
  }
}
