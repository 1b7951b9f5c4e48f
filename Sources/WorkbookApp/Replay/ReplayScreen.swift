package import Canvas
package import Experiments
internal import Text

/// A recorded run on a screen of its own, without a lesson. It has the same drawing and the same keys as the workbook's
/// timeline.
package struct ReplayScreen: Sendable, Equatable {
  /// Everything that can happen to it.
  package enum Message: Sendable, Equatable {
    /// The user pressed keys or pasted: everything that arrived together.
    case keys([Key])
    /// The terminal has this size.
    case resized(Size)
    /// Time has passed: nanoseconds of the monotonic clock, and seconds since 1970.
    case tick(nanoseconds: UInt64, wallClock: Double)
    /// The program is about to end.
    case leaving
  }

  /// What it wants done outside of itself.
  package enum Effect: Sendable, Equatable {
    /// Give the terminal to the shell until the user comes back.
    case suspend
    /// Send the whole screen again, because another program wrote to it.
    case redraw
    /// End the program with this exit code.
    case quit(code: Int32)
  }

  private var timeline: Timeline
  private let glyphs: Glyphs

  /// Starts to play a run.
  ///
  /// - Parameters:
  ///   - title: The text in the first line.
  ///   - speed: The speed, 1 for real speed. The nearest of the timeline's speeds is used. `nil` shows a short map in even
  ///     steps, and any other at a speed at which it takes at most half a minute, if there is one.
  package init(_ run: RecordedRun, title: String, speed: Double?, glyphs: Glyphs) {
    self.glyphs = glyphs
    timeline = Timeline(run, title: title)
    if let speed { timeline.use(speed: Self.index(of: speed)) }
  }

  /// Plays a run from the start as somebody has chosen to see it; `nil` if there are no steps, or not all of them yet.
  init?(restarting timeline: Timeline, glyphs: Glyphs) {
    guard timeline.live == nil, !timeline.steps.isEmpty else { return nil }
    self.glyphs = glyphs
    self.timeline = timeline
    self.timeline.showSteps()
    self.timeline.restart()
  }

  /// The text in the first line.
  package var title: String { timeline.title }

  /// Whether the run is playing.
  package var wantsTicks: Bool { timeline.isPlaying }

  /// Handles a message.
  package mutating func update(_ message: Message) -> [Effect] {
    switch message {
    case .keys(let keys): return keys.flatMap { press($0) }
    case .tick(let nanoseconds, _): timeline.tick(nanoseconds)
    case .resized, .leaving: break
    }
    return []
  }

  /// Draws the run, and the keys in the last row.
  package func view(size: Size) -> Canvas {
    var canvas = Canvas(size: size)
    TimelinePane(timeline: timeline, glyphs: glyphs).draw(
      on: &canvas, in: Rect(x: 0, y: 1, width: size.width, height: max(0, size.height - 2)))
    KeyLine(hints: hints).draw(on: &canvas)
    return canvas
  }

  private var hints: [KeyHint] {
    let playing = Timeline.playing.compactMap { binding in
      binding.line(timeline).map { KeyHint(binding.entry.shortName(ascii: glyphs.isASCII), $0, rank: binding.rank) }
    }
    return playing + [KeyHint("q", "quit", rank: 0)]
  }

  private mutating func press(_ key: Key) -> [Effect] {
    switch key {
    case .character("q"), .escape: return [.quit(code: 0)]
    case .control("c"): return [.quit(code: 130)]
    case .control("z"): return [.suspend]
    case .control("l"): return [.redraw]
    default: _ = Timeline.playing.first { $0.entry.matches(key) }?.act(&timeline, key)
    }
    return []
  }

  /// The timeline's speed that is nearest to a fraction of real speed.
  private static func index(of speed: Double) -> Int {
    let slowness = 1 / max(speed, 1e-9)
    func ratio(_ index: Int) -> Double {
      let other = Double(Timeline.speeds[index])
      return max(slowness / other, other / slowness)
    }
    return Timeline.speeds.indices.min { ratio($0) < ratio($1) } ?? 0
  }
}
