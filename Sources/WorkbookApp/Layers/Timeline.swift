internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Session

extension Timeline: Layer {
  static let coversPage = true
  static let sections = [BindingSection("In the timeline", playing.map(lifted) + [leave])]
  static let opening: Opening? = Opening(
    place: .experiment,
    binding: Binding(
      ["t"], "show the run as a timeline, event by event", rank: 2,
      when: { _, model in
        guard let spec = model.currentExperiment else { return model.noExperimentHere }
        guard model.runForTimeline(of: spec) != nil else { return .no(model.notRunYet(spec)) }
        return .yes(model.live?.experiment == spec.id ? nil : "timeline")
      },
      act: { _, model, _ in
        guard let spec = model.currentExperiment, let run = model.runForTimeline(of: spec) else { return [] }
        let words = ExperimentWords(spec: spec, settings: ExperimentSettings(of: run.knobs), glyphs: model.glyphs)
          .description
        model.open(Timeline(run, title: "\(spec.id)   \(words)"))
        return run.events.isEmpty ? [.loadEvents(run: run.id)] : []
      }))

  var wantsTicks: Bool { isPlaying }

  /// The keys that move through a run and play it, for every screen that shows one.
  static let playing: [ValueBinding<Timeline>] = [
    ValueBinding(
      [.left: -1, .right: 1], also: [.up: -1, .down: 1], "the previous, the next event", line: "event by event"
    ) { $0.stepOrRemark(by: $1) },
    ValueBinding([.pageUp: -10, .pageDown: 10], "ten events back, ten events on") { $0.stepOrRemark(by: $1) },
    ValueBinding([" "], "play, pause", line: { $0.isPlaying ? "pause" : "play" }) { $0.toggle() },
    ValueBinding(
      [.character("+"): -1, .character("-"): 1], also: [.character("="): -1], "faster, slower", line: "speed"
    ) {
      let before = $0.speed
      $0.changeSpeed(by: $1)
      return $0.speed != before ? nil : $1 > 0 ? "This is the slowest speed." : "This is real speed, the fastest."
    },
    ValueBinding([.home: -1, .end: 1], "the start, the end", line: "start, end", rank: 2) {
      $0.jump(toEnd: $1 > 0)
      return nil
    },
  ]

  private static func lifted(_ binding: ValueBinding<Timeline>) -> Binding<Timeline> {
    Binding(binding.entry, rank: binding.rank) { timeline, _ in
      guard let events = timeline.events else { return .no("The run is still being read.") }
      if events.isEmpty { return .no("This run has no events to show: esc leads back to the page.") }
      return .yes(binding.line(timeline))
    } act: { timeline, model, key in
      model.remark = binding.act(&timeline, key)
      return []
    }
  }

  private static let leave = Binding<Timeline>(
    [.key(.escape)], also: [.key(.enter), "t", "q", .key(.control("c"))], "back to the page", line: "back"
  ) { _, model, _ in
    model.closeLayer()
    return []
  }

  private mutating func stepOrRemark(by count: Int) -> String? {
    let before = cursor
    step(by: count)
    return cursor != before ? nil : count > 0 ? "This is the last event." : "This is the start of the run."
  }
}

extension Model {
  /// The run that the timeline of an experiment shows; for a scale, its last run.
  fileprivate func runForTimeline(of spec: ExperimentSpec) -> RecordedRun? {
    history(of: spec.id).shown.last
  }
}
