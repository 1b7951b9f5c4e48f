internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Session
internal import WorkerPool

/// An experiment's runs side by side: two that follow each other, or all sizes of a scale.
struct CompareLayer: Sendable {
  /// What can be compared, oldest first.
  private(set) var choices: [[RecordedRun]]
  /// Which of them is shown.
  private(set) var index: Int
  /// The one that is shown.
  private(set) var comparison: Comparison
  /// Whether each run has a scale of its own.
  private(set) var hasOwnScales = false
  /// How much of a race has passed, from 0 to 1; `nil` if the runs don't race.
  private(set) var progress: Double?
  private var lastTick: UInt64?

  /// How long a race takes, in nanoseconds.
  static let raceTime = 5e9

  /// Compares the last runs of an experiment; `nil` if there are no two.
  ///
  /// - Parameter elsewhere: A run of another experiment that the first one can be compared with.
  init?(_ history: RunHistory, elsewhere: RecordedRun? = nil) {
    let groups = history.groups
    choices = groups.indices.compactMap { index in
      if groups[index].count > 1 { return groups[index] }
      guard let run = groups[index].last, let before = index > 0 ? groups[index - 1].last : elsewhere else {
        return nil
      }
      return [before, run]
    }
    guard let last = choices.last else { return nil }
    index = choices.count - 1
    comparison = Comparison(last)
  }

  /// The runs whose events have to be read.
  var unread: [String] { choices[index].filter(\.events.isEmpty).map(\.id) }

  /// Adds the events of a run, which were read from the disk.
  mutating func load(_ run: String, _ events: [PoolEvent]) {
    for choice in choices.indices {
      for place in choices[choice].indices where choices[choice][place].id == run {
        choices[choice][place].events = events
      }
    }
    comparison = Comparison(choices[index])
  }

  /// Shows others; returns whether there are any.
  mutating func step(by step: Int) -> Bool {
    guard choices.indices.contains(index + step) else { return false }
    index += step
    comparison = Comparison(choices[index])
    progress = nil
    return true
  }

  /// Starts a race, or ends it.
  mutating func toggleRace() { (progress, lastTick) = (progress == nil ? 0 : nil, nil) }
}

extension CompareLayer: Layer {
  static let coversPage = true
  static let sections = [BindingSection("Comparing runs", [choose, scale, race, next, leave])]
  static let opening: Opening? = Opening(
    place: .experiment,
    binding: Binding(
      ["c"], "compare the last two runs", rank: 4,
      when: { _, model in
        guard let spec = model.currentExperiment else { return model.noExperimentHere }
        if model.history(of: spec.id).groups.isEmpty { return .no(model.notRunYet(spec)) }
        guard model.comparedRuns(of: spec) != nil else {
          let runs = spec.cell == nil ? "run" : "run with a pool"
          return .no("There is only one \(runs): r runs the experiment again, and then c compares the two.")
        }
        return .yes("compare")
      },
      act: { _, model, _ in
        guard let spec = model.currentExperiment, let layer = model.comparedRuns(of: spec) else {
          return []
        }
        model.open(layer)
        return layer.unread.map { .loadEvents(run: $0) }
      }))

  var wantsTicks: Bool { (progress ?? 1) < 1 }

  mutating func tick(_ nanoseconds: UInt64) {
    guard let progress, progress < 1 else { return }
    defer { lastTick = nanoseconds }
    guard let lastTick, nanoseconds > lastTick else { return }
    let next = progress + Double(nanoseconds - lastTick) / CompareLayer.raceTime
    self.progress = next < 1 ? next : nil
  }

  func draw(on canvas: inout Canvas, _ model: Model) {
    let area = model.frame.body
    canvas.fill(area)
    var pane = ComparePane(comparison, glyphs: model.glyphs)
    pane.hasOwnScales = hasOwnScales
    pane.progress = progress
    let picture = pane.canvas(width: area.width, height: area.height)
    canvas.put(picture, x: area.x, y: area.y, in: area)
  }

  // MARK: - Keys

  private static let choose = Binding<CompareLayer>(
    [.key(.left), .key(.right)], also: [.key(.up), .key(.down)], "compare earlier, later runs",
    when: { layer, _ in .yes(layer.choices.count > 1 ? "other runs" : nil) },
    act: { layer, model, key in
      let step = key == .left || key == .up ? -1 : 1
      guard layer.step(by: step) else {
        model.remark = step < 0 ? "These are the first runs." : "These are the last runs."
        return []
      }
      return layer.unread.map { .loadEvents(run: $0) }
    })

  private static let scale = Binding<CompareLayer>(
    ["s"], "all runs on one scale, or each on its own",
    when: { layer, _ in .yes(layer.hasOwnScales ? "one scale" : "own scales") },
    act: { layer, _, _ in
      layer.hasOwnScales.toggle()
      return []
    })

  private static let race = Binding<CompareLayer>(
    [" "], "let the runs race: all play on one clock, for five seconds",
    when: { layer, _ in .yes(layer.progress == nil ? "race" : "end the race") },
    act: { layer, _, _ in
      layer.toggleRace()
      return []
    })

  private static let next = Binding<CompareLayer>(
    ["n"], "go on to the next section", rank: 2,
    when: { _, model in
      model.place.section + 1 < model.lesson.sections.count
        ? .yes("next") : .no("This is the last section: esc leads back to the page.")
    },
    act: { _, model, _ in
      model.closeLayer()
      model.open(model.place.section + 1)
      return []
    })

  private static let leave = Binding<CompareLayer>(
    [.key(.escape)], also: [.key(.enter), "c", "q", .key(.control("c"))], "back to the page", line: "back", rank: 0
  ) { _, model, _ in
    model.closeLayer()
    return []
  }
}

extension Model {
  /// The runs of an experiment side by side; `nil` if there are no two.
  fileprivate func comparedRuns(of spec: ExperimentSpec) -> CompareLayer? {
    // A Python program without a pool has nothing to compare.
    let history = RunHistory((book.runs[spec.id] ?? []).filter { spec.cell == nil || $0.report.items > 0 })
    // A ratio that a question asks for is not shown before that.
    let mayCompare = { (experiment: String) in
      !session.asksForSpeedup(of: experiment)
        || book.runs[experiment]?.last.flatMap { session.comparison(of: $0, in: experiment) } != nil
    }
    guard let first = history.groups.first?.last, mayCompare(spec.id) else { return CompareLayer(history) }
    let others = book.runs.filter { $0.key != spec.id && mayCompare($0.key) }.values.joined()
    return CompareLayer(
      history, elsewhere: others.filter { $0.hasSameWork(as: first) }.max { ($0.began, $0.id) < ($1.began, $1.id) })
  }
}
