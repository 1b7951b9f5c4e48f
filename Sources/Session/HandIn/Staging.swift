internal import Experiments
internal import Text

/// The call of Git that stages the files of a hand-in, and what is said about its end. It commits nothing.
package struct Staging: Sendable, Equatable {
  /// The words of the command.
  package let words: [String]
  private let count: Int

  /// How long Git may take, in seconds.
  package static let patience = 30

  /// Stages files.
  ///
  /// - Parameters:
  ///   - files: Paths in the folder.
  ///   - folder: The student's folder.
  package init(_ files: [String], in folder: String) {
    let place = shellPath(folder)
    words = ["git"] + (place == "." ? [] : ["-C", place]) + ["add", "--"] + files.map(pathspec)
    count = files.count
  }

  /// The command as it is typed into a shell.
  package var command: String { commandLine(words) }

  /// Variables that are added to Git's environment: no prompts, no pager, no hooks, and English.
  ///
  /// - Parameter earlier: How many settings the environment already has for Git (`GIT_CONFIG_COUNT`).
  package static func variables(earlierSettings earlier: Int) -> [String] {
    let settings = [("core.hooksPath", "/dev/null"), ("core.fsmonitor", "false")]
    return ["GIT_TERMINAL_PROMPT=0", "GIT_PAGER=cat", "LC_ALL=C", "GIT_CONFIG_COUNT=\(earlier + settings.count)"]
      + settings.enumerated().flatMap { index, setting in
        ["GIT_CONFIG_KEY_\(earlier + index)=\(setting.0)", "GIT_CONFIG_VALUE_\(earlier + index)=\(setting.1)"]
      }
  }

  /// How Git ended.
  package enum Ending: Sendable, Equatable {
    /// It isn't installed.
    case missing
    /// It couldn't be started; the reason is part of a sentence.
    case notStarted(String)
    /// It was ended, because it took too long.
    case outOfTime
    /// It ended with this code and wrote this to standard error.
    case exited(code: Int32, errors: String)
  }

  /// What came of it.
  package struct Outcome: Sendable, Equatable {
    /// Whether Git has staged all the files.
    package let isDone: Bool
    /// The sentence for the student.
    package let sentence: String
  }

  /// Says how Git ended.
  package func outcome(of ending: Ending) -> Outcome {
    if case .exited(0, _) = ending {
      return Outcome(
        isDone: true,
        sentence: "\(counted(count, "file")) \(count == 1 ? "is" : "are") staged; nothing is committed. "
          + "git status shows them, and git commit commits them.")
    }
    return Outcome(isDone: false, sentence: Staging.problem(ending))
  }

  private static func problem(_ ending: Ending) -> String {
    switch ending {
    case .missing: return "Git isn't installed here, so nothing is staged: install it, or hand in the files without it."
    case .notStarted(let reason): return "Git can't be started (\(reason)), so nothing is staged."
    case .outOfTime:
      return "Git took longer than \(patience) seconds and was ended. If it now says that index.lock exists, delete "
        + "that file and try again."
    case .exited(let code, let errors):
      if errors.contains("not a git repository") {
        return "This folder isn't in a Git repository, so nothing is staged: git init makes one."
      }
      if errors.contains("index.lock") {
        return "Another Git is at work here (index.lock exists), so nothing is staged: try again when it has ended."
      }
      let lines = errors.split(separator: "\n").map(String.init)
      if let start = lines.firstIndex(where: { $0.contains("ignored by one of your .gitignore") }) {
        let names = lines[(start + 1)...].prefix { !$0.hasPrefix("hint:") }.joined(separator: ", ")
        return "Git ignores \(visible(names, onOneLine: true)), because .gitignore says so; anything else is staged. "
          + "git add -f adds it all the same."
      }
      let first = lines.first { !$0.hasPrefix("hint:") && !$0.hasPrefix("warning:") }
      return "Git refuses: \(visible(first ?? "it ended with code \(code)", onOneLine: true))"
    }
  }
}

/// A file's name as Git takes it literally.
private func pathspec(_ name: String) -> String {
  name.hasPrefix(":") || name.contains(where: { "*?[\\".contains($0) }) ? ":(literal)\(name)" : name
}
