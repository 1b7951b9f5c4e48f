import BatchJob
import Glibc
import Posix
import Testing

/// What is at the paths that a script names.
struct KnownPathsTests {
  private let script = BatchScript(
    "#!/bin/bash\n#SBATCH --time=5\n#SBATCH --chdir=work\n#SBATCH --output=logs/%j.out\nhostname\n")

  private func words(_ known: [String: PathFacts], folder: String = "") -> [String] {
    script.findings(file: "job.sb", folder: folder, known: known).findings.filter { $0.severity == .warning }
      .map(\.words)
  }

  @Test func `what nobody has looked at counts as being there`() {
    let (findings, paths) = script.findings(file: "job.sb", known: [:])
    #expect(findings.allSatisfy { $0.severity == .note })
    #expect(paths.isSuperset(of: ["/bin/bash", "work", "work/logs"]))
  }

  @Test func `the fix names the folder as it is seen from the shell`() {
    #expect(words(["work": PathFacts()], folder: "mine").first?.contains("mkdir -p mine/work.") == true)
    let known = ["work": PathFacts(isFolder: true), "work/logs": PathFacts()]
    #expect(words(known).first?.contains("mkdir -p work/logs.") == true)
  }

  @Test func `a folder is not taken for a program, or a program for a folder`() {
    let facts = PathFacts.lookUp(["/bin/sh", "bin", "nowhere", "/etc/passwd"], from: "/usr")
    #expect(facts["/bin/sh"] == PathFacts(isProgram: true))
    #expect(facts["bin"] == PathFacts(isFolder: true))
    #expect(facts["nowhere"] == PathFacts())
    #expect(facts["/etc/passwd"] == PathFacts())
  }
}
