package import Experiments
import FoundationEssentials
import Posix
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
    if let asked { return try probe(asked, from: "--python") }
    if let named = Environment.value("POOLBOOK_PYTHON") { return try probe(named, from: "POOLBOOK_PYTHON") }
    for variable in ["VIRTUAL_ENV", "CONDA_PREFIX"] {
      guard let folder = Environment.value(variable), findProgram("\(folder)/bin/python") != nil else { continue }
      return try probe("\(folder)/bin/python", from: variable)
    }
    guard findProgram("python3") != nil else {
      throw PythonProblem(
        description: "There is no python3: install python3, or name a Python with --python or POOLBOOK_PYTHON.")
    }
    return try probe("python3", from: "PATH")
  }

  /// What `find` gives without a wish, looked for once.
  package static func usual() throws(PythonProblem) -> PythonUsed { try found.get() }

  private static let found = Result { () throws(PythonProblem) in try find() }

  /// The program prints one object: its version, its path, and the version of NumPy without the time to import it.
  private static let question = """
    import json, sys
    try:
        import importlib.metadata as m; numpy = m.version("numpy")
    except Exception: numpy = None
    print(json.dumps(dict(version="%d.%d.%d" % sys.version_info[:3], executable=sys.executable, numpy=numpy)))
    """

  private static func probe(_ program: String, from source: String) throws(PythonProblem) -> PythonUsed {
    let shown = visible(program, onOneLine: true)
    guard findProgram(program) != nil else {
      throw PythonProblem(description: "There is no program \(shown), which \(source) names; name another Python.")
    }
    let answer = try? capture([program, "-c", question], limits: CaptureLimits(time: .seconds(20)))
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
    return python
  }
}
