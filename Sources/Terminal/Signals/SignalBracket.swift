internal import Glibc

/// Runs `body` with other signal handlers, then restores the handlers there were.
func withSignals<R>(_ changes: [(signal: Int32, handler: sighandler_t?)], _ body: () throws -> R) rethrows -> R {
  var before: [(Int32, sigaction)] = []
  for change in changes {
    var old = sigaction()
    var new = sigaction()
    new.__sigaction_handler.sa_handler = change.handler
    sigaction(change.signal, &new, &old)
    before.append((change.signal, old))
  }
  defer {
    for (signal, old) in before.reversed() {
      var old = old
      sigaction(signal, &old, nil)
    }
  }
  return try body()
}

/// A handler that does nothing. Programs that are started in the meantime still have the default action.
///
/// SIG_IGN can't be used: its address is 1, which is how Swift represents a missing value in an optional of an optional.
let ignoring: sighandler_t = { _ in }
