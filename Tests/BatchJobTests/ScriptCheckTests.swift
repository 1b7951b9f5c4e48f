import BatchJob
import SeededRandom
import Testing

/// The findings of a script with these lines between the first line and a command.
private func findings(
  _ directives: String..., first: String = "#!/bin/bash", command: String = "python pool_example.py",
  facts: ScriptFacts = ScriptFacts(isFolder: { ["logs", "."].contains($0) }, isProgram: { $0 == "/bin/bash" })
) -> [ScriptFinding] {
  BatchScript(([first] + directives + [command]).joined(separator: "\n") + "\n").findings(facts)
}

/// The errors and warnings.
private func complaints(_ findings: [ScriptFinding]) -> [ScriptFinding] { findings.filter { $0.severity != .note } }

struct ScriptCheckTests {
  /// A script about which there is nothing to say.
  private static let good = ["#SBATCH --time=01:00:00", "#SBATCH --mem=4GB", "#SBATCH --nodes=1", "#SBATCH --ntasks=4"]

  @Test func `a good script is explained line by line`() {
    let found = BatchScript((["#!/bin/bash"] + Self.good + ["python a.py"]).joined(separator: "\n") + "\n").findings()
    #expect(found.map(\.line) == [2, 3, 4, 5])
    #expect(found.allSatisfy { $0.severity == .note && $0.fix == nil })
    #expect(found[0].sentence == "The job may take 1 hour; then SLURM ends it.")
    #expect(found[1].sentence == "4 GB of memory on each node.")
  }

  @Test(arguments: [
    ("  #SBATCH --ntasks=4", "indented"), ("# SBATCH --ntasks=4", "space after the #"),
    ("##SBATCH --ntasks=4", "switched off"), ("#sbatch --ntasks=4", "capitals"),
    ("#SBATCH --job-name=a#b", "A # ends"), ("#SBATCH --output=missing/%j.out", "no folder “missing”"),
    ("#SBATCH --chdir=missing", "no folder “missing”"), ("#SBATCH --output=logs", "is a folder"),
    ("#PBS -N name", "obeys #PBS"), ("#BSUB -J name", "obeys #BSUB"), ("#SBATCH --job-name=$USER", "doesn't replace"),
    ("#SBATCH --job-name=“mine”", "Typographic quotes"), ("#SBATCH -J=mine", "The = has become part"),
    ("#SBATCH --mem=4", "only 4 MB"), ("#SBATCH --mail-type=START,END", "unknown"),
    ("#SBATCH --mail-user=<you>@example.edu", "placeholder"), ("#SBATCH --chdir=", "empty"),
    ("#SBATCH --help", "no effect"), ("#SBATCH --job-name --comment=x", "has become the value"),
  ])
  func `what sbatch accepts in silence is a warning with a fix`(_ line: String, _ words: String) throws {
    let found = complaints(findings(Self.good[0], Self.good[2], Self.good[3], line))
    let finding = try #require(found.first { $0.line == 5 })
    #expect(finding.severity == .warning)
    #expect(finding.sentence.contains(words))
    #expect(finding.fix != nil)
  }

  @Test(arguments: [
    ("#SBATCH --time=1h", "--time"), ("#SBATCH --mem=4 GB", "“GB”"), ("#SBATCH --mem=1.5G", "--mem"),
    ("#SBATCH --ntasks=four", "--ntasks"), ("#SBATCH --walltime=5", "unrecognized"), ("#SBATCH ntasks=4", "“ntasks=4”"),
    ("#SBATCH –ntasks=4", "“–ntasks=4”"), ("#SBATCH --nta=4", "ambiguous"),
    ("#SBATCH --job-name=\"my job", "Unmatched"),
    ("#SBATCH: --ntasks=4", "Unexpected"), ("#SBATCH --requeue=yes", "doesn't allow"),
    ("#SBATCH --mem-per-cpu=1G", "together"), ("#SBATCH -X", "invalid option"),
  ])
  func `what sbatch refuses is an error with a fix`(_ line: String, _ words: String) throws {
    let found = complaints(findings("#SBATCH --mem=1G", line, "#SBATCH --nodes=1", "#SBATCH --time=10"))
    let finding = try #require(found.first { $0.line == 3 && $0.severity == .error })
    #expect(finding.sentence.contains(words))
    #expect(finding.fix != nil)
  }

