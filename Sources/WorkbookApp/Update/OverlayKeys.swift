internal import AnswerBook
internal import Canvas
internal import Experiments
internal import LessonFormat
internal import WorkerPool

extension Model {
  /// A key while the help lies over the page.
  mutating func pressInHelp(_ key: Key, _ scroll: Int) -> [Effect] {
    let page = max(1, frame.page.height - 2)
    let last = HelpPane.lastScroll(self)
    var scroll = min(scroll, last)
    switch key {
    case .down: scroll += 1
    case .up: scroll -= 1
    case .pageDown, .character(" "): scroll += page
    case .pageUp, .character("b"): scroll -= page
    case .home: scroll = 0
    case .end: scroll = last
    case .escape, .enter, .character("?"), .character("q"), .control("c"), .function(1):
      overlay = nil
      return []
    default: return []
    }
    overlay = .help(scroll: min(max(0, scroll), last))
    return []
  }

  /// Lays the outline over the page, its cursor where the student is.
  mutating func openOutline() {
    let entries = outline(unfoldingAll: true)
    overlay = .outline(cursor: entries.firstIndex { $0.section == place.section && $0.stop == place.stop } ?? 0)
  }

  /// A key while the outline lies over the page.
  mutating func pressInOutline(_ key: Key, _ cursor: Int) -> [Effect] {
    let entries = outline(unfoldingAll: true)
    let page = max(1, frame.page.height - 2)
    var cursor = cursor
    switch key {
    case .down: cursor += 1
    case .up: cursor -= 1
    case .pageDown, .character(" "): cursor += page
    case .pageUp, .character("b"): cursor -= page
    case .home: cursor = 0
    case .end: cursor = entries.count
    case .tab, .character("n"): cursor = entries.indices.first { $0 > cursor && entries[$0].stop == nil } ?? cursor
    case .backTab, .character("p"): cursor = entries.indices.last { $0 < cursor && entries[$0].stop == nil } ?? cursor
    case .enter:
      overlay = nil
      if let entry = entries[safe: cursor] { open(entry.section, stop: entry.stop) }
      return []
    case .escape, .character("o"), .character("g"), .character("q"), .control("c"):
      overlay = nil
      return []
    default: return []
    }
    overlay = .outline(cursor: min(max(0, cursor), entries.count - 1))
    return []
  }

  /// Opens the knobs of the experiment that has the focus.
  mutating func openKnobs() {
    guard let spec = currentExperiment else { return }
    guard live?.experiment != spec.id else {
      remark = "The knobs can be turned once the run has ended; ctrl-c stops it."
      return
    }
    overlay = .knobs(KnobPanel(spec: spec, settings: settings(of: spec)))
    settle(toStop: place.stop)
  }

  /// A key while knobs are turned.
  mutating func pressInKnobs(_ key: Key, _ before: KnobPanel) -> [Effect] {
    var panel = before
    switch key {
    case .up, .backTab: panel.move(by: -1)
    case .down, .tab: panel.move(by: 1)
    case .control("x"): panel.reset()
    case .enter where panel.error != nil: break
    case .enter, .escape, .control("c"):
      knobs[panel.spec.id] = panel.settings
      overlay = nil
      settle(toStop: place.stop)
      return []
    case .left where KnobPanel.choices(of: panel.current) != nil: _ = panel.turn(by: -1)
    case .right, .character(" "):
      if !panel.turn(by: 1) { _ = panel.type { $0.handle(key) } }
    default:
      if KnobPanel.choices(of: panel.current) == nil { _ = panel.type { $0.handle(key) } }
    }
    overlay = .knobs(panel)
    return []
  }

  /// Opens the timeline of the run that is shown.
  mutating func openTimeline() -> [Effect] {
    guard let spec = currentExperiment else { return [] }
    guard let run = spec.isScale ? shownGroup(of: spec).last : shownRun(of: spec) else {
      remark = "Nothing has been run here yet: r runs it."
      return []
    }
    let words = ExperimentWords(spec: spec, settings: settings(run.knobs, spec), glyphs: glyphs).description
    overlay = .timeline(Timeline(run: run.id, title: "\(spec.id)   \(words)", events: run.events))
    return run.events.isEmpty ? [.loadEvents(run: run.id)] : []
  }

  private func settings(_ knobs: Knobs, _ spec: ExperimentSpec) -> ExperimentSettings {
    var settings = ExperimentSettings(spec)
    settings.knobs = knobs
    settings.sizes = [knobs.processes]
    return settings
  }

  /// Takes the events that were read back.
  mutating func show(_ events: [PoolEvent], of run: String) {
    guard case .timeline(var timeline) = overlay, timeline.run == run else { return }
    timeline.load(events)
    overlay = .timeline(timeline)
  }

  /// A key while a timeline is shown.
  mutating func pressInTimeline(_ key: Key, _ before: Timeline) -> [Effect] {
    var timeline = before
    switch key {
    case .right, .down: timeline.step(by: 1)
    case .left, .up: timeline.step(by: -1)
    case .pageDown: timeline.step(by: 10)
    case .pageUp: timeline.step(by: -10)
    case .home: timeline.jump(toEnd: false)
    case .end: timeline.jump(toEnd: true)
    case .character(" "): timeline.toggle()
    case .character("+"), .character("="): timeline.slow(by: -1)
    case .character("-"): timeline.slow(by: 1)
    case .escape, .enter, .character("t"), .character("q"), .control("c"):
      overlay = nil
      return []
    default: return []
    }
    overlay = .timeline(timeline)
    return []
  }
}
