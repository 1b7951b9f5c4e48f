import Glibc
import Posix
import Testing

extension EndToEnd {
  /// `poolbook hand-in`, with a real Git.
  @Suite struct HandIns {
    private let workplace: Workplace

    init() throws { workplace = try Workplace() }

    /// Answers the lesson's program with its solution, so that there is a record.
    private func makeRecord() throws {
      _ = try workplace.run("batch", "script", "--folder", "sharing-work", "--complete")
      _ = try workplace.run("--plain", "--at", "shares", input: "answer 3, 3, 2, 2\n.\nquit\n")
    }

    /// Runs Git in the workplace.
    private func git(_ words: String...) throws -> (succeeded: Bool, output: String) {
      let captured = try capture(["env", "-C", workplace.path, "git"] + words)
      return (captured.succeeded, String(decoding: captured.output, as: UTF8.self))
    }

    @Test func `what is missing is listed, and the exit code says so`() throws {
      let nothing = try workplace.run("hand-in")
      #expect(nothing.code == 1 && nothing.output.isEmpty)
      try makeRecord()
      let listed = try workplace.run("hand-in")
      #expect(listed.code == 1)
      #expect(listed.output.contains("--  Not answered: 1 container"))
      #expect(listed.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
      #expect(listed.output.contains("Name: not given (optional)\n"))
      #expect(listed.output.contains("ok  pool_example.sb\n"))
      #expect(listed.output.contains("--  slurm-<job>.out"))
      #expect(listed.errors.contains("things are still missing. See the list above."))
    }

    @Test func `the file to upload is a sound zip, the same again, with the name that was given`() throws {
      try makeRecord()
      let listed = try workplace.run("hand-in", "--student", "Jane Doe", "--student-id", "4711")
      #expect(listed.output.contains("Name: Jane Doe (4711)\n"))
      let name = "sharing-work/sharing-work-jane-doe.poolbook.zip"
      #expect(listed.output.contains("Upload this file: \(name) ("))
      let check = try capture(["python3", "-m", "zipfile", "-t", "\(workplace.path)/\(name)"])
      #expect(String(decoding: check.output, as: UTF8.self).contains("Done testing"))
      let exported = try workplace.run("export", "-o", "again.zip")
      #expect(exported.code == 0)
      #expect(try readFile("\(workplace.path)/again.zip") == readFile("\(workplace.path)/\(name)"))
      let digest = try capture(["sha256sum", "\(workplace.path)/\(name)"])
      let start = String(decoding: digest.output, as: UTF8.self).prefix(4).uppercased()
      #expect(listed.output.contains("Its receipt is \(start)-"))
      #expect(try workplace.run("export").output.contains("Jane Doe (4711)"))
    }

    @Test func `what answers.md has lost is listed and put back from the journal`() throws {
      try makeRecord()
      let record = workplace.read("sharing-work/answers.md")
      try workplace.write(record.replacing("3, 3, 2, 2", with: ""), to: "sharing-work/answers.md")
      let listed = try workplace.run("recover")
      #expect(listed.code == 0 && listed.output.contains("3 shares, 1 state"))
      #expect(listed.output.contains("not in answers.md: 3, 3, 2, 2"))
      #expect(try workplace.run("recover", "--question", "shares").output.hasSuffix("UTC  3, 3, 2, 2\n"))
      let back = try workplace.run("recover", "--restore")
      #expect(
        back.code == 0 && back.output.contains("Put back: shares.\nA copy of answers.md as it was is answers.kept-"))
      #expect(workplace.read("sharing-work/answers.md").contains("3, 3, 2, 2"))
      #expect(try workplace.run("recover", "--restore").output == "answers.md has everything that the journal has.\n")
      let none = try workplace.run("recover", "--question", "nothing")
      #expect(none.code == 1 && none.errors.contains("The journal has no answer to “nothing”"))
      #expect(try workplace.run("recover", "--state", "1").code == 64)
      #expect(try workplace.run("recover", "--question", "shares", "--state", "1").code == 64)
    }

