import Glibc

extension PoolError {
  /// What to do about an error number, as the end of a sentence; empty if there is nothing to suggest.
  static func fix(_ code: Int32) -> String {
    switch code {
    case EMFILE: "; use fewer workers, or raise the limit with ulimit -n"
    case EAGAIN: "; use fewer workers, or raise the limit with ulimit -u"
    case ENOMEM: "; use fewer workers, or ask for more memory"
    case ENOENT, EACCES: "; check that the worker's program exists and may be run"
    default: ""
    }
  }
}
