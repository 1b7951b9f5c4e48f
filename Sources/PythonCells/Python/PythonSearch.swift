package import Experiments
import FoundationEssentials
import Posix
import Synchronization
import Text

/// Why there is no Python to run a program with, as a sentence that says what to do.
package struct PythonProblem: Error, Sendable, Equatable, CustomStringConvertible {
  /// The sentence.
  package var description: String
}

extension PythonUsed {
  /// Finds the Python to use, and asks it for its version.
  ///
  /// It is the one that was asked for, otherwise `$POOLBOOK_PYTHON`, that of the virtual or conda environment, or
  /// `python3` on the PATH.
  ///
  /// - Parameter asked: A path, or a name to look for on the PATH.
  package static func find(_ asked: String? = nil) throws(PythonProblem) -> PythonUsed {
    try find(asked, needs: []).used
  }

  /// Finds the Python to use, and which of these modules it can't import.
  fileprivate static func find(
    _ asked: String?, needs: Set<String>
  ) throws(PythonProblem) -> (used: PythonUsed, missing: Set<String>) {
    let (program, source) = try place(asked)
    return try probe(program, from: source, needs: needs)
  }

  /// Which program it is, and what names it.
  private static func place(_ asked: String?) throws(PythonProblem) -> (program: String, source: String) {
    if let asked { return (asked, "--python") }
    if let named = Environment.value("POOLBOOK_PYTHON") { return (named, "POOLBOOK_PYTHON") }
    for variable in ["VIRTUAL_ENV", "CONDA_PREFIX"] {
      guard let folder = Environment.value(variable), findProgram("\(folder)/bin/python") != nil else { continue }
      return ("\(folder)/bin/python", variable)
    }
    guard findProgram("python3") != nil else {
      throw PythonProblem(
        description: "There is no python3: install python3, or name a Python with --python or POOLBOOK_PYTHON.")
    }
    return ("python3", "PATH")
  }

  /// What `find` gives without a wish, looked for once.
  package static func usual() throws(PythonProblem) -> PythonUsed {
    if let known = known.withLock({ $0 }) { return try known.get() }
    let found = Result { () throws(PythonProblem) in try find() }
    known.withLock { $0 = found }
    return try found.get()
  }

  /// Makes `usual` give this Python without looking again.
  fileprivate static func remember(_ python: PythonUsed) { known.withLock { $0 = .success(python) } }

  /// The Python that was found without a wish; `nil` until it was looked for.
  private static let known = Mutex<Result<PythonUsed, PythonProblem>?>(nil)

  /// The program prints one object: its version, its path, the version of NumPy without the time to import it, and those of
  /// its arguments that are modules it can't find.
  private static let question = """
    import sys
    # Nothing in the current folder hides a module of Python's.
    sys.path = [path for path in sys.path if path]
    import json
    from importlib.util import find_spec
    try:
        import importlib.metadata as m; numpy = m.version("numpy")
    except Exception: numpy = None
    def lacks(name):
        try: return find_spec(name) is None
        except Exception: return True
    print(json.dumps(dict(version="%d.%d.%d" % sys.version_info[:3], executable=sys.executable, numpy=numpy,
                          missing=[name for name in sys.argv[1:] if lacks(name)])))
    """

  /// What the program prints that isn't about Python itself.
  private struct Missing: Decodable { var missing: [String] }

  private static func probe(
    _ program: String, from source: String, needs: Set<String>
  ) throws(PythonProblem) -> (used: PythonUsed, missing: Set<String>) {
    let shown = visible(program, onOneLine: true)
    guard findProgram(program) != nil else {
      throw PythonProblem(description: "There is no program \(shown), which \(source) names; name another Python.")
    }
    let answer = try? capture([program, "-c", question] + needs.sorted(), limits: CaptureLimits(time: .seconds(20)))
    // What a site's start-up file prints comes before.
    let line = answer?.output.split(separator: UInt8(ascii: "\n")).last
    guard let line, var python = try? JSONDecoder().decode(PythonUsed.self, from: Data(line)) else {
      throw PythonProblem(description: "\(shown) is not a Python that runs; see what `\(shown) -V` prints.")
    }
    if python.executable.isEmpty { python.executable = program }
    let numbers = python.version.split(separator: ".").compactMap { Int($0) }
    guard numbers.count >= 2, (numbers[0], numbers[1]) >= (3, 8) else {
      throw PythonProblem(
        description: "\(shown) is Python \(visible(python.version, onOneLine: true)), which is too old; "
          + "name Python 3.8 or newer with --python.")
    }
    let missing = (try? JSONDecoder().decode(Missing.self, from: Data(line)))?.missing ?? []
    return (python, needs.intersection(missing))
  }
}

extension PythonFacts {
  /// Finds the Python that runs code cells, and which of the modules that they need it can't import. It is asked once.
  ///
  /// - Parameter asked: A path, or a name to look for on the PATH.
  package static func find(asked: String? = nil, needs: Set<String>) -> PythonFacts {
    do throws(PythonProblem) {
      let (used, missing) = try PythonUsed.find(asked, needs: needs)
      if asked == nil { PythonUsed.remember(used) }
      return PythonFacts(used, missing: missing)
    } catch {
      return PythonFacts(problem: error.description)
    }
  }
}
