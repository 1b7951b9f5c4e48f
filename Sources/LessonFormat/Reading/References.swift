/// An id that is named somewhere, to be looked up when all ids are known.
struct Reference {
  /// What may be named.
  enum Wants { case experiment, figure, either }

  var name: String
  var wants: Wants
  /// The question that names it.
  var from: String
  var place: YAMLMapping.Place
}

extension LessonReader {
  /// Looks every named id up.
  mutating func checkReferences() {
    for reference in references {
      let given = ids[reference.name]
      let noun = reference.wants == .either ? "question or experiment" : "experiment"
      let fits = given.map { $0.kind == .experiment || ($0.kind == .question && reference.wants == .either) } ?? false
      if !fits {
        let known = ids.filter {
          $0.value.kind == .experiment || ($0.value.kind == .question && reference.wants == .either)
        }
        report(
          reference.place, "There is no \(noun) called `\(reference.name.prefix(80))`.",
          mend: mend(for: reference.name, among: known.sorted { $0.value.line < $1.value.line }.map(\.key), noun: noun))
      } else if reference.name == reference.from {
        report(
          reference.place, "A question can't stand beside itself.", mend: "Name another question, or leave it out.")
      } else if reference.wants == .figure, given?.isScale == true {
        report(
          reference.place, "`\(reference.name)` runs at several sizes, so it has no one figure.",
          mend: "Name an experiment with a single number of processes.")
      }
    }
  }
}
