internal import LessonFormat
internal import Text

/// What is made of a class's grades.
package enum GradeReports {
  /// The feedback of every student who has any, as files in a folder for each.
  package static func feedback(
    _ collection: Collection, _ grades: Grades
  ) -> [(folder: String, name: String, text: String)] {
    var taken: Set<String> = []
    return collection.handedIn.flatMap { row -> [(folder: String, name: String, text: String)] in
      let feedback = Feedback(row, of: collection.lesson, grades)
      guard !feedback.isEmpty else { return [] }
      let stem = folderName(of: row.person)
      let name = (1...).lazy.map { $0 == 1 ? stem : "\(stem)-\($0)" }.first { taken.insert($0).inserted } ?? stem
      return [(name, "feedback.md", feedback.markdown), (name, "feedback.html", feedback.html)]
    }
  }

  /// The points of every student who has any; partners have the same.
  package static func points(_ collection: Collection, _ grades: Grades) -> [Points] {
    collection.handedIn.flatMap { row -> [Points] in
      guard let total = grades.total(of: Grades.Key(row.person)) else { return [] }
      return ([row.person] + row.partners).map { Points($0, total) }
    }
  }

  /// Who has points for some questions but not for all that give points, as sentences.
  package static func ungraded(_ collection: Collection, _ grades: Grades) -> [String] {
    let partly = collection.handedIn.filter { row in
      let key = Grades.Key(row.person)
      return grades.total(of: key) != nil && !grades.ungraded(of: key, in: collection.lesson).isEmpty
    }
    guard let first = partly.first else { return [] }
    let others = partly.count == 1 ? "" : " and \(counted(partly.count - 1, "other"))"
    let verb = partly.count == 1 ? "has" : "have"
    return ["\(first.person.shown)\(others) \(verb) points for some of the questions only."]
  }

  /// `grades.graded.csv` for `grades.csv`.
  package static func gradedName(of path: String) -> String {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return path + ".graded" }
    return path.dropLast(name.count) + name[..<dot] + ".graded" + name[dot...]
  }

  /// A folder's name that no system refuses, and that leads nowhere else.
  private static func folderName(of person: Person) -> String {
    let words = [person.name, person.id].joined(separator: " ").split { !$0.isLetter && !$0.isNumber }
    var name = ""
    for word in words where name.utf8.count + word.utf8.count < 120 { name += (name.isEmpty ? "" : "-") + word }
    return name.isEmpty ? "student" : name
  }
}
