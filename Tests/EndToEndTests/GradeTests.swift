import Glibc
import Testing
import TmuxSession

extension EndToEnd {
  /// `poolbook grade`: in a terminal, and what is made of the grades.
  @Suite(.enabled("tmux is missing; .ci/setup --test installs it") { TmuxSession.isInstalled })
  struct Grading {
    private let workplace: Workplace

    init() throws {
      workplace = try Workplace()
      mkdir("\(workplace.path)/in", 0o700)
      for name in ["Ann", "Bob"] {
        _ = try workplace.run(
          "--plain", "--folder", "in/\(name)", "--at", "shares",
          input: "answer 3, 3, 2, 2 of \(name)\n.\nname \(name) Doe\nquit\n")
      }
    }

    @Test func `points and comments are given by keys, and go back to the students and into the file of grades`() throws
    {
      let session = try TmuxSession(terminal: "xterm-256color", environment: [:])
      try session.type("cd \(workplace.path) && \(Workplace.poolbook) grade in --question shares", enter: true)
      try session.wait(for: "3, 3, 2, 2 of Ann")
      try session.send("2")
      try session.wait(for: "2 of 2")
      try session.send("c")
      try session.type("Well done.", enter: true)
      try session.wait(for: "1 of 2 graded")
      try session.send("j")
      try session.wait(for: "3, 3, 2, 2 of Bob")
      try session.send("r", "1", ".", "5", "Enter")
      try session.wait(for: "2 of 2 graded")
      try session.send("q")
      let lines = workplace.read("in/grades.jsonl").split(separator: "\n")
      #expect(lines.count == 5 && lines.allSatisfy { $0.contains("\"question\":\"shares\"") })

      let feedback = try workplace.run("grade", "in", "--feedback", "back")
      #expect(feedback.code == 0 && feedback.output == "Feedback for 2 students is in back.\n")
      #expect(workplace.read("back/Ann-Doe-Ann/feedback.md").contains("> Well done."))
      #expect(workplace.read("back/Bob-Doe-Bob/feedback.html").contains("1.5 of 2 points"))

      let table =
        "Username,Sharing Work Between Processors Points Grade,End-of-Line Indicator\r\n#Ann,,#\r\n#Zed,3,#\r\n"
      try workplace.write(table, to: "d2l.csv")
      let filled = try workplace.run("grade", "in", "--gradebook", "d2l.csv")
      #expect(filled.code == 0 && filled.output.contains("Bob Doe (Bob) is in no row."))
      #expect(workplace.read("d2l.graded.csv") == table.replacing("#Ann,,", with: "#Ann,2,"))
    }

    @Test func `the grades and the system's own file are never written over`() throws {
      try workplace.write(
        #"{"student":{"id":"Ann","name":""},"question":"shares","points":2}"# + "\n", to: "in/grades.jsonl")
      try workplace.write("ID,Points\nAnn,\n", to: "g.csv")
      let words = ["grade", "in", "--gradebook", "g.csv", "--column", "Points", "-o"]
      let own = try workplace.run(words + ["in/grades.jsonl"])
      #expect(own.code == 1 && own.errors.contains("in/grades.jsonl has the grades themselves"))
      #expect(try workplace.run(words + ["g.csv"]).code == 64)
      #expect(try workplace.run(words + ["new.csv"]).code == 0)
      #expect(workplace.read("new.csv") == "ID,Points\nAnn,2\n" && workplace.read("g.csv") == "ID,Points\nAnn,\n")
      #expect(try workplace.run("collect", "in", "in", "--gradebook", "g.csv").code == 64)
    }

    @Test func `what can't be graded is said in one sentence`() throws {
      let none = try workplace.run("grade", "in", "--feedback", "back")
      #expect(none.code == 1 && none.errors.contains("There are no grades in in yet"))
      let file = try workplace.run("grade", "in/Ann/answers.md")
      #expect(file.code == 1 && file.errors.contains("put the download into a folder of its own"))
      let pipe = try workplace.run("grade", "in")
      #expect(pipe.code == 1 && pipe.errors.contains("needs a terminal"))
      #expect(try workplace.run("grade", "in", "--column", "x").code == 64)
      let question = try workplace.run("grade", "nowhere")
      #expect(question.code == 1)
    }
  }
}