  @Test func `the check goes on after a mistake`() {
    let found = findings("#SBATCH --foo=1", "#SBATCH --mem=4GiB", "#SBATCH --time=1h", "#SBATCH --ntasks=2 // two")
    #expect(found.filter { $0.severity == .error }.map(\.line) == [2, 3, 4, 5, 5])
  }

  @Test func `several tasks without one node are a warning`() {
    let found = complaints(findings("#SBATCH --ntasks=4", "#SBATCH --time=10"))
    #expect(found.map(\.line) == [2])
    #expect(found.first?.fix == "Add the line #SBATCH --nodes=1.")
  }

  @Test func `a directive below the first command isn't read`() {
    let found = complaints(findings(Self.good[0], Self.good[2], "cd data", Self.good[3]))
    #expect(found.contains { $0.line == 5 && $0.sentence.contains("after the first command (cd data, line 4)") })
  }

  @Test func `lines of a here-document aren't taken for directives`() {
    let found = complaints(
      findings(
        Self.good[0], Self.good[2], Self.good[3], command: "cat > a.sb <<'END'\n#SBATCH --ntasks=2\nEND\npython a.py"))
    #expect(found.isEmpty)
  }

  @Test(arguments: ["#!/bin/bash   # use bash", "#!/bin/zsh"])
  func `a first line that ends the job at once is a warning`(_ line: String) {
    let found = complaints(findings(Self.good[0], Self.good[2], Self.good[3], first: line))
    #expect(found.map(\.line) == [1])
  }

  @Test(arguments: ["", "\n\n", "echo hi\n", "\n#!/bin/bash\n", "#!/bin/bash\r\necho hi\r\n", "#!/bin/bash\n\0\n"])
  func `a file that sbatch doesn't take is a single error`(_ text: String) {
    let found = BatchScript(text).findings()
    #expect(found.count == 1)
    #expect(found.first?.severity == .error)
    #expect(found.first?.fix != nil)
  }

  @Test(arguments: RecordedCase.all.filter { $0.nodes == 1 && $0.argv == ["job.sb"] && $0.setenv == nil })
  func `the check finds an error where sbatch refuses a directive`(_ recorded: RecordedCase) throws {
    guard let bytes = recorded.bytes(dependency: "7"), recorded.rc != 0 else { return }
    // What only the cluster knows, such as partitions and the size of a node, isn't a mistake of the script.
    guard !recorded.stderr.contains("submission failed"), !recorded.stderr.contains("(gres)") else { return }
    guard recorded.id != "s-cluster", recorded.id != "s-uid" else { return }
    #expect(BatchScript(bytes).findings().contains { $0.severity == .error })
  }

  @Test(arguments: RecordedCase.all.filter { $0.rc == 0 && $0.setenv == nil })
  func `the check finds no error where sbatch accepts the script`(_ recorded: RecordedCase) throws {
    guard let bytes = recorded.bytes(dependency: "7") else { return }
    #expect(!BatchScript(bytes).findings().contains { $0.severity == .error })
  }

  @Test func `any bytes have an answer`() {
    var random = SeededRandom(seed: 1)
    let alphabet = Array("-=#\"'\\: \n\tntm4%$~\u{0}".utf8)
    for _ in 0..<500 {
      let noise = (0..<60).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
      let bytes = Array("#!/bin/bash\n#SBATCH ".utf8) + noise
      _ = BatchScript(bytes).findings()
    }
  }
}
