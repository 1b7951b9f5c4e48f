import Glibc
import Posix

/// The jobs that were submitted here, in a file that machines with the same home share: a cluster has several for logging
/// in. The stand-in's jobs are known on their own machine only.
package struct Submissions: Sendable {
  /// The file.
  package var path: String
  /// This machine.
  package var host: String

  /// Names a file.
  package init(path: String = QueueFolder.submissions, host: String = hostName()) {
    self.path = path
    self.host = host
  }

  /// Remembers who took a job: `slurm` or `builtin`.
  package func remember(_ runner: String, _ id: String) {
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { return }
    try? writeAll("\(runner) \(id) \(host)\n", to: file)
    close(file)
  }

  /// The last job, with this id and by this runner if they are given; `nil` if there is none.
  package func last(_ id: String?, _ runner: String?) -> (runner: String, id: String)? {
    let text = (try? readFile(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    for line in text.split(separator: "\n").reversed() {
      let words = line.split(separator: " ").map(String.init)
      guard words.count == 3, runner == nil || words[0] == runner else { continue }
      if words[0] == "builtin", words[2] != host { continue }
      // A task of an array has its index behind the array's id.
      if let id, id.prefix(while: { $0 != "_" }) != words[1] { continue }
      return (words[0], id ?? words[1])
    }
    return nil
  }
}
