internal import CLinux
import Glibc
import Posix

extension BatchNode {
  /// This machine: the cores and the memory that are usable, but at least four CPUs.
  package static var here: BatchNode {
    let cpus = Environment.value("POOLBOOK_RUNNER_CPUS").flatMap { Int($0) } ?? max(4, Int(cl_affinity_count()))
    let pages = UInt64(max(0, sysconf(Int32(_SC_PHYS_PAGES)))) * UInt64(max(0, sysconf(Int32(_SC_PAGESIZE))))
    let memory = Environment.value("POOLBOOK_RUNNER_MEMORY").flatMap(megabytes) ?? pages >> 20
    return BatchNode(cpus: max(1, cpus), memory: max(1, memory))
  }
}

extension Submission.Sources {
  /// The files, users and variables of this machine, seen from a folder.
  static func real(
    in folder: String, _ variables: [String: String], _ standardInput: @escaping @Sendable () -> [UInt8]
  ) -> Submission.Sources {
    let surroundings = BatchRequest.Surroundings(
      now: Int(SystemClock.wall), secondsFromUTC: SystemClock.secondsFromUTC, isUser: isUser,
      file: { path in
        do throws(FileError) {
          return .success(try readFile(path.hasPrefix("/") ? path : "\(folder)/\(path)", limit: 64 << 20))
        } catch {
          let isFolder = isDirectory(path.hasPrefix("/") ? path : "\(folder)/\(path)")
          return .failure(.init(reason: isFolder ? "Is a directory" : error.reason))
        }
      })
    return Submission.Sources(
      surroundings: surroundings,
      variables: variables.filter { $0.key.hasPrefix("SBATCH_") },
      find: { name in
        if name.contains("/") { return name }
        let here = "\(folder)/\(name)"
        return access(here, F_OK) == 0 ? here : findProgram(name) ?? here
      },
      standardInput: standardInput)
  }
}

/// Whether there is a folder at a path.
func isDirectory(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// The variables of this process's environment.
package func environmentVariables() -> [String: String] {
  var variables: [String: String] = [:]
  var next = cl_environment()
  while let pointer = next?.pointee {
    let variable = String(cString: pointer)
    if let sign = variable.firstIndex(of: "=") {
      variables[String(variable[..<sign])] = String(variable[variable.index(after: sign)...])
    }
    next = next?.successor()
  }
  return variables
}

/// The environment that jobs are submitted from: that of this process, whose program jobs find by its name. Its folder is
/// added at the end of `PATH` if no other `poolbook` is there; what a job gets of it is up to `--export`.
package func submissionVariables() -> [String: String] {
  var variables = environmentVariables()
  guard findProgram("poolbook") == nil, let path = variables["PATH"], let program = programPath(),
    program.hasSuffix("/poolbook"), !program.contains(":")
  else { return variables }
  variables["PATH"] = path + ":" + program.dropLast("/poolbook".count)
  return variables
}

/// The path of this program; `nil` if it is no longer there.
private func programPath() -> String? {
  guard let path = realpath("/proc/self/exe", nil) else { return nil }
  defer { free(path) }
  return String(cString: path)
}

/// The name of the user who runs this process.
func userName() -> String {
  entries(of: "/etc/passwd").first { $0.number == String(getuid()) }?.name ?? Environment.value("USER")
    ?? String(getuid())
}

@Sendable private func isUser(_ text: String) -> Bool {
  UInt32(text) != nil
    || ["/etc/passwd", "/etc/group"].contains { file in entries(of: file).contains { $0.name == text } }
}

/// The users or groups in a file. A statically linked program can't ask the C library for them.
private func entries(of file: String) -> [(name: String, number: String)] {
  let text = (try? readFile(file, limit: 1 << 24)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  return text.split(separator: "\n").compactMap { line in
    let fields = line.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    return fields.count > 2 ? (fields[0], fields[2]) : nil
  }
}
