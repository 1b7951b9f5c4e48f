internal import BatchJob
import Glibc
package import LessonFormat

extension BookFolder {
  /// The files to hand in that are in a student's folder, as paths in it: the record, the files that are answers and
  /// those that they import, the outputs of jobs, the journal and the runs. Links and folders with such names aren't handed in.
  ///
  /// - Returns: None if there is no such folder.
  package static func filesToHandIn(in path: String, _ lesson: Lesson) throws(BookError) -> [String] {
    guard let directory = try Directory.open(path) else { return [] }
    let asked = [RecordFile.name] + lesson.questions.compactMap(\.fileName)
    var notices: [String] = []
    let jobs = JobFile.read(directory, notices: &notices).values.joined()
    let own = Set(asked + [JobFile.name, Journal.name, Receipts.name])
    let outputs = Set(try directory.names().filter(isJobOutput) + jobs.flatMap(\.outputs)).subtracting(own)
      .filter { !$0.hasPrefix(RunFiles.folder + "/") && !$0.hasSuffix(HandInBundle.ending) }.sorted()
    let modules = modules(in: directory).subtracting(own).subtracting(outputs).sorted()
    var files = (asked + modules + outputs + [JobFile.name, Journal.name]).filter(directory.isFile)
    if let runs = try? directory.subfolder(RunFiles.folder, making: false) {
      files += try runs.names().filter { $0.hasSuffix(RunFiles.ending) && runs.isFile($0) }
        .map { "\(RunFiles.folder)/\($0)" }
    }
    return files
  }

  /// The files to hand in that are in this folder, wherever it is now.
  package var filesToHandIn: [String] {
    get throws(BookError) { try Self.filesToHandIn(in: currentPath, lesson) }
  }

  /// The student's own modules that recorded runs rest on, as paths in the folder.
  private static func modules(in directory: Directory) -> Set<String> {
    let code = RunFiles.headers(in: directory, except: []).flatMap { $0.report.code ?? [] }
    return Set(code.map(\.file)).filter { path in
      path.hasSuffix(".py")
        && path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { isFileName(String($0)) }
    }
  }

  /// Whether a file of this name is the output of a job.
  static func isJobOutput(_ name: String) -> Bool { name.hasPrefix("slurm-") && name.hasSuffix(".out") }
}

extension SubmittedJob {
  /// The files in the student's folder with what the job wrote, as paths in it.
  var outputs: [String] {
    [status?.output, errorOutput].compactMap { path in
      guard let path, path.hasPrefix(folder + "/") else { return nil }
      let parts = path.dropFirst(folder.count + 1).split(separator: "/").filter { $0 != "." }
      return parts.isEmpty || parts.contains("..") ? nil : parts.joined(separator: "/")
    }
  }
}

extension Directory {
  /// Whether a path leads to an ordinary file in this folder, without a link anywhere on the way.
  fileprivate func isFile(_ path: String) -> Bool {
    guard let (folder, name) = holder(of: path) else { return false }
    var status = stat()
    return fstatat(folder.descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Reads a file of this folder or of one in it; `nil` if it isn't there, or a link is on the way.
  func readInside(_ path: String) throws(BookError) -> FileContents? {
    guard let (folder, name) = holder(of: path) else { return nil }
    return try folder.read(name)
  }

  /// The folder that a file is in, and the file's name; `nil` if there is no such folder.
  private func holder(of path: String) -> (folder: Directory, name: String)? {
    let parts = path.split(separator: "/").map(String.init)
    guard let name = parts.last else { return nil }
    var folder = self
    for part in parts.dropLast() {
      guard let next = try? folder.subfolder(part, making: false) else { return nil }
      folder = next
    }
    return (folder, name)
  }
}
