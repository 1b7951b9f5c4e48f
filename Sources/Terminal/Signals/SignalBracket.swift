internal import Glibc

/// Runs something with other signal handlers, and puts back those there were.
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

/// Lets a signal pass without effect on this program; programs started meanwhile have the default all the same.
///
/// Not SIG_IGN: its address, 1, is what Swift writes for a missing value in an optional of optionals.
let ignoring: sighandler_t = { _ in }
