import Testing

@testable import HandIns

struct GradebookTests {
  private func fill(
    _ text: String, column: String? = nil, _ points: [Points], titles: [String] = ["Sharing Work", "sharing-work"]
  ) throws -> (text: String, filling: FilledGradebook) {
    let filling = try Gradebook(Array(text.utf8), column: column, titles: titles).filled(with: points)
    return (String(decoding: filling.bytes, as: UTF8.self), filling)
  }

  private let canvas = #"""
    \#u{FEFF}Student,ID,SIS User ID,SIS Login ID,Section,Notes,"Sharing Work (101)",Essay (102),Current Score\#r
        Points Possible,,,,,,20,10,(read only)\#r
    "Doe, Jane",7,s1,jane,"A ""1""",=1+2,,5,50.0\#r
    "Ruiz, José",8,s2,jose,"B\#r
    two lines",,"12",,\#r
    "Wu, Li",9,s3,li,A,,EX,,\#r
    "Student, Test",10,,x,A,,,,\#r\#n
    """#

  @Test func `only the cells of the lesson's column change in a Canvas gradebook`() throws {
    let (text, filling) = try fill(
      canvas,
      [
        Points(Person(id: "7", scope: .canvas), 17.5), Points(Person(id: "8", scope: .canvas), 20),
        Points(Person(id: "9", scope: .canvas), 3),
      ])
    let expected =
      canvas
      .replacing("\"A \"\"1\"\"\",=1+2,,5", with: "\"A \"\"1\"\"\",=1+2,17.5,5")
      .replacing(",\"12\",", with: ",\"20\",")
    #expect(Array(text.utf8) == Array(expected.utf8))
    #expect(filling.filled == 2 && filling.withoutPoints == [])
    #expect(filling.notes == ["Li Wu is excused (EX), and the cell stays as it is."])
  }

  @Test func `students are found by id, else by login, email or a name that only one has`() throws {
    let (text, filling) = try fill(
      canvas,
      [
        Points(Person(id: "jane"), 1), Points(Person(id: "x1", name: "José Ruiz"), 2),
        // The number of a Moodle participant means nothing here, whatever row has it.
        Points(Person(id: "9", scope: .moodle, name: "Nobody"), 3),
      ])
    #expect(text.contains("=1+2,1,5") && text.contains(",\"2\","))
    #expect(filling.unmatched == ["Nobody (9) is in no row."])
    #expect(filling.withoutPoints == ["Li Wu"])
    let squeezed = try fill(canvas, [Points(Person(id: "4711", scope: .canvas, name: "doejane"), 4)])
    #expect(squeezed.text.contains("=1+2,4,5"))
  }

  @Test func `two people who fit one row, and one who fits two, are listed and not entered`() throws {
    let table = "Name,Login,Points\nKim Lee,kim1,\nKim Lee,kim2,\n"
    let (text, filling) = try fill(
      table, column: "Points",
      [Points(Person(name: "Kim Lee"), 1), Points(Person(id: "kim2"), 2), Points(Person(id: "KIM2"), 3)])
    #expect(text == table)
    #expect(
      filling.unmatched == [
        "Kim Lee fits more than one row.", "kim2 fits the row of Kim Lee, and so does somebody else.",
        "KIM2 fits the row of Kim Lee, and so does somebody else.",
      ])
    #expect(filling.withoutPoints == ["Kim Lee", "Kim Lee"])
  }

  @Test func `a missing or ambiguous column is refused with the candidates, and none is made`() throws {
    #expect(throws: GradebookError.noColumn(title: "Other", candidates: ["Sharing Work (101)", "Essay (102)"])) {
      try fill(canvas, [], titles: ["Other", "other"])
    }
    let twice = canvas.replacing("Essay", with: "sharing work")
    #expect(
      throws: GradebookError.severalColumns(
        title: "Sharing Work", candidates: ["Sharing Work (101)", "sharing work (102)"])
    ) { try fill(twice, []) }
    let (text, _) = try fill(twice, column: "sharing work (102)", [Points(Person(id: "7", scope: .canvas), 1)])
    #expect(text.contains("=1+2,,1,50.0"))
    #expect(throws: GradebookError.unknownSystem) { try fill("Name,Points\nKim,\n", []) }
    #expect(throws: GradebookError.noPeople) { try fill("Colour,Points\nred,\n", column: "Points", []) }
    #expect(throws: GradebookError.noStudents) { try fill("Name,Points\n", column: "Points", []) }
    #expect(throws: GradebookError.openQuote(row: 2)) { try fill("Name,Points\n\"Kim,\n", column: "Points", []) }
    #expect(throws: GradebookError.isUTF16) { try Gradebook([0xFF, 0xFE, 0x41, 0], column: nil, titles: []) }
  }

  @Test func `a title around the lesson's is enough if no other has it`() throws {
    let (text, _) = try fill(
      canvas.replacing("\"Sharing Work (101)\"", with: "\"Week 5: Sharing Work (101)\""),
      [Points(Person(id: "7", scope: .canvas), 2)])
    #expect(text.contains("=1+2,2,5"))
  }

  @Test(arguments: [
    // English, German and Polish headings; the last one has a marker, a group and a state of the workflow.
    """
    Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed","Last modified (submission)","Last modified (grade)","Feedback comments"
    "Participant 11","Jane Doe",jane@x.org,"Submitted for grading - ",@,20.00,Yes,"Monday, 1 June 2026, 10:00 AM",-,""
    "Participant 12","José Ruiz",jose@x.org,"No submission - ",,20.00,Yes,-,-,
    """,
    """
    \u{FEFF}ID;"Vollständiger Name";"E-Mail-Adresse";Status;Bewertung;"Bestwertung";"Bewertung kann geändert werden";"Zuletzt geändert (Abgabe)";"Zuletzt geändert (Bewertung)";"Feedback als Kommentar"\r
    "Teilnehmer/in 11";"Jane Doe";jane@x.org;"Zur Bewertung abgegeben";@;"20,00";Ja;"Montag, 1. Juni 2026";-;""\r
    "Teilnehmer/in 12";"José Ruiz";jose@x.org;"Keine Abgabe";"15,50";"20,00";Ja;-;-;\r\n
    """,
    """
    Identyfikator\tImię\tEmail\tStatus\tGrupa\tOceniający\tOcena\tMaks\tStan\tMożna\tZmiana\tZmiana oceny\tKomentarz
    Uczestnik 11\tJane Doe\tjane@x.org\tWysłane\t\t\t@\t20,00\tNie oceniono\tTak\t-\t-\t
    Uczestnik 12\tJosé Ruiz\tjose@x.org\tBrak\t\t\t20,00\t20,00\tNie oceniono\tTak\t-\t-\t
    """,
  ]) func `a Moodle worksheet is recognised by its shape in any language`(worksheet: String) throws {
    let before = worksheet.replacing("@,", with: ",").replacing("@;", with: ";").replacing("@\t", with: "\t")
    let (text, filling) = try fill(
      before,
      [Points(Person(id: "11", scope: .moodle), 17.5), Points(Person(id: "77", scope: .moodle, name: "Ann"), 1)])
    let number = worksheet.contains("20.00") ? "17.5" : "17,5"
    let expected = worksheet.replacing("@,", with: "\(number),").replacing("@;", with: "\(number);")
      .replacing("@\t", with: "\(number)\t")
    #expect(Array(text.utf8) == Array(expected.utf8))
    #expect(filling.unmatched == ["Ann (77) is in no row."] && filling.withoutPoints == ["José Ruiz"])
    #expect(try Gradebook(Array(before.utf8), column: nil, titles: ["x"]).pointsPossible == 20)
    let byEmail = try fill(before, [Points(Person(id: "jane@x.org"), 2)])
    #expect(byEmail.filling.filled == 1)
  }

  @Test func `a decimal comma among commas gets quotes`() throws {
    let (text, _) = try fill(
      "Name,Punkte,Max\nKim,,\"20,5\"\n", column: "Punkte", [Points(Person(name: "Kim"), 7.25)])
    #expect(text == "Name,Punkte,Max\nKim,\"7,25\",\"20,5\"\n")
  }

  @Test func `Brightspace's marks stay where they are`() throws {
    let table = """
      OrgDefinedId,Username,Last Name,First Name,Sharing Work Points Grade <Numeric MaxPoints:20 Weight:5>,Essay Points Grade,End-of-Line Indicator
      #123,#jane,Doe,Jane,,3.5,#
      #124,#jose,Ruiz,José,4.00,,#

