import Glibc
import Testing

extension EndToEnd {
  /// What the program refuses, and how: with one sentence and a documented exit code, never with a crash.
  @Suite struct Refusals {
    private let workplace: Workplace

    init() throws { workplace = try Workplace() }

    @Test(
      arguments: [
        ["run", "nonsense"], ["run"], ["run", "primes", "--processes", "0"], ["run", "primes", "--processes", "257"],
        ["run", "primes", "--range", "9..<3"], ["run", "primes", "--items", "1,2"], ["run", "sleep", "--items", "x"],
        ["run", "primes", "--schedule", "psychic"], ["run", "primes", "--chunk", "-1"], ["--nonsense"],
        ["scale", "primes", "--processes", "1,,2"],
        ["scale", "primes", "--processes", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17"],
        ["export", "--format", "docx"], ["one", "two", "three"],
      ])
    func `wrong arguments end with 64 and show the usage`(words: [String]) throws {
      let finished = try workplace.run(words)
      #expect(finished.code == 64)
      #expect(finished.output.isEmpty)
      #expect(finished.errors.contains("Usage:"))
    }

    @Test func `without a terminal, one sentence names --plain`() throws {
      let finished = try workplace.run([])
      #expect(finished.code == 1)
      #expect(finished.complaints.count == 1)
      #expect(finished.errors.contains("--plain"))
      #expect(!workplace.has("sharing-work"))
    }

    @Test func `a missing lesson is refused in one sentence`() throws {
      let finished = try workplace.run("no-such-lesson", "--plain")
      #expect(finished.code == 1)
      #expect(finished.complaints.count == 1)
      #expect(finished.errors.contains("no-such-lesson"))
    }

    @Test func `random bytes are not a lesson`() throws {
      var random = SystemRandomNumberGenerator()
      try workplace.write((0..<100_000).map { _ in UInt8.random(in: 0...255, using: &random) }, to: "random.md")
      let finished = try workplace.run("random.md", "--plain")
      #expect(finished.code == 1)
      #expect(!finished.errors.isEmpty)
      #expect(!finished.errors.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
      #expect(finished.output.isEmpty)
    }

    @Test func `a line of 50 MB is not a lesson`() throws {
      try workplace.write([UInt8](repeating: UInt8(ascii: "x"), count: 50_000_000), to: "long.md")
      let finished = try workplace.run("long.md", "--plain")
      #expect(finished.code == 1)
      #expect(finished.complaints.count == 1)
      #expect(finished.errors.utf8.count < 1000)
    }

    @Test func `an unknown task is shown with its line in the lesson`() throws {
      try workplace.write(
        "---\nformat: 1\nid: t\nversion: 1\ntitle: T\n---\n\n# A {#a}\n\n```experiment\nid: x\ntask: dance\n```\n",
        to: "task.md")
      let finished = try workplace.run("task.md", "--plain")
      #expect(finished.code == 1)
      #expect(finished.errors.contains("task.md:12:"))
      #expect(finished.errors.contains("dance"))
      #expect(finished.errors.contains("^"))
    }

    @Test(arguments: ["missing/deep/folder", "file", "/proc/nothing"])
    func `a folder that can't be used ends with 1 and the fix`(folder: String) throws {
      try workplace.write("", to: "file")
      let finished = try workplace.run("--plain", "--folder", folder, input: "go predict\nanswer four\n")
      #expect(finished.code == 1)
      #expect((finished.errors + finished.output).contains("--folder"))
      #expect(workplace.read("file").isEmpty)
    }

    @Test func `an unknown place is named in the sentence`() throws {
      let finished = try workplace.run("--plain", "--at", "nowhere")
      #expect(finished.code == 1)
      #expect(finished.complaints.count == 1)
      #expect(finished.errors.contains("nowhere"))
    }

    @Test func `there is nothing to export if nothing was answered`() throws {
      let finished = try workplace.run("export")
      #expect(finished.code == 1)
      #expect(finished.complaints.count == 1)
    }

    @Test(.enabled("mounting takes root") { SmallDisk.isPossible })
    func `a full disk loses nothing that was saved`() throws {
      let disk = try SmallDisk(at: workplace.path + "/disk", kilobytes: 96)
      let long = String(repeating: "many words ", count: 20_000)
      let finished = try workplace.run(
        "--plain", "--folder", "disk/work", "--at", "predict",
        input: "answer kept before\ngo shares\nanswer \(long)\nquit\n")
      #expect(finished.code == 1)
      #expect(finished.complaints.count == 1)
      #expect(finished.output.contains("the disk is full"))
      #expect(workplace.read("disk/work/answers.md").contains("kept before"))
      #expect(!workplace.read("disk/work/answers.md").contains("many words"))
      withExtendedLifetime(disk) {}
    }

    @Test(.enabled("mounting takes root") { SmallDisk.isPossible })
    func `a folder on a read-only disk can be read`() throws {
      let disk = try SmallDisk(at: workplace.path + "/disk", kilobytes: 1024)
      let before = try workplace.run("--plain", "--folder", "disk/work", "--at", "predict", input: "answer four\n")
      #expect(before.code == 0)
      try disk.makeReadOnly()
      let finished = try workplace.run(
        "--plain", "--folder", "disk/work", "--at", "predict", input: "show\nanswer five\n")
      #expect(finished.code == 0)
      #expect(finished.output.contains("four"))
      #expect(finished.output.contains("Nothing from this session was saved."))
      withExtendedLifetime(disk) {}
    }
  }
}
