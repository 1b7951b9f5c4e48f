internal import Experiments
import Text

extension Troubles {
  /// What an exception means that has ended a program.
  func trouble(of error: TraceEvent.Exception) -> Trouble {
    let seen = "\(error.type)\(at(error.line)): \(error.text.split(separator: "\n").first.map(String.init) ?? "")"
    let isPickling =
      error.type == "PicklingError"
      || ["AttributeError", "TypeError"].contains(error.type)
        && (error.text.contains("pickle") || error.text.contains("Can't get local object"))
    if let file = error.hiding {
      let name = file.split(separator: ".").first.map(String.init) ?? file
      return Trouble(
        seen: seen, means: "The file \(file) in this folder hides Python's own module \(name).",
        fix: "Give \(file) another name, such as my_\(file).")
    }
    switch error.type {
    case "SyntaxError" where error.text.contains("codec can't decode") || error.text.contains("Non-UTF-8"):
      return Trouble(
        seen: seen, means: "The file has characters in another encoding than UTF-8, so Python can't read it.",
        fix: "Save the file as UTF-8 in the editor.")
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
    case "MaybeEncodingError":
      return Trouble(
        seen: seen,
        means: "What a mapped function returns or raises travels to the main program as bytes, and this can't.",
        fix: "Return plain values: a list instead of a generator, a text instead of a lock or an open file.")
    case "ImportError":
      return Trouble(
        seen: seen, means: "\(visible(cell.python.executable, onOneLine: true)) doesn't find what is imported there.",
        fix: "If the name is right, install the module for this Python, or use another Python that has it.")
    case "RecursionError":
      return Trouble(
        seen: seen, means: "A function calls itself again and again, and its calls never come to an end.",
        fix: "Check the condition at which it stops calling itself.")
    case "BrokenProcessPool" where error.text.contains("un-serialize"):
      return Trouble(
        seen: "A result could not be made again in the main program.",
        means: "What a function returns or raises travels as bytes, and the executor gives up if it can't read them.",
        fix: "Let the function return plain values, and raise Python's own exceptions or some with one argument.")
    case "BrokenProcessPool":
      return broken(seen)
    case "RuntimeError" where error.text.contains("bootstrapping phase"):
      return Trouble(
        seen: seen, means: "A worker imports this file, and so makes a pool of its own.",
        fix: "Put everything that makes or uses the pool under: if __name__ == \"__main__\":")
    default: return misuse(of: error, seen) ?? plain(error, seen)
    }
  }

  /// Ways to use a pool that Python refuses with an exception.
  private func misuse(of error: TraceEvent.Exception, _ seen: String) -> Trouble? {
    func says(_ text: String) -> Bool { error.text.contains(text) }
    let (means, fix): (String, String)
    switch error.type {
    case "OSError" where says("File too large"):
      (means, fix) = (
        "A program here may write files of at most \(gigabytes(cell.limits.fileSize)) GB, so that none fills the disk.",
        "Write less, or stop the loop that writes."
      )
    case "RuntimeError" where says("through inheritance"):
      (means, fix) = (
        "Locks, queues and the like can't be items of a map: workers get them when they start, or not at all.",
        "Pass it once with Pool(initializer=…, initargs=…), or make it with multiprocessing.Manager()."
      )
    case "NotImplementedError" where says("pool objects cannot be passed"):
      (means, fix) = (
        "A method travels to the workers together with its object, and this object has the pool in it.",
        "Map a function at the top level of the file, or make the pool where it is used: with Pool() as pool."
      )
    case "ValueError" where says("Pool is still running"):
      (means, fix) = (
        "pool.join() waits for the workers to end, and nobody has said that no more work comes.",
        "Call pool.close() before pool.join(), or use: with Pool() as pool."
      )
    case "ValueError" where says("Pool not running"):
      (means, fix) = (
        "The pool was ended before, for example at the end of its with block.",
        "Use it inside of the with block, or make another."
      )
    default: return nil
    }
    return Trouble(seen: seen, means: means, fix: fix)
  }

  private func broken(_ seen: String) -> Trouble {
    if let event = ended.program.events.first(where: { $0.e == "initializer" }) {
      return Trouble(
        seen: "The pool's initializer failed\(at(event.line)): \(event.text ?? "").",
        means: "Each worker calls it before its first item, and without workers the pool is broken.",
        fix: "Correct the initializer, or try it once in the main program before the pool is made.")
    }
    if let event = ended.program.events.first(where: { $0.e == "taskLost" }) { return taskLost(event.text ?? "") }
    let methods = ended.program.pools.values.compactMap(\.method)
    if let method = methods.first(where: { $0 != "fork" }), !ended.program.workers.contains(where: { $0.ready != nil })
    {
      return unguarded("The executor's workers ended before they could begin.", method)
    }
    let dead = ended.heads.lazy.compactMap { page in
      self.ended.program.worker(page.pid)?.ended.map { (page, $0.code) }
    }.first { $0.1 != 0 || self.ended.program.held(by: $0.0) != nil }
    if let (page, code) = dead {
      let item = ended.program.held(by: page).map { " while it had \(words($0.items))" } ?? ""
      return Trouble(
        seen: "\(name(page.pid)) (pid \(page.pid)) \(fate(code))\(item).",
        means: "The executor gives up all of its work when a worker is lost, instead of waiting for ever as Pool does.",
        fix: "Find out what ends the process: a crash, os._exit, or too much memory.")
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
    let (means, fix) = reason(for: error)
    return Trouble(
      seen: "\(name(pid)) had \(words(item..<item + 1)): \(event?.text ?? error.type)\(at(event?.line)).",
      means: means ?? "The exception travelled back to the map\(at(error.line)), which then gave no results at all.",
      fix: fix ?? "Correct the function for that item, or catch the exception in it and return a value such as None.")
  }

  /// What an exception of an item means and its fix, if it says more than that the item failed.
  private func reason(for error: TraceEvent.Exception) -> (means: String?, fix: String?) {
    if error.type == "TypeError", error.text.contains("object is not callable") {
      return (
        "What is mapped has to be a function, and this is what a call of one returned.",
        "Write its name without parentheses: pool.map(work, items), not pool.map(work(3), items)."
      )
    }
    if error.type == "TypeError", error.text.contains("missing"), error.text.contains("positional argument") {
      return (
        "map calls the function with one argument, the item, even if that is a pair.",
        "Use pool.starmap, which makes an argument of each part, or let the function take a single argument."
      )
    }
    return error.type == "OSError" && error.text.contains("File too large")
      ? (misuse(of: error, "")?.means, misuse(of: error, "")?.fix) : (nil, nil)
  }
}
