/// A reference to an id, to be checked when all ids are known.
struct Reference {
  /// What it may refer to.
  enum Wants {
    case experiment, figure, result, either, cell

    /// The key that has the reference.
    var key: String {
      switch self {
      case .experiment: "before"
      case .figure, .result: "check"
      case .either: "beside"
      case .cell: "uses"
      }
    }

    /// What is referred to, in words.
    var noun: String {
      switch self {
      case .experiment, .figure, .result: "experiment"
      case .either: "question or experiment"
      case .cell: "question with a Python file"
      }
    }
  }

  var name: String
  var wants: Wants
  /// The question or the experiment that has the reference.
  var from: String
  var place: YAMLMapping.Location

  /// Whether it may refer to such a thing. A code cell is an experiment, too: its runs are recorded under its id. Only
  /// beside a question, anything will do that has something to show.
  func fits(_ given: LessonReader.GivenID) -> Bool {
    switch given.kind {
    case .experiment: wants != .cell
    case .question: given.isCell || wants == .either
    case .job: wants == .either
    case .section: false
    }
  }
}

extension LessonReader {
  /// Reports references to ids that don't exist or don't fit.
  mutating func checkReferences() {
    for reference in references {
      let given = ids[reference.name]
      let wants = reference.wants
      if given.map(reference.fits) != true {
        let known = ids.filter { reference.fits($0.value) && $0.key != reference.from }.sorted {
          $0.value.line < $1.value.line
        }.map(\.key)
        let missing =
          wants == .cell
          ? "Write the id of a question with `kind: code` and `file:`, or remove `uses`."
          : "Add an experiment with this id, or remove `\(wants.key)`."
        report(
          reference.place, "There is no \(wants.noun) called `\(reference.name.prefix(80))`.",
          fix: known.isEmpty ? missing : fix(for: reference.name, among: known, noun: wants.noun))
      } else if reference.name == reference.from, wants != .figure, wants != .result {
        reportSelf(reference)
      } else if wants == .figure || wants == .result, given?.isScale == true {
        report(
          reference.place, "`\(reference.name)` runs at several sizes, so it has no single figure.",
          fix: "Choose an experiment with one number of processes.")
      } else if wants == .result, given?.isCell == true || given?.isPython == true {
        report(
          reference.place, "`\(reference.name)` runs a Python program, which has no `result`.",
          fix: "Write `\(reference.name).seconds`, or let `<!-- checks -->` compare what the program prints.")
      }
    }
  }

  private mutating func reportSelf(_ reference: Reference) {
    switch reference.wants {
    case .cell:
      report(reference.place, "A file can't use itself.", fix: "Remove `\(reference.name)` from `uses`.")
    case .experiment:
      report(reference.place, "A question can't lock itself.", fix: "Choose an experiment, or remove `before`.")
    default:
      report(
        reference.place, "A question can't be shown beside itself.",
        fix: "Choose another question, or remove `beside`.")
    }
  }
}
