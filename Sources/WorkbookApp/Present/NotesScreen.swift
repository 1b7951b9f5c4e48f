package import Canvas
internal import LessonFormat
internal import Text

/// The speaker's notes in a second terminal: where the presentation is, the notes of its section, what comes next, and
/// the time.
package struct NotesScreen: Sendable {
  /// Where a presentation is.
  package struct Place: Sendable, Equatable, Codable {
    /// The lesson's id.
    package var lesson: String
    /// The page, and how many of its steps have been shown.
    package var page: Int, step: Int
    /// When the presentation began, in seconds since 1970.
    package var began: Double

    /// Names a place.
    package init(lesson: String, page: Int, step: Int, began: Double) {
      (self.lesson, self.page, self.step, self.began) = (lesson, page, step, began)
    }
  }

  /// Everything that can happen to it.
  package enum Message: Sendable {
    /// Keys that arrived together.
    case keys([Key])
    /// The terminal has this size.
    case resized(Size)
    /// Nanoseconds of the monotonic clock, and seconds since 1970.
    case tick(nanoseconds: UInt64, wallClock: Double)
    /// Where the presentation is; `nil` if there is none.
    case moved(Place?)
    /// The program is about to end.
    case leaving
  }

  /// What it wants done outside of itself.
  package enum Effect: Sendable, Equatable {
    /// Send the whole screen again.
    case redraw
    /// End the program.
    case quit
  }

  private let deck: PresentDeck
  private let glyphs: Glyphs
  private let secondsFromUTC: Int
  private var place: Place?
  private var clock = ClockReading()
  private var scroll = 0

  /// Shows the notes of a deck.
  package init(_ deck: PresentDeck, glyphs: Glyphs, secondsFromUTC: Int) {
    (self.deck, self.glyphs, self.secondsFromUTC) = (deck, glyphs, secondsFromUTC)
  }

  /// The clock goes on.
  package var nextTick: UInt64? { clock.nanoseconds + 250_000_000 }

  /// Handles a message.
  package mutating func update(_ message: Message) -> [Effect] {
    switch message {
    case .keys(let keys):
      for key in keys {
        switch key {
        case "q", .escape, .control("c"): return [.quit]
        case .control("l"): return [.redraw]
        case .down, " ": scroll += 1
        case .up, "b": scroll = max(0, scroll - 1)
        default: break
        }
      }
    case .tick(let nanoseconds, let wall): clock = ClockReading(nanoseconds: nanoseconds, wall: wall)
    case .moved(var place):
      // It comes from a file.
      if let step = place?.step { place?.step = min(max(0, step), 1000) }
      if place?.page != self.place?.page { scroll = 0 }
      self.place = place
    case .resized, .leaving: break
    }
    return []
  }

  /// Draws the notes.
  package func view(size: Size) -> Canvas {
    var canvas = Canvas(size: size)
    let width = max(1, size.width - 4)
    guard let place, place.lesson == deck.lesson.id, let page = deck.pages[safe: place.page] else {
      canvas.put(
        wrap("Waiting for `poolbook present \(deck.lesson.id)` on this machine.", width: width), x: 2, y: 1)
      return canvas
    }
    let section = deck.lesson.sections[page.section]
    let elapsed = Int(min(max(0, clock.wall - place.began), 359_999))
    let time = "\(elapsed / 60):\(elapsed % 60 < 10 ? "0" : "")\(elapsed % 60)"
    canvas.put(truncate(section.title, to: width - 16, ellipsis: glyphs.ellipsis), x: 2, y: 0, style: .bold)
    let right = "\(time)  \(timeOfDay)"
    canvas.put(right, x: size.width - right.count - 2, y: 0, style: .bold)
    canvas.put(
      "now   \(deck.words(for: place.step, of: place.page))   page \(place.page + 1) of \(deck.pages.count)", x: 2, y: 2
    )
    canvas.put("next  \(deck.words(for: place.step + 1, of: place.page))", x: 2, y: 3, style: .bold)
    let setter = ProseSetter(width: min(76, width), wholeWidth: width, glyphs: glyphs)
    let lines = section.notes.isEmpty ? [TextLine("This section has no notes.", .dim)] : setter.lines(section.notes)
    let room = max(0, size.height - 6)
    canvas.put(Array(lines.dropFirst(min(scroll, max(0, lines.count - room))).prefix(room)), x: 2, y: 5)
    return canvas
  }

  private var timeOfDay: String {
    let seconds = max(0, Int(clock.wall) + secondsFromUTC)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(seconds / 3600 % 24)):\(two(seconds / 60 % 60))"
  }
}
