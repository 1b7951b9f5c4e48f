internal import BatchJob
internal import Canvas
internal import Session

/// The question whether a batch job is really to be cancelled. A second key press says so, so that nobody does it by
/// accident.
struct JobCancel: Layer {
  /// The lesson's job.
  let job: String
  /// The queue's id, if it is known.
  let id: String?

  static let advice = "x cancels the job, esc leaves it alone."
  static let sections = [BindingSection("Cancelling a batch job", [cancel, leave])]
  static let opening: Opening? = Opening(
    place: .job,
    binding: Binding(
      ["x"], "cancel the batch job; it asks once more",
      when: { _, model in
        guard let spec = model.currentJob else { return .skip }
        if let refused = model.session.cancelRefusal(of: spec) { return .no(refused.description) }
        return .yes(model.session.sights(of: spec).last?.job.stage == .uncertain ? "give up looking" : "cancel the job")
      },
      act: { _, model, _ in
        guard let spec = model.currentJob, let job = model.session.sights(of: spec).last?.job else { return [] }
        model.stepsBack[spec.id] = nil
        model.open(JobCancel(job: spec.id, id: job.id))
        return []
      }))

  func isAlive(in model: Model) -> Bool {
    model.session.job(job).map { model.session.cancelRefusal(of: $0) == nil } ?? false
  }

  private static let cancel = Binding<JobCancel>(
    ["x"], also: [.key(.enter)], "cancel the job",
    when: { layer, _ in .yes(layer.id.map { "cancel job \($0)" } ?? "give up looking for it") },
    act: { _, model, _ in
      model.closeLayer()
      return model.cancelJob()
    })

  private static let leave = Binding<JobCancel>(
    [.key(.escape)], also: ["q", .key(.control("c"))], "leave the job alone", line: "leave it alone"
  ) { _, model, _ in
    model.closeLayer()
    return []
  }
}