      """
    let (text, filling) = try fill(
      table, [Points(Person(id: "x", name: "Jane Doe"), 18), Points(Person(id: "124"), 4)])
    #expect(text == table.replacing("Jane,,", with: "Jane,18,"))
    #expect(filling.filled == 2 && filling.unmatched == [])
    #expect(try Gradebook(Array(table.utf8), column: nil, titles: ["Sharing Work"]).pointsPossible == 20)
  }

  @Test func `GitHub Classroom's file is filled by user name`() throws {
    let table = """
      assignment_name,assignment_url,starter_code_url,github_username,roster_identifier,student_repository_name,student_repository_url,submission_timestamp,points_awarded,points_available
      "sharing",u,u,jane-d,jane@x.org,sharing-jane-d,u,2026-06-01 10:00:00 UTC,0,20

      """
    let (text, filling) = try fill(table, [Points(Person(id: "jane-d"), 30)])
    #expect(text == table.replacing("UTC,0,20", with: "UTC,30,20"))
    #expect(filling.notes == ["jane-d has 30 points of 20."])
  }

  @Test func `text in an old encoding keeps its bytes and finds its students`() throws {
    let bytes = Array("Name;Punkte\nJos".utf8) + [0xE9] + Array(" Ruiz;\n".utf8)
    let filling = try Gradebook(bytes, column: "Punkte", titles: []).filled(with: [
      Points(Person(name: "José Ruiz"), 2.5)
    ])
    #expect(filling.bytes == Array("Name;Punkte\nJos".utf8) + [0xE9] + Array(" Ruiz;2,5\n".utf8))
  }

  @Test func `points that are no number, and a row that ends early, are listed`() throws {
    let (text, filling) = try fill(
      "Name,Points\nKim\nLee,1.50\n", column: "points",
      [Points(Person(name: "Kim"), 1), Points(Person(name: "Lee"), .nan)])
    #expect(text == "Name,Points\nKim\nLee,1.50\n")
    #expect(
      filling.unmatched == [
        "Kim has a row that ends before the column for the points.",
        "Lee has points that are no number from 0 to a million.",
      ])
    let (same, _) = try fill("Name,Points\nLee,1.50\n", column: "points", [Points(Person(name: "Lee"), 1.5)])
    #expect(same == "Name,Points\nLee,1.50\n")
  }
}
