internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Session

extension PresentScreen {
  /// The keys and what they do, for the help and for the row at the bottom.
  static let bindings: [ValueBinding<PresentScreen>] = [
    ValueBinding(
      [.character(" "): 1, .character("b"): -1],
      also: [
        .pageDown: 1, .pageUp: -1, .right: 1, .left: -1, .down: 1, .up: -1, .enter: 1, .backspace: -1,
      ], "the next, the previous step, as with a clicker", line: "next, back"
    ) {
      $0.go(by: $1)
      return nil
    },
    ValueBinding([.character("n"): 1, .character("p"): -1], "the next, the previous page", line: "page", rank: 2) {
      $0.turnPage(by: $1)
      return nil
    },
    ValueBinding(
      ["R"], "live, or recorded", rank: 2, line: { $0.experiment == nil ? nil : $0.isLive ? "recorded" : "live" }
    ) {
      $0.changeSource()
    },
    ValueBinding(["P"], "more processes", rank: 3, line: { $0.has(.processes) ? "processes" : nil }) {
      $0.turn(.processes, ["1", "2", "4", "6", "8"])
    },
    ValueBinding(["C"], "another chunk size", rank: 3, line: { $0.has(.chunk) ? "chunk" : nil }) {
      $0.turn(.chunk, ["auto", "1", "10", "100", "1000", "15000"])
    },
    ValueBinding(["S"], "another schedule", rank: 3, line: { $0.has(.schedule) ? "schedule" : nil }) {
      $0.turn(.schedule, ["dynamic", "static", "cyclic", "guided"])
    },
    ValueBinding(["W"], "ten times the work, or the lesson's again", rank: 4, line: { _ in nil }) { $0.changeWork() },
    ValueBinding(["."], "a black screen, and back", rank: 4, line: { _ in nil }) { $0.isBlack.toggle() },
    ValueBinding(
      ["v"], "count hands: type how many for each answer", rank: 2,
      line: { $0.question == nil ? nil : "hands" }
    ) { $0.entry = .hands("") },
    ValueBinding(["o"], "jump to a page by its number", rank: 4, line: { _ in nil }) { $0.entry = .jump("") },
    ValueBinding(["T"], "count down some minutes; no number ends it", rank: 4, line: { _ in nil }) {
      $0.entry = .minutes("")
    },
    ValueBinding(
      ["c"], "compare with the run before, or all sizes; a race", rank: 1,
      line: {
        guard $0.timeline != nil, let spec = $0.experiment, $0.comparedRuns(of: spec) != nil else { return nil }
        return $0.isComparing ? "replay" : "compare"
      }
    ) { $0.compare() },
    ValueBinding([.digit], "point at one worker and dim the others, or back") { screen, key in
      guard case .character(let digit) = key, let worker = digit.wholeNumberValue else { return nil }
      guard screen.timeline != nil else { return "There is no run to point at." }
      screen.timeline?.point(at: worker - 1)
      return nil
    },
  ]

  /// The keys that the replay of a page shares with other replays.
  private static let replayKeys: [Key] = ["+", "-", "=", "e", "i", "m", "z", "Z"]

  /// Acts on a key.
  mutating func press(_ key: Key) -> [Effect] {
    lastKey = clock.nanoseconds
    let hadRemark = remark != nil
    remark = nil
    switch key {
    case .control("z"): return [.suspend]
    case .control("l"): return [.redraw]
    default: break
    }
    if entry != nil {
      type(key)
      return []
    }
    if isBlack {
      isBlack = false
      if key == "." { return [] }
    }
    if showsHelp {
      showsHelp = false
      return []
    }
    switch key {
    // A run under way says that this key stops it.
    case .control("c") where live != nil: return stop()
    case "q", .control("c"): return (live.map { [.stopRun(token: $0.token)] } ?? []) + [.quit]
    case .escape:
      if isComparing { isComparing = false } else if !hadRemark { remark = "q ends the presentation." }
      return []
    case "?", .function(1): showsHelp = true
    case "r": return run()
    case "x": return stop()
    case " " where isBeforeRun, .pageDown where isBeforeRun, .enter where isBeforeRun, .right where isBeforeRun:
      return run()
    case "[", "]": timeline?.step(by: key == "]" ? 1 : -1)
    case "\\": timeline?.toggle()
    default:
      if let binding = Self.bindings.first(where: { $0.entry.matches(key) }) {
        if let sentence = binding.act(&self, key) { remark = sentence }
      } else if Self.replayKeys.contains(key), timeline != nil,
        let binding = Timeline.playing.first(where: { $0.entry.matches(key) })
      {
        if var timeline {
          remark = binding.act(&timeline, key)
          self.timeline = timeline
        }
      } else {
        remark = "\(key.name(ascii: glyphs.isASCII)) does nothing here: ? shows every key."
      }
    }
    return []
  }

