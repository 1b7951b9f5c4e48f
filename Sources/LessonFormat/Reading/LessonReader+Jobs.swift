extension LessonReader {
  private static let jobKeys = ["id", "kind", "title", "script", "program"]

  /// Reads an experiment that has a `kind`; the only one is `batch`.
  mutating func readJob(_ mapping: YAMLMapping) {
    var fields = Fields(mapping, source: source, noun: "a batch job", known: Self.jobKeys)
    defer { prose.diagnostics += fields.diagnostics }
    if let kind = fields.word("kind", required: "kind: batch"), kind != "batch" {
      fields.report(
        mapping["kind"]?.place ?? mapping.place, "There is no kind of experiment called `\(kind.prefix(80))`.",
        fix: "Write `kind: batch`, or remove `kind` from an experiment that runs a task.")
      return
    }
    let id = fields.word("id", required: "id: its-name")
    let script = fields.word("script", required: "script: pool_example.sb")
    let spec = JobSpec(
      id: id ?? "", title: fields.word("title"), script: script ?? "", program: fields.word("program"))
    for key in ["script", "program"] {
      if let entry = mapping[key], case .word(let name) = entry.value {
        jobFiles.append(JobFile(name: name, key: key, place: entry.place))
      }
    }
    if let id { register(id, .job, at: mapping["id"]?.place ?? mapping.place) }
    section?.parts.append(.job(spec))
  }

  /// A file that a job needs, to be checked when all questions are known.
  struct JobFile {
    /// Its name.
    var name: String
    /// `script` or `program`.
    var key: String
    /// Where the lesson names it.
    var place: YAMLMapping.Location
  }

  /// Reports files of jobs that no question asks for: the student would have nowhere to write them.
  mutating func checkJobFiles() {
    let names = sections.flatMap(\.questions).compactMap(\.fileName)
    for file in jobFiles where !names.contains(file.name) {
      report(
        file.place, "No question asks for the file `\(file.name.prefix(80))`.",
        fix: names.isEmpty
          ? "Add a question with `kind: file` and `file: \(file.name.prefix(80))`."
          : fix(for: file.name, among: names, noun: "file"))
    }
  }
}
