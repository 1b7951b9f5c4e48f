import Glibc
import Lessons
import Posix
import Testing

extension EndToEnd {
  /// `poolbook compare`, and the pictures and recordings that can be taken away.
  @Suite struct Comparing {
    private let workplace: Workplace

    init() throws {
      workplace = try Workplace()
      for (file, chunk) in [("large.jsonl", "4"), ("small.jsonl", "1")] {
        let run = try workplace.run(
          "run", "sleep", "--items", "0.05,0.05,0.05,0.05,0.01,0.01,0.01,0.01", "--processes", "2", "--chunk", chunk,
          "--events", file)
        try #require(run.code == 0, "\(run.errors)")
      }
    }

    @Test func `recorded runs are shown side by side`() throws {
      let compared = try workplace.run("compare", "large.jsonl", "small.jsonl")
      #expect(compared.code == 0 && compared.errors.isEmpty)
      for words in ["Same work, two chunk sizes", " chunk 4", "idle", "sooner", "messages", "same workers"] {
        #expect(compared.output.contains(words), "\(words): \(compared.output)")
      }
      #expect(compared.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
      let ascii = try workplace.run(
        ["compare", "large.jsonl", "small.jsonl"], environment: ["LC_ALL": "C", "LANG": "C"])
      #expect(ascii.output.utf8.allSatisfy { $0 < 0x80 } && ascii.output.contains("##"))
    }

    /// Has a script that knows nothing of the program compute what `compare` should have printed.
    private func recompute(_ report: String) throws -> (succeeded: Bool, output: String) {
      let script = #filePath.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/Support/recompute.py"
      let captured = try capture(
        ["python3", script, workplace.path], input: Array(report.utf8), limits: CaptureLimits(time: .seconds(60)))
      return (captured.succeeded, String(decoding: captured.output + captured.errors, as: UTF8.self))
    }

    @Test(arguments: [
      ["small", "large"], ["first-map", "killed-worker"], ["primes-1", "primes-2", "primes-4", "primes-6"],
    ])
    func `every number in JSON follows from the files, to the microsecond`(names: [String]) throws {
      let files = names.map { "\($0).jsonl" }
      for (name, file) in zip(names, files) {
        let recorded = BuiltInLesson.sharingWorkRuns.first { $0.contains("\"id\":\"\(name)\"") }
        if let recorded { try workplace.write(recorded, to: file) }
      }
      let compared = try workplace.run(["compare"] + files + ["--json"])
      try #require(compared.code == 0, "\(compared.errors)")
      let checked = try recompute(compared.output)
      #expect(checked.succeeded && checked.output.contains(" 0 wrong"), "\(checked.output)")
      let changed = compared.output.replacing("\"messages\":", with: "\"messages\":1")
      #expect(try recompute(changed).output.contains("runs[0].messages: compare says 1"))
    }

    @Test(arguments: [
      ("", "The file is empty"), ("{\"poolbook\":1", "does not describe a recorded run"),
      ("nothing\u{1B}[2J", "does not describe a recorded run"),
    ])
    func `a file that is no recorded run is named in one sentence`(text: String, reason: String) throws {
      try workplace.write(text, to: "bad\u{7}.jsonl")
      let refused = try workplace.run("compare", "small.jsonl", "bad\u{7}.jsonl")
      #expect(refused.code == 1 && refused.output.isEmpty)
      #expect(refused.errors.contains(reason) && refused.errors.contains("bad␇.jsonl"))
      #expect(refused.errors.split(separator: "\n").count == 1 && !refused.errors.contains("\u{7}"))
    }

    @Test func `a truncated file and one of a newer program are refused`() throws {
      let text = workplace.read("small.jsonl")
      try workplace.write(String(text.dropLast(20)), to: "torn.jsonl")
      try workplace.write(text.replacing("\"poolbook\":1", with: "\"poolbook\":2"), to: "newer.jsonl")
      let torn = try workplace.run("compare", "small.jsonl", "torn.jsonl")
      #expect(torn.code == 1 && torn.errors.contains("is not an event of a recorded run"))
      let newer = try workplace.run("compare", "small.jsonl", "newer.jsonl")
      #expect(newer.code == 1 && newer.errors.contains("update poolbook"))
      let missing = try workplace.run("compare", "small.jsonl", "none.jsonl")
      #expect(missing.code == 1 && missing.errors.contains("none.jsonl can't be read"))
    }

    @Test func `one file, or too many, are a wrong command line`() throws {
      #expect(try workplace.run("compare", "small.jsonl").code == 64)
      #expect(try workplace.run(["compare"] + Array(repeating: "small.jsonl", count: 17)).code == 64)
      #expect(try workplace.run("replay", "small.jsonl", "--svg", "x", "--size", "1x1").code == 64)
      #expect(try workplace.run("replay", "small.jsonl", "--at", "1").code == 64)
    }

    @Test func `pictures are written and are valid XML`() throws {
      let compared = try workplace.run("compare", "large.jsonl", "small.jsonl", "--svg", "c.svg", "--ground", "dark")
      #expect(compared.code == 0 && compared.output.contains("same workers"))
      let ended = try workplace.run("replay", "small.jsonl", "--svg", "r.svg")
      #expect(ended.code == 0 && ended.output.isEmpty && ended.errors.isEmpty)
      #expect(try workplace.run("replay", "small.jsonl", "--svg", "a.svg", "--at", "0.2", "--size", "100x30").code == 0)
      #expect(workplace.read("r.svg") != workplace.read("a.svg") && workplace.read("a.svg").contains("width=\"1020\""))
      #expect(workplace.read("c.svg").contains("#16181d") && workplace.read("c.svg").contains("<title>Same work"))
      let full = try workplace.run("compare", "large.jsonl", "small.jsonl", "--svg", "/dev/full")
      #expect(full.code == 1 && full.errors.contains("The picture can't be written to /dev/full"))
      for file in ["c.svg", "r.svg", "a.svg"] {
        let check = "import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])"
        let parsed = try capture(
          ["python3", "-c", check, "\(workplace.path)/\(file)"], limits: CaptureLimits(time: .seconds(60)))
        #expect(String(decoding: parsed.errors, as: UTF8.self).isEmpty, "\(file)")
      }
    }

    @Test func `a replay is recorded for asciinema, in less than a minute`() throws {
      for speed in [nil, "1", "0.0001"] {
        let words = ["replay", "small.jsonl", "--cast", "r.cast"] + (speed.map { ["--speed", $0] } ?? [])
        #expect(try workplace.run(words).code == 0)
        let lines = workplace.read("r.cast").split(separator: "\n")
        #expect(lines.first?.hasPrefix("{\"version\": 2, \"width\": 80, \"height\": 24") == true)
        let last = try #require(lines.last?.dropFirst().split(separator: ",").first)
        #expect(lines.count > 2 && (Double(last) ?? 60) < 60, "\(speed ?? "usual"): \(last)")
      }
    }
  }
}
