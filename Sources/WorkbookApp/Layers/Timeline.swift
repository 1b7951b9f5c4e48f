internal import Canvas
internal import Experiments
internal import LessonFormat

extension Timeline: Layer {
  static let coversPage = true
  static let sections = [BindingSection("In the timeline", [move, tenEvents, play, pace, ends, leave])]
  static let opening: Opening? = Opening(
    place: .experiment,
    binding: Binding(
      ["t"], "show the run as a timeline, event by event", rank: 2,
      when: { _, model in
        guard let spec = model.currentExperiment else { return .no(Reading.noExperiment) }
        guard model.runForTimeline(of: spec) != nil else { return .no(model.notRunYet(spec)) }
        return .yes(model.live?.experiment == spec.id ? nil : "timeline")
      },
      act: { _, model, _ in
        guard let spec = model.currentExperiment, let run = model.runForTimeline(of: spec) else { return [] }
        var settings = ExperimentSettings(spec)
        settings.knobs = run.knobs
        settings.sizes = [run.knobs.processes]
        let words = ExperimentWords(spec: spec, settings: settings, glyphs: model.glyphs).description
        model.open(Timeline(run: run.id, title: "\(spec.id)   \(words)", events: run.events))
        return run.events.isEmpty ? [.loadEvents(run: run.id)] : []
      }))

  var wantsTicks: Bool { isPlaying }

  private static let move = Binding<Timeline>(
    [.left: -1, .right: 1], also: [.up: -1, .down: 1], "the previous, the next event",
    when: { timeline, _ in timeline.availability("event by event") },
    step: { timeline, model, step in model.stepping(&timeline, by: step) })

  private static let tenEvents = Binding<Timeline>(
    [.pageUp: -10, .pageDown: 10], "ten events back, ten events on",
    when: { timeline, _ in timeline.availability(nil) },
    step: { timeline, model, step in model.stepping(&timeline, by: step) })

  private static let play = Binding<Timeline>(
    [" "], "play, pause",
    when: { timeline, _ in timeline.availability(timeline.isPlaying ? "pause" : "play") },
    act: { timeline, _, _ in
      timeline.toggle()
      return []
    })

  private static let pace = Binding<Timeline>(
    [.character("+"): -1, .character("-"): 1], also: [.character("="): -1], "faster, slower",
    when: { timeline, _ in timeline.availability("speed") },
    step: { timeline, model, step in
      let before = timeline.speed
      timeline.slow(by: step)
      if timeline.speed == before {
        model.remark = step > 0 ? "This is the slowest speed." : "This is the real speed, the fastest."
      }
    })

  private static let ends = Binding<Timeline>(
    [.home: -1, .end: 1], "the start, the end", rank: 2,
    when: { timeline, _ in timeline.availability("start, end") },
    step: { timeline, _, step in timeline.jump(toEnd: step > 0) })

  private static let leave = Binding<Timeline>(
    [.key(.escape)], also: [.key(.enter), "t", "q", .key(.control("c"))], "back to the page", line: "back"
  ) { _, model, _ in
    model.closeLayer()
    return []
  }

  private func availability(_ words: String?) -> Availability {
    guard let events else { return .no("The run is still being read.") }
    return events.isEmpty ? .no("This run has no events to show: esc leads back to the page.") : .yes(words)
  }
}

extension Model {
  /// The run of an experiment that a timeline would show; of a scale that is its last one.
  fileprivate func runForTimeline(of spec: ExperimentSpec) -> RecordedRun? {
    history(of: spec.id).shown.last
  }

  fileprivate mutating func stepping(_ timeline: inout Timeline, by step: Int) {
    let before = timeline.cursor
    timeline.step(by: step)
    if timeline.cursor == before { remark = step > 0 ? "This is the last event." : "This is the start of the run." }
  }
}
