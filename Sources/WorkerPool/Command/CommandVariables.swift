import Glibc
import Posix

/// The environment of the programs that do a worker's items.
package enum CommandVariables {
  /// What these programs get unless the variable is set already.
  package static let usual: [(name: String, value: String)] =
    // By default, Python holds its output back until a buffer is full, and both sides would wait forever.
    [("PYTHONUNBUFFERED", "1")]
    // There is a worker for each core; a program that uses all cores itself would make them compete.
    + [
      "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "VECLIB_MAXIMUM_THREADS",
      "BLIS_NUM_THREADS", "GOTO_NUM_THREADS", "NUMBA_NUM_THREADS", "RAYON_NUM_THREADS", "POLARS_MAX_THREADS",
    ].map { ($0, "1") }

  /// The environment of this process, these variables, and those that programs usually get.
  static func environment(_ variables: [String: String]) -> CWords {
    var variables = variables
    for (name, value) in usual where variables[name] == nil && getenv(name) == nil { variables[name] = value }
    return Environment.words(with: variables)
  }
}
