/// A batch job as the lesson describes it: an experiment with `kind: batch`.
package struct JobSpec: Sendable, Equatable {
  /// Unique among experiments and questions.
  package var id: String
  /// A short name for the page; if `nil`, the page shows the id.
  package var title: String?
  /// The batch file: the name of a file question's file.
  package var script: String
  /// The program that the batch file starts, if it is a file question's file too.
  package var program: String?

  /// Makes a description from its parts.
  package init(id: String, title: String? = nil, script: String, program: String? = nil) {
    self.id = id
    self.title = title
    self.script = script
    self.program = program
  }

  /// The files that have to be there before the job can be submitted.
  package var files: [String] { [script] + (program.map { [$0] } ?? []) }
}
