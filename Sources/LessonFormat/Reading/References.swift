/// A reference to an id, to be checked when all ids are known.
struct Reference {
  /// What it may refer to.
  enum Wants {
    case experiment, figure, either

    /// The key of a question that refers to it.
    var key: String {
      switch self {
      case .experiment: "before"
      case .figure: "check"
      case .either: "beside"
      }
    }
  }

  var name: String
  var wants: Wants
  /// The question that has the reference.
  var from: String
  var place: YAMLMapping.Location

  /// Whether it may refer to such a thing. Only beside a question, anything will do that has something to show.
  func fits(_ kind: LessonReader.GivenID.Kind) -> Bool {
    switch kind {
    case .experiment: true
    case .job, .question: wants == .either
    case .section: false
    }
  }
}

extension LessonReader {
  /// Reports references to ids that don't exist or don't fit.
  mutating func checkReferences() {
    for reference in references {
      let given = ids[reference.name]
      let noun = reference.wants == .either ? "question or experiment" : "experiment"
      let fits = given.map { reference.fits($0.kind) } ?? false
      if !fits {
        let known = ids.filter { reference.fits($0.value.kind) }
        report(
          reference.place, "There is no \(noun) called `\(reference.name.prefix(80))`.",
          fix: known.isEmpty
            ? "Add an experiment with this id, or remove `\(reference.wants.key)`."
            : fix(for: reference.name, among: known.sorted { $0.value.line < $1.value.line }.map(\.key), noun: noun))
      } else if reference.name == reference.from {
        report(
          reference.place, "A question can't be shown beside itself.",
          fix: "Choose another question, or remove `beside`.")
      } else if reference.wants == .figure, given?.isScale == true {
        report(
          reference.place, "`\(reference.name)` runs at several sizes, so it has no single figure.",
          fix: "Choose an experiment with one number of processes.")
      }
    }
  }
}
