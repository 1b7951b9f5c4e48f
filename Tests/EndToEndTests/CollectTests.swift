import Glibc
import Posix
import Testing

extension EndToEnd {
  /// `poolbook collect`, with hand-ins that the program has written.
  @Suite struct Collecting {
    private let workplace: Workplace

    init() throws { workplace = try Workplace() }

    /// Lets a student answer a question in a folder of the class.
    private func answer(_ name: String) throws {
      let path = "\(workplace.path)/class/\(name)"
      mkdir("\(workplace.path)/class", 0o755)
      _ = try workplace.run(
        "--plain", "--folder", path, "--at", "shares", input: "answer \(name) says 3, 3, 2, 2\n.\nquit\n")
    }

    @Test func `the right attempt of the right student comes out of eight systems' downloads`() throws {
      for word in [["make", "52", "4"], ["check"]] {
        let done = try capture(
          ["python3", Self.script, word[0], Workplace.poolbook, "\(workplace.path)/downloads"] + word.dropFirst(),
          limits: CaptureLimits(time: .seconds(600)))
        #expect(done.succeeded, "\(String(decoding: done.output + done.errors, as: UTF8.self))")
      }
    }

    @Test func `the table and the files that are asked for say the same`() throws {
      for name in ["ann", "ben"] { try answer(name) }
      let before = contents(of: "\(workplace.path)/class/ann/answers.md")
      let collected = try workplace.run(
        "collect", "class", "--csv", "class.csv", "--json", "class.json", "--html", "class.html")
      #expect(collected.code == 0 && collected.errors.isEmpty, "\(collected.errors)")
      #expect(collected.output.contains("2 hand-ins of 2 students"))
      #expect(collected.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
      #expect(workplace.read("class.csv").contains("ann says 3"))
      #expect(workplace.read("class.json").contains(#""text":"ben says 3, 3, 2, 2""#))
      #expect(workplace.read("class.html").contains("class-questions/03-shares.html#s1"))
      #expect(workplace.read("class-questions/03-shares.html").contains("ben says 3"))
      // Nothing in the hand-ins has changed.
      #expect(names(in: "\(workplace.path)/class/ann") == [".poolbook.lock", "answers.md", "journal.jsonl"])
      #expect(contents(of: "\(workplace.path)/class/ann/answers.md") == before)
    }

    @Test func `an output never replaces a hand-in, and exit codes say what came of it`() throws {
      try answer("ann")
      let record = workplace.read("class/ann/answers.md")
      let refused = try workplace.run("collect", "class", "--csv", "class/ann/answers.md")
      #expect(refused.code == 1 && refused.errors.contains("has answers in it"))
      #expect(workplace.read("class/ann/answers.md") == record)
      let journal = workplace.read("class/ann/journal.jsonl")
      let other = try workplace.run("collect", "class", "--csv", "class/ann/journal.jsonl")
      #expect(other.code == 1 && other.errors.contains("looks like a hand-in"))
      #expect(workplace.read("class/ann/journal.jsonl") == journal)
      mkdir("\(workplace.path)/empty", 0o755)
      let nothing = try workplace.run("collect", "empty")
      #expect(nothing.code == 1 && nothing.errors.contains("No hand-in could be read"))
      #expect(try workplace.run("collect").code == 64)
      #expect(try workplace.run("collect", "class", "--names", "(").code == 64)
      try workplace.write("a\nb\n", to: "roster.csv")
      let roster = try workplace.run("collect", "class", "--roster", "roster.csv")
      #expect(roster.code == 1 && roster.errors.contains("No column says who the students are"))
      try workplace.write("Name,Login\nAnn A.,ann\nBen B.,ben\n", to: "roster.csv")
      let listed = try workplace.run("collect", "class", "--roster", "roster.csv")
      #expect(listed.output.contains("Ann A.") && listed.output.contains("nothing"))
    }

    private static let script =
      #filePath.split(separator: "/").dropLast(2).reduce("") { "\($0)/\($1)" }
      + "/Downloads/downloads.py"
  }
}
