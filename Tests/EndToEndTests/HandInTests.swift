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
      #expect(listed.output.contains("ok  pool_example.sb\n"))
      #expect(listed.output.contains("--  slurm-<job>.out"))
      #expect(listed.errors.contains("things are still missing. See the list above."))
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
