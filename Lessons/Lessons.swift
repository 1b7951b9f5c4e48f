/// The lessons that are built into the program, as the Markdown they were written in.
package enum BuiltInLesson {
  /// The text of `Lessons/sharing-work.md`, UTF-8.
  package static let sharingWork = String(decoding: PackageResources.sharing_work_md, as: UTF8.self)

  /// Every built-in lesson's text by its id.
  package static let all: [String: String] = ["sharing-work": sharingWork]
}
