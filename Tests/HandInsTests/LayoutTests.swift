import Testing

@testable import HandIns

struct LayoutTests {
  /// What a path should say.
  struct Case: Sendable, CustomTestStringConvertible {
    var path: String
    var layout: Origin.Layout
    var id = ""
    var name = ""
    var attempt = 0
    var isLate = false
    var rest: String
    var testDescription: String { path }
  }

  @Test(arguments: [
    Case(
      path: "cs101-hw_submissions.zip/doejane_LATE_12345_67890_answers.md", layout: .canvas, id: "12345",
      name: "doejane", attempt: 67890, isLate: true, rest: "answers.md"),
    Case(
      path: "hw/doejane_12345_67891_2024_09_24_x.zip/sharing-work/answers.md", layout: .canvas, id: "12345",
      name: "doejane", attempt: 67891, rest: "2024_09_24_x.zip/sharing-work/answers.md"),
    Case(
      path: "hw/müllerzoë_5_6_answers-1.md", layout: .canvas, id: "5", name: "müllerzoë", attempt: 6,
      rest: "answers-1.md"),
    Case(
      path: "hw/anon_K9yxW_67890_answers.md", layout: .canvas, id: "anon K9yxW", attempt: 67890, rest: "answers.md"),
    Case(
      path: "CS101-Sharing Work-4711.zip/Jane Doe_12345_assignsubmission_file_/sharing-work/answers.md",
      layout: .moodle, id: "12345", name: "Jane Doe", rest: "sharing-work/answers.md"),
    Case(
      path: "x/Jane Doe_12345_assignsubmission_file/answers.md", layout: .moodle, id: "12345", name: "Jane Doe",
      rest: "answers.md"),
    Case(
      path: "x/Participant_99_assignsubmission_file_/a_b.md", layout: .moodle, id: "99", rest: "a_b.md"),
    Case(
      path: "x/Team 5_31_assignsubmission_file_/answers.md", layout: .moodle, id: "31", name: "Team 5",
      rest: "answers.md"),
    Case(
      path: "x/Jane Doe_12345_assignsubmission_file_my_answers.md", layout: .moodle, id: "12345", name: "Jane Doe",
      rest: "my_answers.md"),
    Case(
      path: "HW Download Oct 11, 2015 803 PM.zip/397063-2557369 - Mary-Ann Smith - Sep 24, 2024 926 PM/answers.md",
      layout: .brightspace, name: "Mary-Ann Smith", attempt: 202_409_242_126, rest: "answers.md"),
    Case(
      path: "x/397063-2557369 - Ann - Marie Smith - Sep 4, 2024 12:06 AM - my - answers.md", layout: .brightspace,
      name: "Ann - Marie Smith", attempt: 202_409_040_006, rest: "my - answers.md"),
    Case(
      path: "assignment_7_export/submission_100/answers.md", layout: .gradescope, id: "s100", name: "Jane Doe",
      attempt: 100, rest: "answers.md"),
    Case(
      path: "assignment_7_export/submission_101/sharing-work/runs/1.jsonl", layout: .gradescope,
      id: "submission 101", attempt: 101, rest: "sharing-work/runs/1.jsonl"),
    Case(
      path: "hw-1-submissions/hw-1-jane-doe/sharing-work/answers.md", layout: .githubClassroom, id: "jane-doe",
      rest: "sharing-work/answers.md"),
    Case(
      path: "x/Sharing_Work_jdoe_attempt_2024-09-24-21-26-05_answers.md", layout: .blackboard, id: "jdoe",
      attempt: 20_240_924_212_605, rest: "answers.md"),
    Case(
      path: "x/Sharing Work_jdoe_attempt_2024-09-24-21-26-05.txt", layout: .blackboard, id: "jdoe",
      attempt: 20_240_924_212_605, rest: "attempt.txt"),
    Case(path: "submitted/jdoe/ps1/answers.md", layout: .nbgrader, id: "jdoe", rest: "answers.md"),
  ])
  func `a path says who handed in what`(expected: Case) throws {
    let path = expected.path.split(separator: "/").map(String.init)
    let origin = try #require(
      Origin(path) { above in
        above.last == "assignment_7_export" ? ["submission_100": [Person(id: "s100", name: "Jane Doe")]] : [:]
      })
    #expect(origin.layout == expected.layout && origin.attempt == expected.attempt)
    #expect(origin.person.id == expected.id && origin.person.name == expected.name)
    #expect(origin.isLate == expected.isLate && origin.rest.joined(separator: "/") == expected.rest)
  }

  @Test(arguments: [
    "jane/answers.md", "hw_1/answers.md", "doejane_1_answers.md", "Doe_12_34_answers.md", "x/submission_12", "a_b_c_d",
    "submitted/answers.md", "1-2 - Jane/answers.md", "1-2 - Jane - Foo 24, 2024 926 PM/answers.md",
    "x_assignsubmission_file_/answers.md", "a_attempt_2024/answers.md", "_1_2_", "x/_assignsubmission_", "",
    "hw-submissions/hw/answers.md", "__MACOSX/_", "submission_99999999999999999999/answers.md", "1_2_3_4",
  ])
  func `other paths are of no known layout`(path: String) {
    let origin = Origin(path.split(separator: "/").map(String.init))
    // Digits alone are a name, too, in Canvas.
    if path == "1_2_3_4" { #expect(origin?.person.id == "2") } else { #expect(origin == nil) }
  }

  @Test func `Gradescope's list of submitters is read, with groups`() {
    let yaml = """
      ---
      submission_100:
        :submitters:
        - :name: Jane Doe
          :sid: '007'
          :email: jane@x.org
        - :name: José
          :sid:
          :email: jose@x.org
        :created_at: 2024-09-24 21:26:05.5 Z
        :results:
          tests: [{score: 1}]
      submission_101:
        :submitters: []
      """
    #expect(
      gradescopeSubmitters(Array(yaml.utf8)) == [
        "submission_100": [
          Person(id: "007", name: "Jane Doe", email: "jane@x.org"),
          Person(id: "jose@x.org", name: "José", email: "jose@x.org"),
        ], "submission_101": [],
      ])
    #expect(gradescopeSubmitters(Array("a: [".utf8)) == [:] && gradescopeSubmitters([0xFF]) == [:])
  }

  @Test func `the user's own pattern finds id and name`() throws {
    let pattern = try NamePattern(#"(?<id>\d+)-(?<name>[^/]+?)(\.zip)?/"#)
    let origin = try #require(pattern.origin(of: ["x", "17-Jane Doe.zip", "sharing-work", "answers.md"]))
    #expect(origin.person == Person(id: "17", name: "Jane Doe") && origin.rest == ["sharing-work", "answers.md"])
    let flat = try #require(try NamePattern(#"/(?<name>\w+)-answers"#).origin(of: ["x", "jane-answers.md"]))
    #expect(flat.person.name == "jane" && flat.depth == 1 && flat.rest == ["jane-answers.md"])
    #expect(pattern.origin(of: ["x", "answers.md"]) == nil)
    #expect(throws: NamePattern.Problem.self) { try NamePattern("(") }
    #expect(throws: NamePattern.Problem.self) { try NamePattern("(?<who>x)") }
  }

  @Test func `folders and files are named like their students`() {
    func names(_ paths: String...) -> [String] {
      plainNames(of: paths.map { $0.split(separator: "/").map(String.init) }, lesson: "sharing-work")
    }
    #expect(names("all/jane/sharing-work", "all/joe/sharing-work") == ["jane", "joe"])
    #expect(names("jane/sharing-work") == ["jane"])
    #expect(names("all/sharing-work-jane.poolbook.zip", "all/joe.md", "all/kim.zip") == ["jane", "joe", "kim"])
    #expect(names("a/jane", "a/joe", "b/kim") == ["jane", "joe", "kim"])
    #expect(names("all/jane/try1", "all/jane/try2", "all/joe/try1") == ["jane", "jane", "joe"])
    #expect(names("all/jane/work", "all/joe/work") == ["jane", "joe"])
    #expect(names("sharing-work") == ["sharing-work"] && names() == [])
  }
}
