import AnswerBook
import Glibc
import Testing
import TmuxSession

extension EndToEnd {
  /// A run that can't be written is shown as not saved, and saved as soon as there is room.
  @Suite(.enabled("mounting takes root") { SmallDisk.isPossible })
  struct FullDisk {
    private let words = ["--plain", "--folder", "disk/work", "--at", "first-map"]

    @Test func `in lines and prompts`() throws {
      let workplace = try Workplace()
      let disk = try SmallDisk(at: workplace.path + "/disk", kilobytes: 64)
      try disk.fill()
      let session = try workplace.start(words, input: .pipe)
      session.type("run\n")
      try session.wait(for: "experiment first-map, not saved> ")
      disk.free()
      try session.wait(for: "\nEverything is saved now.\nexperiment first-map> ")
      session.type("quit\n")
      let finished = try session.finish()
      #expect(finished.code == 0)
      #expect(finished.errors.isEmpty)
      let after = try workplace.run(words, input: "runs\n")
      #expect(after.output.contains("\n1. "))
      withExtendedLifetime(disk) {}
    }

    @Test func `in lines and prompts, the end says what is lost`() throws {
      let workplace = try Workplace()
      let disk = try SmallDisk(at: workplace.path + "/disk", kilobytes: 64)
      try disk.fill()
      let finished = try workplace.run(words, input: "run\nquit\n", environment: ["TMPDIR": workplace.path])
      #expect(finished.code == 1)
      let copy = try #require(names(in: workplace.path).first { $0.hasPrefix("poolbook-rescue-") })
      #expect(finished.output.replacing("\n", with: " ").contains("/\(copy). Type quit again to leave."))
      #expect(finished.errors.hasSuffix(" A copy is in \(workplace.path)/\(copy).\n"))
      #expect(names(in: "\(workplace.path)/\(copy)/runs").contains { $0.hasSuffix(".jsonl") })
      #expect(finished.complaints.count == 1)
      #expect(finished.errors.contains("1 run are not saved: "))
      withExtendedLifetime(disk) {}
    }

    @Test func `in lines and prompts, a second quit leaves`() throws {
      let workplace = try Workplace()
      let disk = try SmallDisk(at: workplace.path + "/disk", kilobytes: 64)
      try disk.fill()
      let session = try workplace.start(words, input: .pipe, environment: ["TMPDIR": workplace.path])
      session.type("run\nquit\n")
      try session.wait(for: " leave.\nexperiment first-map, not saved> ")
      session.type("quit\n")
      #expect(try session.finish().code == 1)
      withExtendedLifetime(disk) {}
    }

    @Test func `in lines and prompts, a signal leaves a copy`() throws {
      let workplace = try Workplace()
      let disk = try SmallDisk(at: workplace.path + "/disk", kilobytes: 64)
      try disk.fill()
      let session = try workplace.start(words, input: .pipe, environment: ["TMPDIR": workplace.path])
      session.type("run\n")
      try session.wait(for: "not saved> ")
      session.signal(SIGTERM)
      let finished = try session.finish()
      #expect(finished.errors.contains(" A copy is in \(workplace.path)/poolbook-rescue-"))
      #expect(names(in: workplace.path).filter { $0.hasPrefix("poolbook-rescue-") }.count == 1)
      withExtendedLifetime(disk) {}
    }

    @Test(.enabled("tmux is missing; .ci/setup --test installs it") { TmuxSession.isInstalled })
    func `on the screen, and the end says what is lost`() throws {
      let workbook = try OpenedWorkbook(at: "first-map")
      let session = workbook.session
      let disk = try SmallDisk(at: session.directory + "/sharing-work", kilobytes: 64)
      try disk.fill()
      try session.send("r")
      try session.wait(for: "not saved")
      disk.free()
      try workbook.waitForBook("the run is saved") { $0.runs["first-map"]?.count == 1 }
      try session.wait(for: "· saved")
      try disk.fill()
      try session.send("r")
      try session.wait(for: "not saved")
      try session.send("q")
      // Where these sentences break depends on the length of the folder's name.
      try session.wait(until: "a second q is asked for") { $0.filter { !$0.isWhitespace }.contains("Pressqagain") }
      try session.send("q")
      try workbook.waitForShell()
      try session.type("echo code $?", enter: true)
      let screen = try session.wait(for: "code 1")
      #expect(screen.filter { !$0.isWhitespace }.contains("1runarenotsaved:"))
      withExtendedLifetime(disk) {}
    }
  }
}
