internal import BatchJob
import Glibc
package import LessonFormat

extension BookFolder {
  /// The files to hand in that are in a student's folder, as paths in it: the record, the files that are answers, the
  /// outputs of jobs, the journal and the runs. Links and folders with such names aren't handed in.
  ///
  /// - Returns: None if there is no such folder.
  package static func filesToHandIn(in path: String, _ lesson: Lesson) throws(BookError) -> [String] {
    guard let directory = try Directory.open(path) else { return [] }
    let asked = [RecordFile.name] + lesson.questions.compactMap(\.fileName)
    var notices: [String] = []
    let jobs = JobFile.read(directory, notices: &notices).values.joined()
    let outputs = Set(try directory.names().filter(isJobOutput) + jobs.flatMap(\.outputs)).subtracting(asked).sorted()
    var files = (asked + outputs + [JobFile.name, Journal.name]).filter(directory.isFile)
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

  /// Whether a file of this name is the output of a job.
  static func isJobOutput(_ name: String) -> Bool { name.hasPrefix("slurm-") && name.hasSuffix(".out") }
}

extension SubmittedJob {
  /// The files in the student's folder with what the job wrote, as paths in it.
  var outputs: [String] {
    [status?.output, errorOutput].compactMap { path in
      guard let path, path.hasPrefix(folder + "/") else { return nil }
      let name = String(path.dropFirst(folder.count + 1))
      return name.split(separator: "/").contains("..") ? nil : name
    }
  }
}

extension Directory {
  /// Whether a name is that of an ordinary file.
  fileprivate func isFile(_ name: String) -> Bool {
    var status = stat()
    return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