  /// The question of the page, which hands can be raised for; `nil` if there is none.
  private var question: Question? {
    switch content {
    case .question(let question, _): question
    case .cell(let cell, _): cell.question
    case .title, .prose, .experiment, .job: nil
    }
  }

  /// Whether the experiment of the page has a knob.
  private func has(_ knob: Knob) -> Bool { experiment.map { Session.knobs(of: $0).contains(knob) } ?? false }

  /// Whether the next step runs the experiment of the page, or shows a recording: what there is without a further key.
  private var isBeforeRun: Bool {
    guard let spec = experiment, let runStep, problem(of: spec) == nil else { return false }
    return step == runStep - 1 && (isLive || !runsLive(spec))
  }

  /// Goes a step on or back.
  mutating func go(by direction: Int) {
    let steps = deck.steps(of: page)
    if direction > 0 {
      if step < steps { step += 1 } else { turnPage(by: 1) }
    } else if step > 0 {
      step -= 1
      if step < runStep ?? 1 { timeline = nil }
    } else if page > 0 {
      turnPage(by: -1)
      step = deck.steps(of: page)
      if step > 0, let spec = experiment { play(spec) }
    } else {
      remark = "This is the first page."
    }
  }

  /// Goes to another page.
  mutating func turnPage(by number: Int) {
    let next = page + number
    guard deck.pages.indices.contains(next) else {
      remark = number > 0 ? "This is the last page: q ends the presentation." : "This is the first page."
      return
    }
    (page, step, timeline, isComparing) = (next, 0, nil, false)
  }

  private mutating func changeSource() {
    isLive.toggle()
    timeline = nil
    isComparing = false
    step = min(step, max(0, (runStep ?? 1) - 1))
    let hasNone = experiment.map { runsLive($0) } ?? false
    remark =
      isLive
      ? "Live: r runs the experiment here."
      : "Recorded: r shows the recordings one after another" + (hasNone ? ", where there are any." : ".")
  }

  private mutating func compare() {
    guard let spec = experiment, comparedRuns(of: spec) != nil else {
      remark = "There is only one run to show: change a knob and run it again."
      return
    }
    isComparing.toggle()
    race = isComparing ? 0 : nil
  }

  /// Types into what is being entered.
  private mutating func type(_ key: Key) {
    guard let entry else { return }
    var text =
      switch entry {
      case .hands(let text), .jump(let text), .minutes(let text): text
      }
    switch key {
    case .escape, .control("c"):
      self.entry = nil
      return
    case .enter:
      self.entry = nil
      return accept(entry)
    case .backspace: text = String(text.dropLast())
    case .character(let character) where character.isNumber || character == " ":
      if text.count < 40 { text.append(character) }
    default: break
    }
    switch entry {
    case .hands: self.entry = .hands(text)
    case .jump: self.entry = .jump(text)
    case .minutes: self.entry = .minutes(text)
    }
  }

  private mutating func accept(_ entry: PresentEntry) {
    switch entry {
    case .hands(let text):
      guard let question else { return }
      let counts = text.split(separator: " ").prefix(9).compactMap { Int($0.prefix(6)) }
      hands[question.id] = counts.isEmpty ? nil : counts
    case .jump(let text):
      guard let number = Int(text), deck.pages.indices.contains(number - 1) else {
        remark = "There are pages 1 to \(deck.pages.count)."
        return
      }
      turnPage(by: number - 1 - page)
    case .minutes(let text):
      countdown = Int(text).flatMap { $0 > 0 && $0 <= 600 ? clock.wall + Double($0 * 60) : nil }
    }
  }
}
