import AnswerBook
import BatchJob
import LessonFormat
import Session
import Testing

/// The check of a batch file that is an answer, and where that file is.
@Suite struct ScriptCheckTests {
  private let question = Question(
    id: "script", kind: .file(name: "job.sb", language: "bash", starter: "#!/bin/bash\n"), prompt: [])
  private let text = "#!/bin/bash\n#SBATCH --time=1h\n#SBATCH --nodes=1 --ntasks=4 --output=logs/a.out\npython a.py\n"

  private func check(_ text: String, known: [String: PathFacts] = [:]) throws -> ScriptCheck {
    try #require(ScriptCheck(text, of: question, in: "./work", known: known))
  }

  @Test func `a name or directives make a batch file`() {
    #expect(question.isBatchFile(""))
    let shell = Question(id: "job", kind: .file(name: "job.sh", language: "bash", starter: ""), prompt: [])
    #expect(shell.isBatchFile("#!/bin/bash\n#SBATCH --time=1\n"))
    #expect(!shell.isBatchFile("#!/bin/bash\necho\n"))
    let code = Question(id: "code", kind: .code(language: "bash", starter: ""), prompt: [])
    #expect(!code.isBatchFile("#!/bin/bash\n#SBATCH --time=1\n"))
  }

  @Test func `errors and warnings are counted, and the first one is named`() throws {
    let known = ["logs": PathFacts()]
    #expect(try check(text).summary() == "1 error; it is in line 2.")
    #expect(try check(text, known: known).summary() == "1 error, 1 warning; the first is in line 2.")
    #expect(try check(text, known: known).summary(marks: ("!", "?")).hasPrefix("1 error (!), 1 warning (?); "))
    #expect(try check(text, known: known).marks == [2: .error, 3: .warning])
    #expect(try check(text.replacing("1h", with: "5")).summary() == "No mistakes found.")
  }

  @Test func `the words at a line begin with what is most serious`() throws {
    let words = try check(text, known: ["logs": PathFacts()]).words(at: 3)
    #expect(words.hasPrefix("There is no folder “logs”"))
    #expect(words.contains("mkdir -p work/logs"))
    #expect(words.contains("4 tasks"))
    #expect(try check(text).words(at: 4).isEmpty)
  }

  @Test func `what isn't known counts as being there, and is asked for`() throws {
    let check = try check(text)
    #expect(check.paths.isSuperset(of: ["/bin/bash", "logs", "logs/a.out"]))
    #expect(check.complaints.map(\.line) == [2])
    #expect(try self.check(text, known: ["/bin/bash": PathFacts()]).complaints.map(\.line) == [1, 2])
  }

  @Test func `the starter text has only notes`() throws {
    let starter = try check("#!/bin/bash\n")
    #expect(starter.isStarter && starter.complaints.isEmpty && starter.marks.isEmpty && starter.words(at: 1).isEmpty)
    #expect(try !check("#!/bin/bash\n\n").complaints.isEmpty)
  }

  @Test func `a text that nobody writes by hand isn't checked`() {
    #expect(ScriptCheck(String(repeating: "#\n", count: 40_000), of: question, in: ".") == nil)
  }

  // MARK: - The file's place

  private func place(_ name: String, _ folder: String, hasSLURM: Bool = true) -> FilePlace? {
    let question = Question(id: "file", kind: .file(name: name, language: "bash", starter: ""), prompt: [])
    return Sample.session().place(of: question, in: folder, hasSLURM: hasSLURM)
  }

  @Test func `the place and the command are written for a shell`() {
    #expect(place("pool_example.sb", "./sharing-work")?.path == "sharing-work/pool_example.sb")
    #expect(place("pool_example.sb", "./sharing-work")?.command == "cd sharing-work && sbatch pool_example.sb")
    #expect(place("pool_example.sb", "my work")?.command == "cd 'my work' && sbatch pool_example.sb")
    #expect(place("pool_example.sb", "/tmp/it's/")?.path == #"'/tmp/it'\''s/pool_example.sb'"#)
    #expect(place("pool_example.sb", ".") == place("pool_example.sb", "./"))
    #expect(place("pool_example.sb", ".")?.command == "sbatch pool_example.sb")
    #expect(place("pool_example.sb", "./-x")?.command == "cd ./-x && sbatch pool_example.sb")
    #expect(place("pool_example.py", "work")?.command == nil)
  }

  @Test func `without sbatch, the stand-in is named`() {
    let usual = place("pool_example.sb", "./sharing-work", hasSLURM: false)
    #expect(usual?.command == "poolbook batch submit")
    #expect(place("pool_example.sb", "w", hasSLURM: false)?.command == "poolbook batch submit --folder w")
    #expect(place("a.sb", "w", hasSLURM: false)?.command == "cd w && poolbook batch submit -- a.sb")
  }
}
