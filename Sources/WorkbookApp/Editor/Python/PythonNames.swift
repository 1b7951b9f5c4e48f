/// Python's words, and names that programs of the lessons often use.
enum PythonNames {
  /// Words that begin a line that needs a colon.
  static let headers: Set<String> = [
    "def", "class", "if", "elif", "else", "for", "while", "try", "except", "finally", "with",
  ]
  /// The lines that a line with the same indent has to come after, by its first word.
  static let owners: [String: Set<String>] = [
    "elif": ["if", "elif"], "else": ["if", "elif", "for", "while", "except"], "except": ["try", "except"],
    "finally": ["try", "except", "else"],
  ]
  /// Words after which the indent is one level less.
  static let endings: Set<String> = ["return", "pass", "break", "continue", "raise"]
  /// Words that something has to follow.
  static let needValue: Set<String> = ["and", "or", "not", "in", "is"]
  /// Words that are keywords in some places only.
  static let softKeywords: Set<String> = ["match", "case", "type"]
  /// The keywords.
  static let keywords: Set<String> = Set(keywordList)

  static let keywordList = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
  ]

  /// The functions and types that need no import.
  static let builtins = [
    "abs", "all", "any", "bin", "bool", "bytes", "callable", "chr", "complex", "dict", "dir", "divmod", "enumerate",
    "filter", "float", "format", "frozenset", "getattr", "hash", "help", "hex", "id", "input", "int", "isinstance",
    "iter", "len", "list", "map", "max", "min", "next", "object", "oct", "open", "ord", "pow", "print", "range", "repr",
    "reversed", "round", "set", "setattr", "slice", "sorted", "str", "sum", "super", "tuple", "type", "zip",
    "ValueError", "TypeError", "KeyError", "IndexError", "RuntimeError", "Exception", "KeyboardInterrupt",
    "__name__", "__main__", "__init__", "__file__",
  ]

  /// Names that a program can import.
  static let modules = [
    "multiprocessing", "Pool", "cpu_count", "current_process", "numpy", "random", "math", "time", "functools",
    "partial",
    "concurrent", "futures", "ProcessPoolExecutor", "os", "sys", "statistics", "itertools",
  ]

  /// What comes after the dot, by the word before it.
  static let attributes: [String: [String]] = [
    "multiprocessing": [
      "Pool", "Process", "Queue", "cpu_count", "current_process", "get_context", "set_start_method", "Lock", "Manager",
    ],
    "Pool": poolMethods,
    "os": ["getpid", "getppid", "environ", "cpu_count", "sched_getaffinity", "path", "listdir", "urandom", "_exit"],
    "environ": ["get"],
    "sys": ["argv", "exit", "stdout", "stderr", "version", "executable", "path", "maxsize"],
    "random": [
      "Random", "random", "randint", "uniform", "choice", "shuffle", "sample", "seed", "gauss", "default_rng",
    ],
    "numpy": numpyNames,
    "np": numpyNames,
    "rng": ["random", "integers", "uniform", "normal", "choice", "shuffle"],
    "math": ["pi", "sqrt", "isqrt", "floor", "ceil", "log", "exp", "sin", "cos", "hypot"],
    "time": ["time", "perf_counter", "sleep", "monotonic"],
    "concurrent": ["futures"],
    "futures": ["ProcessPoolExecutor", "ThreadPoolExecutor", "as_completed", "wait"],
    "ProcessPoolExecutor": executorMethods,
  ]

  static let poolMethods = [
    "map", "starmap", "imap", "imap_unordered", "apply", "apply_async", "map_async", "starmap_async", "close",
    "terminate", "join",
  ]
  static let executorMethods = ["map", "submit", "shutdown"]

  private static let numpyNames = [
    "random", "array", "arange", "zeros", "ones", "linspace", "sum", "mean", "std", "sqrt", "pi", "count_nonzero",
    "array_split", "concatenate", "where", "float64", "int64",
  ]
}
