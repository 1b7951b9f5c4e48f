import Posix

/// Why a program was ended before its own end.
enum Halt: Equatable {
  /// Its time was up: seconds.
  case time(Double)
  /// It wrote more bytes than it may.
  case output(Int)
  /// Its processes used more bytes of memory than they may.
  case memory(used: Int, processes: Int)
  /// It had too many processes.
  case processes(Int)
  /// A worker ended with an item, and Python does not notice.
  case lost(Lost)
  /// Workers ended again and again before they were ready.
  case stillborn(Int)
  /// A pool gets no results any more, because of the exception with this text.
  case resultsLost(String)
  /// Workers can't make their items, because of the exception with this text.
  case taskLost(String)
  /// Somebody wanted it to stop.
  case asked
}

/// A worker that ended while it had items.
struct Lost: Equatable {
  /// The process.
  var pid: Int32
  /// Its exit code, or minus its signal; `nil` if nobody knows.
  var code: Int32?
}
