package import Canvas

/// A replay without a terminal: it plays as fast as it can be drawn, and can be recorded.
package struct ReplayFilm {
  private var screen: ReplayScreen
  private let size: Size
  private var clock: UInt64 = 1_000_000_000

  /// The longest recording, and the time between two of its canvases, in seconds.
  static let longest = 55.0
  static let frame = 0.1
  /// A replay that plays for longer than this, in seconds, is not followed to its end.
  private static let mostPlayed = 1e5

  /// Begins with a replay as it is, on a screen of this size.
  package init(_ screen: ReplayScreen, size: Size) {
    self.screen = screen
    self.size = size
    _ = self.screen.update(.resized(size))
    tick(0)
  }

  /// What is on the screen.
  package var canvas: Canvas { screen.view(size: size) }

  private mutating func tick(_ seconds: Double) {
    clock += UInt64(seconds * 1e9)
    _ = screen.update(.tick(nanoseconds: clock, wallClock: 0))
  }

  /// Plays for a time.
  package mutating func play(seconds: Double) {
    var left = seconds
    while left > 0, screen.wantsTicks {
      tick(min(left, Self.frame))
      left -= Self.frame
    }
  }

  /// Goes to the end.
  package mutating func goToEnd() { _ = screen.update(.keys([.end])) }

  /// Records a whole replay, in less than a minute.
  package static func cast(of screen: ReplayScreen, size: Size, title: String) -> String {
    var film = ReplayFilm(screen, size: size)
    var length = 0.0
    while film.screen.wantsTicks, length < mostPlayed {
      film.tick(frame)
      length += frame
    }
    let slowness = max(1, length / longest)
    film = ReplayFilm(screen, size: size)
    var cast = Cast(size: size, title: title)
    var time = 0.0
    cast.add(film.canvas, at: 0)
    while film.screen.wantsTicks, time < longest {
      film.tick(frame * slowness)
      time += frame
      cast.add(film.canvas, at: time)
    }
    cast.hold(until: time + 2)
    return cast.text
  }
}
