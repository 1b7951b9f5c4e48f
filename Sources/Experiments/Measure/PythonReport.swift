import Text

/// What one map of a Python program did.
package struct PythonMap: Sendable, Equatable, Codable {
  /// `map`, `imap` or `calls`.
  package var how: String
  /// How many items it had, as far as that is known.
  package var items: Int
  /// Items in a chunk.
  package var chunk: Int
  /// Processes of its pool.
  package var processes: Int
  /// How many of them did an item.
  package var workers: Int
  /// The largest number of them that were busy at the same moment.
  package var at_once: Int
  /// How many items raised an exception.
  package var failed: Int
  /// How long it took; `nil` if it did not end.
  package var seconds: Double?

  /// Makes the entry from its parts.
  package init(
    how: String, items: Int, chunk: Int, processes: Int, workers: Int, at_once: Int, failed: Int, seconds: Double?
  ) {
    self.how = how
    self.items = items
    self.chunk = chunk
    self.processes = processes
    self.workers = workers
    self.at_once = at_once
    self.failed = failed
    self.seconds = seconds
  }

  /// The map in a sentence.
  package var sentence: String {
    let work =
      how == "calls"
      ? counted(items, "call")
      : "\(how) of \(counted(items, "item")) in chunks of \(formatCount(chunk))"
    let time = seconds.map { "took \(formatDuration($0))" } ?? "did not end"
    let failures = failed > 0 ? "; \(counted(failed, "item")) failed" : ""
    return "\(work) with \(counted(processes, "process", plural: "processes")) \(time); "
      + "\(counted(workers, "worker")) took part, at most \(at_once) at once\(failures)."
  }
}

/// Where the time of a Python program went, in seconds.
package struct PythonParts: Sendable, Equatable, Codable {
  /// Making its pools.
  package var pool_s: Double
  /// Their maps.
  package var map_s: Double
  /// Ending the pools.
  package var end_s: Double
  /// Everything else.
  package var rest_s: Double

  /// Makes the entry from its parts.
  package init(pool_s: Double, map_s: Double, end_s: Double, rest_s: Double) {
    self.pool_s = pool_s
    self.map_s = map_s
    self.end_s = end_s
    self.rest_s = rest_s
  }

  /// All of it.
  package var whole: Double { pool_s + map_s + end_s + rest_s }

  /// The parts as a sum in one unit, without its total: `pool 25 + map 840 + end 8`.
  package var sum: String {
    let scale = whole >= 10 ? 1.0 : 1000
    let named = [("pool", pool_s), ("map", map_s), ("end", end_s), ("rest", rest_s)]
    let shown = named.filter { $0.0 != "rest" || $0.1 > whole / 100 }
    // As many digits for each part as for all of them.
    let digits = whole * scale >= 99.95 ? 0 : whole * scale >= 9.995 ? 1 : 2
    return shown.map { "\($0.0) \(formatFixed($0.1 * scale, digits: digits))" }.joined(separator: " + ")
      + (scale == 1 ? " s" : " ms")
  }
}

/// The exception that ended a Python program.
package struct PythonException: Sendable, Equatable, Codable {
  /// Its class, such as `ValueError`.
  package var type: String
  /// Its message.
  package var text: String
  /// The line of the file; `nil` if it was raised elsewhere.
  package var line: Int?
  /// The traceback, as Python prints it.
  package var traceback: String

  /// Makes the entry from its parts.
  package init(type: String, text: String, line: Int?, traceback: String) {
    self.type = type
    self.text = text
    self.line = line
    self.traceback = traceback
  }
}

/// Something that went wrong with a program, in three sentences.
package struct Trouble: Sendable, Equatable, Codable {
  /// What was seen.
  package var seen: String
  /// What it means.
  package var means: String
  /// What to do about it.
  package var fix: String

  /// Makes the entry from its sentences.
  package init(seen: String, means: String, fix: String) {
    self.seen = seen
    self.means = means
    self.fix = fix
  }

  /// The three sentences.
  package var sentences: [String] { [seen, means, fix] }
}

/// The Python that ran a program.
package struct PythonUsed: Sendable, Equatable, Codable {
  /// Its version, such as `3.11.2`.
  package var version: String
  /// Its path.
  package var executable: String
  /// The version of NumPy that it can import; `nil` if it has none.
  package var numpy: String?

  /// Makes the entry from its parts.
  package init(version: String, executable: String, numpy: String? = nil) {
    self.version = version
    self.executable = executable
    self.numpy = numpy
  }
}
