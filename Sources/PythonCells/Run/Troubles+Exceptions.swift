internal import Experiments
import Text

extension Troubles {
  /// What an exception means that has ended a program.
  func trouble(of error: TraceEvent.Exception) -> Trouble {
    let seen = "\(error.type)\(at(error.line)): \(error.text.split(separator: "\n").first.map(String.init) ?? "")"
    let isPickling =
      error.type == "PicklingError"
      || ["AttributeError", "TypeError"].contains(error.type) && error.text.contains("pickle")
    switch error.type {
    case "SyntaxError", "IndentationError", "TabError":
      return Trouble(
        seen: seen, means: "Python can't read the file from there on, so nothing of it has run.",
        fix: "Look at that line and the one before it: a colon, a bracket, a quote or the indentation is missing.")
    case "EOFError" where error.traceback.contains("input("):
      return Trouble(
        seen: seen,
        means: "input() waits for somebody who types, and nobody can type into a program here.",
        fix: "Set the value in the file: n = 10 instead of n = int(input()).")
    case "ModuleNotFoundError":
      return Trouble(
        seen: seen,
        means: "Python \(visible(cell.python.version, onOneLine: true)) looks in this file's folder and among its "
          + "installed modules, and finds none of that name.",
        fix: "Look at the spelling; write the file that is imported, install the module, or name another Python with "
          + "POOLBOOK_PYTHON.")
    case "KeyError" where error.text.hasPrefix("'SLURM_"):
      return Trouble(
        seen: seen, means: "Only a batch job has the variables of SLURM, and this program runs outside of one.",
        fix: "Give a value for other places: os.environ.get(\(error.text.prefix(60)), 2).")
    case "MemoryError", "_ArrayMemoryError", "numpy._core._exceptions._ArrayMemoryError":
      return Trouble(
        seen: seen, means: "A process may have \(gigabytes(cell.limits.memory)) GB of memory.",
        fix: "Work in smaller blocks, or allow more with --memory.")
    case "AssertionError" where error.text.contains("daemonic"):
      return Trouble(
        seen: seen, means: "A worker of a Pool may not have a pool of its own.",
        fix: "Make one pool, and map over all pairs of items, such as those of itertools.product.")
    case _ where isPickling:
      return Trouble(
        seen: seen,
        means: "What is mapped travels to the workers by its name, and lambdas and inner functions have none there.",
        fix: "Write the function with def at the top level of the file.")
    case "BrokenProcessPool":
      return broken(seen)
    case "RuntimeError" where error.text.contains("bootstrapping phase"):
      return Trouble(
        seen: seen, means: "A worker imports this file, and so makes a pool of its own.",
        fix: "Put everything that makes or uses the pool under: if __name__ == \"__main__\":")
    default: return plain(error, seen)
    }
  }

  private func broken(_ seen: String) -> Trouble {
    if let event = ended.program.events.first(where: { $0.e == "initializer" }) {
      return Trouble(
        seen: "The pool's initializer failed\(at(event.line)): \(event.text ?? "").",
        means: "Each worker calls it before its first item, and without workers the pool is broken.",
        fix: "Correct the initializer, or try it once in the main program before the pool is made.")
    }
    let held = ended.heads.compactMap { ended.program.held(by: $0)?.items }.sorted { $0.lowerBound < $1.lowerBound }
    let which = held.map(words).joined(separator: ", ")
    return Trouble(
      seen: "A worker of the executor was ended" + (which.isEmpty ? "." : "; in progress: \(which)."),
      means: "The executor gives up all of its work when a worker is lost, instead of waiting for ever as Pool does.",
      fix: "Find out what ends the process: a crash, os._exit, or too much memory.")
  }

  /// Any other exception, with the item that raised it if it was one.
  private func plain(_ error: TraceEvent.Exception, _ seen: String) -> Trouble {
    let failed = ended.program.maps.lazy.flatMap(\.parts).compactMap { part in
      part.single.first { $0.failure?.hasPrefix("\(error.type): ") == true }.map { (part.pid, $0.item) }
    }.first
    guard let (pid, item) = failed else {
      return Trouble(
        seen: seen, means: "The exception ended the program, and nothing in it caught the exception.",
        fix: "Correct that line; the traceback shows how the program came to it.")
    }
    let event = ended.program.events.last { $0.e == "failed" && $0.by == pid && $0.ends != true }
    return Trouble(
      seen: "\(name(pid)) had \(words(item..<item + 1)): \(event?.text ?? error.type)\(at(event?.line)).",
      means: "The exception travelled back to the map\(at(error.line)), which then gave no results at all.",
      fix: "Correct the function for that item, or catch the exception in it and return a value such as None.")
  }
}
