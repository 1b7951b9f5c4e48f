internal import AnswerBook
internal import Canvas

/// What a pane needs to know about the screen that it is drawn for.
struct PaneContext: Sendable, Equatable {
  /// Columns of its text.
  var width: Int
  /// Columns up to the right margin, for lines that must not be broken.
  var wholeWidth: Int
  /// Rows of the page that are in sight.
  let height: Int
  /// The glyphs that can be drawn.
  let glyphs: Glyphs
  /// The monotonic clock of pool events, nanoseconds.
  let now: UInt64
  /// Seconds east of UTC, for times of day.
  let secondsFromUTC: Int

  /// The same screen with fewer columns.
  func narrower(by columns: Int) -> PaneContext {
    var context = self
    context.width -= columns
    context.wholeWidth -= columns
    return context
  }

  /// How many workers have a row of their own; the others are summed up in one.
  var laneLimit: Int { min(16, max(4, height - 8)) }

  /// The local time of day, as `12:04`, from seconds since 1970.
  func time(_ wall: Double) -> String { local(wall).timeOfDay }

  /// The local day, as `2026-11-23`, from seconds since 1970.
  func day(_ wall: Double) -> String { local(wall).day }

  private func local(_ wall: Double) -> Instant { Instant(wall + Double(secondsFromUTC)) }
}

extension Model {
  /// The page's text as a context for its panes.
  var paneContext: PaneContext {
    PaneContext(
      width: frame.page.width, wholeWidth: frame.wholePage.width, height: frame.page.height, glyphs: glyphs,
      now: clock.nanoseconds,
      secondsFromUTC: surroundings.secondsFromUTC)
  }
}
