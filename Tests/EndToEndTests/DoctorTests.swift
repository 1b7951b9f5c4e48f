import Testing

extension EndToEnd {
  /// `poolbook doctor`.
  @Suite struct Doctors {
    private let workplace: Workplace

    init() throws { workplace = try Workplace() }

    @Test func `every finding has a line`() throws {
      let finished = try workplace.run("doctor")
      #expect(finished.code == 0)
      #expect(finished.errors.isEmpty)
      for thing in ["terminal", "colours", "text", "size", "cores", "python", "limits", "slurm", "editor", "folder"] {
        #expect(finished.output.split(separator: "\n").contains { $0.dropFirst(4).hasPrefix(thing) }, "\(thing)")
      }
    }

    @Test func `everything that is missing comes with its fix`() throws {
      let finished = try workplace.run(
        ["doctor"],
        environment: ["TERM": "no-such-terminal", "EDITOR": "no-such-editor -w", "LC_ALL": "C", "PATH": "/"])
      #expect(finished.code == 0)
      #expect(finished.output.contains("export TERM="))
      #expect(finished.output.contains("There is no program no-such-editor"))
      #expect(finished.output.contains("unset LC_ALL"))
      #expect(finished.output.contains("install python3"))
      #expect(finished.output.utf8.allSatisfy { $0 < 0x80 })
    }
  }
}
