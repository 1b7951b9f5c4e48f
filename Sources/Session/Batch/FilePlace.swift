internal import Experiments
package import LessonFormat

/// Where the file of a question is, and the command that submits it, both as they are typed into a shell.
package struct FilePlace: Sendable, Equatable {
  /// The path.
  package let path: String
  /// The command; `nil` if the file isn't a batch file.
  package let command: String?
}

extension Session {
  /// Where the file that answers a question is; `nil` if the answer isn't a file.
  ///
  /// - Parameters:
  ///   - folder: The student's folder, as it was named when the workbook was opened.
  ///   - hasSLURM: Whether `sbatch` submits it; otherwise this program does, to a cluster or to the stand-in.
  package func place(of question: Question, in folder: String, hasSLURM: Bool) -> FilePlace? {
    guard let name = question.fileName else { return nil }
    let folder = shellPath(newFolder ?? folder)
    let path = folder == "." ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    guard question.isBatchFile(text(of: question)) else { return FilePlace(path: commandLine([path]), command: nil) }
    let isUsual = name == "pool_example.sb"
    let go = folder == "." ? "" : "\(commandLine(["cd", folder])) && "
    let command =
      if hasSLURM {
        go + commandLine(["sbatch", name])
      } else if isUsual {
        commandLine(["poolbook", "batch", "submit"] + (folder == "sharing-work" ? [] : ["--folder", folder]))
      } else {
        go + commandLine(["poolbook", "batch", "submit", "--", name])
      }
    return FilePlace(path: commandLine([path]), command: command)
  }
}

/// A folder as people would write it: without a `./` before it that isn't needed.
package func shellPath(_ folder: String) -> String {
  guard folder.hasPrefix("./"), folder.count > 2 else { return folder.isEmpty || folder == "./" ? "." : folder }
  let short = folder.dropFirst(2)
  return short.hasPrefix("-") || short.hasPrefix("/") ? folder : String(short)
}
