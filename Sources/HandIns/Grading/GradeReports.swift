internal import LessonFormat
internal import Text

/// What is made of a class's grades.
package enum GradeReports {
  /// The feedback of every student who has any, as files in a folder for each.
  package static func feedback(
    _ collection: Collection, _ grades: Grades
  ) -> [(folder: String, name: String, text: String)] {
    // Some systems don't tell capital letters from small ones, and refuse these names.
    var taken: Set<String> = ["con", "prn", "aux", "nul"]
    return collection.handedIn.flatMap { row -> [(folder: String, name: String, text: String)] in
      let feedback = Feedback(row, of: collection.lesson, grades)
      guard !feedback.isEmpty else { return [] }
      let stem = folderName(of: row.person)
      let name =
        (1...).lazy.map { $0 == 1 ? stem : "\(stem)-\($0)" }.first { taken.insert($0.lowercased()).inserted } ?? stem
      return [(name, "feedback.md", feedback.markdown), (name, "feedback.html", feedback.html)]
    }
  }

  /// The points of every student who has any; partners have the same.
  package static func points(_ collection: Collection, _ grades: Grades) -> [Points] {
    collection.handedIn.flatMap { row -> [Points] in
      guard let total = grades.total(of: GradedStudent(row.named), in: collection.lesson) else { return [] }
      return ([row.person] + row.partners).map { Points($0, total) }
    }
  }

  /// What a teacher should know before the points go out, as sentences: who has points for some of the questions only,
  /// whose answers have changed, and which grades are about nobody here.
  package static func remarks(_ collection: Collection, _ grades: Grades) -> [String] {
    let lesson = collection.lesson
    let graded = collection.handedIn.filter { grades.total(of: GradedStudent($0.named), in: lesson) != nil }
    let partly = graded.filter { !grades.ungraded(of: GradedStudent($0.named), in: lesson).isEmpty }
    let changed = graded.filter { row in
      lesson.questions.contains { isStale(grades[GradedStudent(row.named), $0.id], row, $0.id) }
    }
    let here = Set(collection.handedIn.map { GradedStudent($0.named) })
    let strangers = grades.students.count { !here.contains($0) }
    return sentence(partly, "has points for some of the questions only.", "have points for some of the questions only.")
      + sentence(changed, "has changed an answer since it was graded.", "have changed answers since they were graded.")
      + (strangers == 0
        ? [] : ["\(GradeFile.name) has grades of \(counted(strangers, "student")) who handed in nothing here."])
  }

  /// Whether points were given for an answer that has changed since then.
  package static func isStale(_ mark: Grades.Mark, _ row: CollectedRow, _ question: String) -> Bool {
    guard mark.points != nil, let answer = mark.answer, let now = row.fingerprint(ofAnswerTo: question) else {
      return false
    }
    return answer != now
  }

  private static func sentence(_ rows: [CollectedRow], _ one: String, _ several: String) -> [String] {
    guard let first = rows.first else { return [] }
    return rows.count == 1
      ? ["\(first.person.shown) \(one)"] : ["\(first.person.shown) and \(counted(rows.count - 1, "other")) \(several)"]
  }

  /// `grades.graded.csv` for `grades.csv`.
  package static func gradedName(of path: String) -> String {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return path + ".graded" }
    return path.dropLast(name.count) + name[..<dot] + ".graded" + name[dot...]
  }

  /// A folder's name of letters, digits and hyphens, which leads nowhere else.
  private static func folderName(of person: Person) -> String {
    let words = [person.name, person.id].joined(separator: " ").split { !$0.isLetter && !$0.isNumber }
    var name = ""
    for word in words where name.utf8.count + word.utf8.count < 120 { name += (name.isEmpty ? "" : "-") + word }
    return name.isEmpty ? "student" : name
  }
}
