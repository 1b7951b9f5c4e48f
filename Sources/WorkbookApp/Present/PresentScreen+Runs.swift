internal import Experiments
internal import LessonFormat
internal import Session
internal import Text

extension PresentScreen {
  /// The settings of an experiment: those chosen here, or the lesson's.
  func settings(of spec: ExperimentSpec) -> ExperimentSettings { settings[spec.id] ?? ExperimentSettings(spec) }

  /// The run of an experiment that is shown: the last one made here, or a recording. `nil` if there is none.
  func shownRun(of spec: ExperimentSpec) -> RecordedRun? {
    if runsLive(spec) { return runs[spec.id]?.last }
    let known = recordings[spec.id] ?? []
    return known[safe: (recordingIndex[spec.id] ?? 0) % max(1, known.count)]
  }

  /// The run before the one that is shown, to compare it with.
  func earlierRun(of spec: ExperimentSpec) -> RecordedRun? {
    if runsLive(spec) { return (runs[spec.id] ?? []).dropLast().last }
    let known = recordings[spec.id] ?? []
    guard known.count > 1 else { return nil }
    return known[safe: ((recordingIndex[spec.id] ?? 0) + known.count - 1) % known.count]
  }

  /// The runs that are compared with the one that is shown: the one before it, or all sizes of a scale. `nil` if there are
  /// no two.
  func comparedRuns(of spec: ExperimentSpec) -> [RecordedRun]? {
    guard let shown = shownRun(of: spec) else { return nil }
    let sizes = settings(of: spec).sizes
    let isLive = runsLive(spec)
    let known = isLive ? runs[spec.id] ?? [] : recordings[spec.id] ?? []
    let scale = sizes.compactMap { size in
      known.last { $0.report.processes == size && $0.hasSameWork(as: shown) && (!isLive || $0.group == shown.group) }
    }
    if sizes.count > 1, scale.count == sizes.count { return scale }
    guard let earlier = earlierRun(of: spec) else { return nil }
    // A program without a pool has nothing to compare.
    return spec.cell == nil || min(earlier.report.items, shown.report.items) > 0 ? [earlier, shown] : nil
  }

  /// Stops the run under way, whichever page it belongs to.
  mutating func stop() -> [Effect] {
    guard let live else {
      remark = isLive && experiment != nil ? "No run is under way: r runs it." : "No run is under way."
      return []
    }
    self.live?.isStopping = true
    return [.stopRun(token: live.token)]
  }

  /// Runs the experiment of the page, or shows its next recording.
  mutating func run() -> [Effect] {
    guard let spec = experiment else {
      remark = "There is no experiment on this page."
      return []
    }
    if let live, live.experiment != spec.id {
      remark = "\(live.experiment) is still running: x stops it."
      return []
    }
    if live != nil { return stop() }
    if let problem = problem(of: spec) {
      // The page says it, unless it has an earlier run to show.
      if shownRun(of: spec) == nil, let runStep { step = runStep } else { remark = problem }
      return []
    }
    isComparing = false
    if let runStep, step != runStep + 1 { step = runStep }
    guard runsLive(spec) else {
      showRecording(of: spec)
      return []
    }
    let programs: [ProgramFile]
    do throws(NoSolution) { programs = try self.programs(for: spec) } catch {
      remark = "\(visible(error.description, onOneLine: true)), so it can't be run."
      return []
    }
    let settings = settings(of: spec)
    let token = newToken()
    let group = settings.sizes.count > 1 ? "\(spec.id)-\(token)" : nil
    var requests: [RunRequest] = []
    for size in settings.sizes {
      var knobs = settings.knobs
      knobs.processes = size
      requests.append(RunRequest(experiment: spec.id, group: group, task: spec.task, knobs: knobs, cell: spec.work))
    }
    guard let first = requests.first else { return [] }
    live = LiveRun(token: token, experiment: spec.id, requests: requests)
    live?.began = clock.nanoseconds
    timeline = nil
    return [.startRun(token: token, first, programs: programs)]
  }

  private mutating func showRecording(of spec: ExperimentSpec) {
    let known = recordings[spec.id] ?? []
    guard !known.isEmpty else {
      remark = "There is no recording of \(spec.id): R runs it live."
      return
    }
    if timeline != nil { recordingIndex[spec.id] = ((recordingIndex[spec.id] ?? 0) + 1) % known.count }
    play(spec)
  }

  /// Opens the replay of the run that is shown.
  mutating func play(_ spec: ExperimentSpec) {
    timeline = shownRun(of: spec).map { Timeline($0, title: "") }
    timeline?.tick(clock.nanoseconds)
  }

  /// Keeps a finished run, and goes on with the next size.
  mutating func finish(_ token: Int, _ run: RecordedRun) -> [Effect] {
    guard var live, live.token == token else { return [] }
    var made = runs[live.experiment, default: []] + [run]
    // A talk may have many long runs.
    for index in made.indices.dropLast(max(2, live.requests.count)) { made[index].events = [] }
    runs[live.experiment] = made
    if live.advance(token: newToken()) {
      live.began = clock.nanoseconds
      self.live = live
      // The files are there.
      return [.startRun(token: live.token, live.request, programs: [])]
    }
    self.live = nil
    guard let spec = experiment, spec.id == live.experiment else { return [] }
    play(spec)
    // A program without a pool, or one that failed, has no replay worth waiting for.
    if let runStep, step == runStep, let findings = run.report.result.as(PythonFindings.self),
      findings.maps.isEmpty || findings.trouble != nil
    {
      step += 1
    }
    return []
  }

  /// Turns a knob of the experiment to its next value.
  mutating func turn(_ knob: Knob, _ values: [String]) {
    guard let spec = experiment else {
      remark = "There is no experiment on this page."
      return
    }
    guard Session.knobs(of: spec).contains(knob) else {
      remark = "\(spec.id) has no knob \(knob.name)."
      return
    }
    var settings = settings(of: spec)
    let before = settings.text(of: knob)
    let next = ((values.firstIndex(of: before) ?? -1) + 1) % values.count
    for value in values[next...] + values[..<next] {
      do throws(KnobError) {
        if knob == .processes { settings.sizes = [1] }
        try settings.set(knob, to: value, for: spec)
        if knob == .processes, let size = Int(value) { (settings.sizes, settings.knobs.processes) = ([size], size) }
        self.settings[spec.id] = settings
        isLive = true
        remark = "\(knob.name) \(before) \(glyphs.right) \(settings.text(of: knob)): r runs it."
        return
      } catch {
        continue
      }
    }
  }

  /// Makes the experiment's work ten times as much, or as much as the lesson has.
  mutating func changeWork() {
    guard let spec = experiment, let knob = spec.task.knobs.first(where: { $0.isWork }) else {
      remark = "There is no work to change on this page."
      return
    }
    var settings = settings(of: spec)
    let before = settings.text(of: knob)
    var larger = settings
    larger.knobs.samples *= 10
    let range = settings.knobs.range
    larger.knobs.range = range.lowerBound..<range.lowerBound + range.count * 10
    let text = larger.text(of: knob)
    do throws(KnobError) {
      guard text != before else { throw KnobError("\(knob.name) stays as it is.") }
      try settings.set(knob, to: text, for: spec)
    } catch {
      settings = ExperimentSettings(spec)
    }
    self.settings[spec.id] = settings
    isLive = true
    remark = "\(knob.name) \(before) \(glyphs.right) \(settings.text(of: knob)): r runs it."
  }
}
