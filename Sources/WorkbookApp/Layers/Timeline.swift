internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Session

extension Timeline: Layer {
  static let coversPage = true
  static let sections = [
    BindingSection(
      "In the replay", stepping.map { lifted($0, needsSteps: true) } + [lifted(figuresKey, needsSteps: false), leave])
  ]
  static let opening: Opening? = Opening(
    place: .experiment,
    binding: Binding(
      ["t"], "replay the run: who took what, step by step", rank: 2,
      when: { _, model in
        guard let spec = model.currentExperiment else { return model.noExperimentHere }
        guard model.live?.experiment == spec.id || model.runForTimeline(of: spec) != nil else {
          return .no(model.notRunYet(spec))
        }
        if let (run, _) = model.currentOutcome, run.report.items == 0 {
          return .no("The program used no pool of processes, so that there is nothing to replay.")
        }
        return .yes("replay")
      },
      act: { _, model, _ in
        if let spec = model.currentExperiment, let live = model.live, live.experiment == spec.id {
          let settings = ExperimentSettings(of: live.request.knobs)
          let words = ExperimentWords(spec: spec, settings: settings, glyphs: model.glyphs).description
          model.open(Timeline(live, title: "\(spec.id)   \(words)", host: model.surroundings.machine.host))
          return []
        }
        guard let spec = model.currentExperiment, let run = model.runForTimeline(of: spec) else { return [] }
        let words = ExperimentWords(spec: spec, settings: ExperimentSettings(of: run.knobs), glyphs: model.glyphs)
          .description
        model.open(Timeline(run, title: "\(spec.id)   \(words)"))
        return run.events.isEmpty ? [.loadEvents(run: run.id)] : []
      }))

  var wantsTicks: Bool { isPlaying }

  /// The keys that move through a run and play it, for every screen that shows one.
  static let playing = stepping + [figuresKey]

  private static let figuresKey = ValueBinding<Timeline>(
    ["i"], "where the time went, in numbers, or back",
    line: { $0.showsFigures ? $0.isPicture ? "map" : "lanes" : "times" }
  ) {
    $0.changeFigures()
  }

  private static let stepping: [ValueBinding<Timeline>] = [
    ValueBinding(
      [.left: -1, .right: 1], also: [.up: -1, .down: 1], "the previous, the next step", line: "step"
    ) { $0.stepOrRemark(by: $1) },
    ValueBinding([.pageUp: -10, .pageDown: 10], "ten steps back, ten steps on") { $0.stepOrRemark(by: $1) },
    ValueBinding([" "], "play, pause", line: { $0.isPlaying ? "pause" : "play" }) { $0.toggle() },
    ValueBinding(["r"], "play from the start", rank: 3, line: { $0.count == 0 ? nil : "again" }) { $0.restart() },
    ValueBinding(
      [.character("+"): -1, .character("-"): 1], also: [.character("="): -1], "faster, slower", line: "speed", rank: 2
    ) {
      let before = ($0.speed, $0.rate)
      $0.changeSpeed(by: $1)
      if before != ($0.speed, $0.rate) { return nil }
      return $1 > 0 ? "This is the slowest speed." : "This is the fastest speed."
    },
    ValueBinding(["e"], "even steps, or true time", line: { $0.isEven ? "true time" : "even steps" }) {
      $0.changeScale()
    },
    ValueBinding(
      ["m"], "the map as a picture, or lanes", line: { $0.showsFigures ? nil : $0.isPicture ? "lanes" : "map" }
    ) {
      $0.changePicture()
    },
    ValueBinding([.character("z"): 1, .character("Z"): -1], "in true time: stretch the axis, or show more of it") {
      guard !$0.isEven else { return "Even steps are as wide as fits: e shows them in true time." }
      let before = $0.zoom
      $0.changeZoom(by: $1)
      return $0.zoom != before ? nil : $1 > 0 ? "The axis can't be stretched further." : "This is the whole run."
    },
    ValueBinding([.digit], "the next step of this worker") { timeline, key in
      guard case .character(let digit) = key, let worker = digit.wholeNumberValue else { return nil }
      guard worker <= timeline.track?.workers ?? 0 else { return "There is no worker \(worker)." }
      return timeline.jump(toWorker: worker - 1) ? nil : "Worker \(worker) does nothing more."
    },
    ValueBinding([.home: -1, .end: 1], "the start, the end", line: "start, end", rank: 3) {
      $0.jump(toEnd: $1 > 0)
      return nil
    },
  ]

  private static func lifted(_ binding: ValueBinding<Timeline>, needsSteps: Bool) -> Binding<Timeline> {
    Binding(binding.entry, rank: binding.rank) { timeline, _ in
      guard needsSteps else { return .yes(binding.line(timeline)) }
      guard timeline.track != nil else { return .no("The run is still being read.") }
      if timeline.steps.isEmpty { return .no("This run has no events to show: esc leads back to the page.") }
      return .yes(binding.line(timeline))
    } act: { timeline, model, key in
      model.remark = binding.act(&timeline, key)
      return []
    }
  }

  private static let leave = Binding<Timeline>(
    [.key(.escape)], also: [.key(.enter), "t", "q", .key(.control("c"))], "back to the page", line: "back", rank: 0
  ) { _, model, _ in
    model.closeLayer()
    return []
  }

  private mutating func stepOrRemark(by number: Int) -> String? {
    let before = count
    step(by: number)
    return count != before ? nil : number > 0 ? "This is the last step." : "This is the start of the run."
  }
}

extension Model {
  /// The run that the timeline of an experiment shows; for a scale, its last run.
  fileprivate func runForTimeline(of spec: ExperimentSpec) -> RecordedRun? {
    history(of: spec.id).shown.last
  }
}
