import Glibc

/// Every signal that ends a program by default and from outside: all but those that can't be caught, that report a
/// crash or a failed write, or that don't end a program.
package let endingSignals: [Int32] = (1...64).filter { number in
  switch number {
  case SIGKILL, SIGSTOP: false
  case SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGFPE, SIGTRAP: false
  case SIGPIPE, SIGXFSZ: false
  case SIGCHLD, SIGCONT, SIGURG, SIGWINCH, SIGTSTP, SIGTTIN, SIGTTOU: false
  // The C library keeps these two for itself.
  case 32, 33: false
  default: true
  }
}

/// Ignores the signals that a failed write sends, so that the write reports its error and doesn't end the program.
package func ignoreSignalsOfWriting() {
  signal(SIGPIPE, SIG_IGN)
  signal(SIGXFSZ, SIG_IGN)
}