    @Test func `a record that is missing or cut is written again by recover and by hand-in`() throws {
      try makeRecord()
      let record = workplace.read("sharing-work/answers.md")
      let cut = String(record.prefix(300))
      try workplace.write(cut, to: "sharing-work/answers.md")
      let listed = try workplace.run("recover")
      #expect(listed.code == 0 && listed.output.contains("not in answers.md: 3, 3, 2, 2"))
      #expect(listed.errors.contains("answers.md is missing or damaged: --restore writes it again."))
      #expect(workplace.read("sharing-work/answers.md") == cut)
      #expect(try workplace.run("recover", "--restore").code == 0)
      #expect(workplace.read("sharing-work/answers.md").contains("3, 3, 2, 2"))
      unlink("\(workplace.path)/sharing-work/answers.md")
      let handIn = try workplace.run("hand-in")
      #expect(handIn.output.contains("Upload this file:") && handIn.errors.contains("restored from the journal"))
      #expect(workplace.read("sharing-work/answers.md").contains("3, 3, 2, 2"))
    }

    @Test func `an edited journal is listed for the student, too`() throws {
      try makeRecord()
      let journal = workplace.read("sharing-work/journal.jsonl")
      try workplace.write(journal.replacing("3, 3, 2, 2", with: "4, 3, 2, 1"), to: "sharing-work/journal.jsonl")
      let output = try workplace.run("hand-in").output
      let place = try #require(output.range(of: "of journal.jsonl doesn't match the lines before it"))
      let files = try #require(output.range(of: "ok  answers.md"))
      #expect(place.lowerBound < files.lowerBound)
    }

    @Test func `exactly the files are staged, no hook runs, and nothing is committed`() throws {
      try makeRecord()
      #expect(try git("init", "-q").succeeded)
      try workplace.write("#!/bin/sh\ntouch hook-ran\n", to: ".git/hooks/post-index-change")
      chmod("\(workplace.path)/.git/hooks/post-index-change", 0o755)
      try workplace.write("private", to: "sharing-work/notes.txt")
      let staged = try workplace.run("hand-in", "--add")
      #expect(staged.code == 0)
      #expect(!workplace.has("hook-ran"))
      #expect(staged.output.contains("git -C sharing-work add -- answers.md pool_example.sb pool_example.py"))
      #expect(staged.output.contains("files are staged; nothing is committed."))
      let status = try git("status", "--porcelain").output
      #expect(status.contains("A  sharing-work/answers.md"))
      #expect(!status.contains("A  sharing-work/notes.txt"))
      #expect(try !git("log").succeeded)
    }

    @Test func `what Git refuses is said in one sentence`() throws {
      try makeRecord()
      let outside = try workplace.run("hand-in", "--add", environment: ["GIT_CEILING_DIRECTORIES": "/tmp"])
      #expect(outside.code == 1)
      #expect(outside.errors.contains("This folder isn't in a Git repository, so nothing is staged"))
      let missing = try workplace.run("hand-in", "--add", environment: ["PATH": "/nowhere"])
      #expect(missing.code == 1 && missing.errors.contains("Git isn't installed here"))
      #expect(try git("init", "-q").succeeded)
      try workplace.write("*.sb\n", to: ".gitignore")
      let ignored = try workplace.run("hand-in", "--add")
      #expect(ignored.code == 1)
      #expect(ignored.errors.contains("Git ignores sharing-work/pool_example.sb, because .gitignore says so"))
      #expect(try git("status", "--porcelain").output.contains("A  sharing-work/answers.md"))
      try workplace.write("", to: ".git/index.lock")
      let locked = try workplace.run("hand-in", "--add")
      #expect(locked.code == 1 && locked.errors.contains("Another Git is at work here"))
    }
  }
}
