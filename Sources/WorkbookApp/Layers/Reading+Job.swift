internal import BatchJob
internal import Canvas
internal import LessonFormat
internal import Session

extension Reading {
  static let submitJob = Binding<Reading>(
    ["r"], "submit the batch job",
    when: { _, model in
      guard let spec = model.currentJob else { return .skip }
      guard let refused = model.session.refusal(of: spec) else { return .yes("submit") }
      if model.session.readOnly != nil { return .no(refused.description) }
      let way = model.session.missingFile(of: spec) == nil ? "x cancels it." : "enter takes you there."
      return .no(refused.sentence(advice: way))
    },
    act: { _, model, _ in model.submitJob() })

  static let writeJobFile = Binding<Reading>(
    [.key(.enter)], "write the file that the batch job still needs",
    when: { _, model in
      guard let spec = model.currentJob else { return .skip }
      guard let question = model.session.missingFile(of: spec) else {
        return .no("There is nothing to answer here: r submits the job.")
      }
      return .yes("to question \(model.number(of: question))")
    },
    act: { _, model, _ in
      guard let question = model.currentJob.flatMap({ model.session.missingFile(of: $0) }) else { return [] }
      model.goAndAnswer(question)
      return []
    })

  static let stepThroughJobs = Binding<Reading>(
    [.left: 1, .right: -1], "show an earlier, a later job", rank: 3,
    when: { _, model in
      guard let spec = model.currentJob else { return .skip }
      return switch model.session.sights(of: spec).count {
      case 0: .no("Not submitted yet: r submits the job.")
      case 1: .no("There is only one job to show: r submits another one.")
      default: .yes("jobs")
      }
    },
    step: { _, model, step in
      guard let spec = model.currentJob else { return }
      let before = model.stepsBack[spec.id] ?? 0
      let after = min(max(0, before + step), model.session.sights(of: spec).count - 1)
      model.stepsBack[spec.id] = after
      if after == before { model.remark = step > 0 ? "This is the first job." : "This is the last job." }
    })
}

extension Model {
  /// Goes to a question and opens its answer.
  mutating func goAndAnswer(_ question: Question) {
    guard let there = Place(of: question.id, in: lesson) else { return }
    open(there.section, stop: there.stop)
    beginAnswer(to: question)
  }

  /// What a key for experiments does where there is none.
  var noExperimentHere: Availability { currentJob == nil ? .no(Reading.noExperiment) : .skip }
}
