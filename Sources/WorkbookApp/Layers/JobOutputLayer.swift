internal import BatchJob
internal import Canvas
internal import Session
internal import Text

/// All that a batch job has printed, over the page.
struct JobOutputLayer: ScrollingLayer {
  /// The lesson's job.
  let job: String
  var scroll = 0

  /// The most lines that are laid out, which happens in each frame.
  private static let most = 1000

  static let name = "the output"
  static let sections = [BindingSection("In a job's output", keys(alsoClosing: ["t", "q"]))]
  static let opening: Opening? = Opening(
    place: .job,
    binding: Binding(
      ["t"], "read the whole output of the batch job", rank: 2,
      when: { _, model in
        guard let spec = model.currentJob else { return .skip }
        guard let sight = model.state(of: spec).shown else { return .no("Not submitted yet: r submits the job.") }
        guard sight.output != nil else { return .no(sight.missingOutput ?? "There is no output to show.") }
        return .yes("output")
      },
      act: { _, model, _ in
        if let spec = model.currentJob { model.open(JobOutputLayer(job: spec.id)) }
        return []
      }))

  func rows(_ model: Model) -> Lines {
    guard let spec = model.session.job(job), let sight = model.state(of: spec).shown, let output = sight.output else {
      return []
    }
    let context = model.paneContext
    var lines: Lines = [TextLine(visible(sight.job.status?.output ?? "", onOneLine: true), .bold), .blank]
    if output.isCut || output.lines.count > Self.most {
      lines.append(TextLine("earlier lines are only in the file", .dim))
    }
    lines += output.lines.suffix(Self.most).flatMap { wrap(visible($0, onOneLine: true), width: context.width) }
    if let errors = sight.errorOutput, let path = sight.job.errorOutput {
      lines += [.blank, TextLine(visible(path, onOneLine: true), .bold), .blank]
      lines += errors.lines.suffix(Self.most).flatMap { wrap(visible($0, onOneLine: true), width: context.width) }
    }
    return lines
  }
}
