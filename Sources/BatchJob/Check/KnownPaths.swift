import Glibc
import Synchronization

/// What is at a path.
package struct PathFacts: Sendable, Equatable {
  /// Whether it is a folder.
  package var isFolder: Bool
  /// Whether it is a program that can be started.
  package var isProgram: Bool

  /// Sets the facts; without any, nothing is there.
  package init(isFolder: Bool = false, isProgram: Bool = false) {
    self.isFolder = isFolder
    self.isProgram = isProgram
  }

  /// Looks at paths, as they are seen from a folder.
  package static func lookUp(_ paths: some Sequence<String>, from folder: String) -> [String: PathFacts] {
    var facts: [String: PathFacts] = [:]
    for path in paths {
      let place = path.hasPrefix("/") || folder.isEmpty ? path : "\(folder)/\(path)"
      let isFolder = isDirectory(place)
      facts[path] = PathFacts(isFolder: isFolder, isProgram: !isFolder && access(place, X_OK) == 0)
    }
    return facts
  }
}

extension BatchScript {
  /// The findings, as far as it is known what is at the paths that the script names.
  ///
  /// - Parameters:
  ///   - file: The script's name, for sbatch's own sentences.
  ///   - folder: The folder that the script is submitted from, as it is typed into a shell.
  ///   - known: What is at which path. Whatever isn't known counts as being there.
  /// - Returns: The findings, and all paths that they depend on.
  package func findings(
    file: String, folder: String = "", known: [String: PathFacts]
  ) -> (findings: [ScriptFinding], paths: Set<String>) {
    let asked = AskedPaths()
    var facts = ScriptFacts(
      file: file,
      isFolder: { path in
        asked.note(path)
        return known[path]?.isFolder
      },
      isProgram: { path in
        asked.note(path)
        return known[path]?.isProgram ?? true
      })
    facts.folder = folder
    return (findings(facts), asked.paths)
  }
}

/// The paths that a check has asked about.
private final class AskedPaths: Sendable {
  private let noted = Mutex<Set<String>>([])

  var paths: Set<String> { noted.withLock { $0 } }

  func note(_ path: String) { noted.withLock { _ = $0.insert(path) } }
}
