import Glibc
import Posix
import Testing

extension EndToEnd {
  /// Every output is checked, and nothing in it commands the terminal.
  @Suite struct Outputs {
    private let workplace: Workplace

    init() throws { workplace = try Workplace() }

    /// Runs the program as the last command of a shell's line.
    private func shell(_ line: String, _ words: [String]) throws -> (code: Int32, output: String, errors: String) {
      let start = ["sh", "-c", "cd '\(workplace.path)'; \(line)", Workplace.poolbook]
      let captured = try capture(start + words, limits: CaptureLimits(time: .seconds(60)))
      guard case .byItself(.exited(let code)) = captured.end else { throw Problem("it ended: \(captured.end)") }
      return (code, String(decoding: captured.output, as: UTF8.self), String(decoding: captured.errors, as: UTF8.self))
    }

    private static let commands = [
      ["--help"], ["run", "--help"], ["help", "scale"], ["--generate-completion-script", "bash"], ["run", "--list"],
      ["lesson", "list"], ["lesson", "check", "good.md"], ["doctor"], ["run", "process-info"],
      ["run", "process-info", "--json"], ["scale", "process-info", "--processes", "1,2"],
      ["replay", "run.jsonl", "--speed", "1000"], ["compare", "run.jsonl", "run.jsonl"],
      ["compare", "run.jsonl", "run.jsonl", "--json"], ["export"], ["--plain"],
    ]

    private func prepare() throws {
      let events = try workplace.run("run", "process-info", "--events", "run.jsonl")
      #expect(events.code == 0, "\(events.errors)")
      #expect(try workplace.run(["--plain", "--at", "shares"], input: "answer many\nquit\n").code == 0)
      try workplace.write("---\nformat: 1\nid: t\nversion: 1\ntitle: T\n---\n\n# A {#a}\n\nText.\n", to: "good.md")
    }

    @Test func `a full disk is an error with one sentence`() throws {
      try prepare()
      for words in Self.commands {
        let (code, _, errors) = try shell("\"$0\" \"$@\" > /dev/full < /dev/null", words)
        #expect(code == 1, "\(words)")
        #expect(errors.hasPrefix("poolbook: Standard output can't be written (No space left on device)"), "\(words)")
        #expect(errors.split(separator: "\n").count == 1, "\(words): \(errors)")
      }
    }

    @Test func `a reader that has seen enough is no error`() throws {
      try prepare()
      for words in Self.commands where words != ["--plain"] {
        let (code, _, errors) = try shell("{ \"$0\" \"$@\"; echo \"code $?\" >&2; } < /dev/null | head -1", words)
        #expect(code == 0 && errors == "code 0\n", "\(words): \(errors)")
      }
    }

    @Test func `the help is written to standard output, wrong arguments to standard error`() throws {
      let help = try workplace.run("--help")
      #expect(help.code == 0 && help.errors.isEmpty)
      #expect(help.output.contains("USAGE: poolbook [LESSON]"))
    }

    private static let command = "\u{1B}]0;x\u{07}\u{9B}2J\u{202E}"

    @Test(
      arguments: [
        [command], ["--\(command)"], ["run", command], ["run", "sleep", "--items", command],
        ["lesson", "check", command], ["replay", command], ["--plain", "--at", command],
        ["--plain", "--folder", "no/\(command)"],
        ["export", "--format", command], ["export", "-o", "no/\(command)"], ["run", "sleep", "--launcher", command],
        ["run", "process-info", "--events", "no/\(command)"], ["run", "command", "--items", "1", "--", "./\(command)"],
      ])
    func `words of the command line don't reach the terminal as commands`(words: [String]) throws {
      let finished = try workplace.run(words)
      #expect(finished.code != 0 && !finished.errors.isEmpty)
      let text = finished.output + finished.errors
      let commands = text.unicodeScalars.filter { $0 != "\n" && $0.properties.generalCategory == .control }
      #expect(commands.isEmpty && !text.unicodeScalars.contains("\u{202E}"), "\(text)")
    }

    @Test func `what a program answers is escaped in JSON, too`() throws {
      let words = ["run", "command", "--items", "1", "--json", "--", "printf", #""\302\233\177a\360\240\200\200"\n"#]
      let finished = try workplace.run(words)
      #expect(finished.output.contains(#""\u009b\u007fa𠀀""#), "\(finished.output) \(finished.errors)")
    }

    @Test(arguments: 3...8)
    func `too few open files are an error with one sentence`(limit: Int) throws {
      let (code, _, errors) = try shell(
        "ulimit -n \(limit); exec \"$0\" \"$@\"", ["run", "process-info", "--processes", "4"])
      // The program's libraries are files, too.
      #expect(code == 1 || code == 127)
      #expect(errors.split(separator: "\n").count == 1, "\(errors)")
    }

    @Test func `a small stack is enough`() throws {
      let (code, _, errors) = try shell("ulimit -s 64; \"$0\" \"$@\" < /dev/null", ["run", "process-info"])
      #expect(code == 0 || errors.contains("ulimit -s"), "\(errors)")
    }

    @Test func `the version is one line`() throws {
      let finished = try workplace.run("--version")
      #expect(finished.code == 0 && finished.errors.isEmpty)
      #expect(finished.output.wholeMatch(of: /poolbook [0-9]+\.[0-9]+\.[0-9]+\n/) != nil, "\(finished.output)")
    }

    @Test func `workers that use up their time end the run with one sentence`() throws {
      let words = ["run", "primes", "--range", "100000000..<200000000", "--processes", "2"]
      let (code, _, errors) = try shell("ulimit -t 1; exec \"$0\" \"$@\"", words)
      #expect(code == 1)
      #expect(errors.split(separator: "\n").count == 1 && errors.contains("ulimit -t"), "\(errors)")
    }

    @Test func `a program without /proc says what is missing`() throws {
      guard geteuid() == 0 else { return }
      let (code, _, errors) = try shell(
        "unshare -m sh -c 'umount -l /proc; \"$0\" \"$@\"' \"$0\" \"$@\"", ["run", "process-info"])
      #expect(code == 1)
      #expect(errors.contains("/proc/self/exe") && errors.split(separator: "\n").count == 1, "\(errors)")
    }

    @Test(.enabled("changing the user takes root") { geteuid() == 0 }, arguments: [1, 3, 6])
    func `too few processes are an error with one sentence`(limit: Int) throws {
      let user = "exec setpriv --reuid=65534 --clear-groups"
      let line = "\(user) bash -c 'ulimit -u \(limit); exec \"$0\" \"$@\"' \"$0\" \"$@\""
      let (code, _, errors) = try shell(line, ["run", "process-info", "--processes", "4"])
      #expect(code == 1)
      #expect(errors.split(separator: "\n").count == 1, "\(errors)")
      #expect(errors.contains("ulimit -u"))
    }
  }
}
