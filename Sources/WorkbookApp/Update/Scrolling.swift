internal import Canvas

extension Model {
  /// The page as it is now.
  var page: Page { Page(self) }

  /// Rows of the page that are in sight.
  private var height: Int { max(1, frame.page.height) }

  /// Scrolls by rows; the focus stays in sight.
  mutating func scroll(by rows: Int) {
    let page = page
    place.scroll = clamped(place.scroll + rows, page)
    focusWhatIsInSight(page)
  }

  /// Goes to the start or the end of the section.
  mutating func scroll(toEnd: Bool) {
    let page = page
    place.scroll = toEnd ? clamped(.max / 2, page) : 0
    let stops = section.stops.filter { isInSight(page.parts[$0]) }
    place.stop = toEnd ? stops.last : stops.first
    place.isChosen = toEnd
  }

  /// Changes what the focused stop shows and scrolls to what was added at its end.
  mutating func showingMore(_ change: (inout Model) -> Void) {
    let old = self.page.parts
    let before = place.stop.flatMap { old[safe: $0] }
    change(&self)
    let page = page
    guard let before, let rows = place.stop.flatMap({ page.parts[safe: $0] }) else { return clampScroll() }
    if rows.count + 1 < height { return reveal(rows, page) }
    reveal(min(before.upperBound, rows.upperBound)..<rows.upperBound, page)
  }

  /// Keeps the window within the page.
  mutating func clampScroll() { place.scroll = clamped(place.scroll, page) }

  /// Goes one step on or back: to the next stop if it is in sight, otherwise by a row, so that no prose is skipped.
  mutating func step(_ direction: Int) {
    let page = page
    let window = place.scroll..<(place.scroll + height)
    if let stop = place.stop, let rows = page.parts[safe: stop] {
      // If the focused stop is longer than the window, scroll to its end first.
      let isCut = direction > 0 ? rows.upperBound > window.upperBound : rows.lowerBound < window.lowerBound
      if isCut { return scroll(by: direction) }
    }
    if let next = neighbour(direction), headIsInSight(page.parts[next], window, direction) {
      choose(next)
      return reveal(page.parts[next], page)
    }
    let scroll = clamped(place.scroll + direction, page)
    if scroll == place.scroll { return }
    place.scroll = scroll
    focusWhatIsInSight(page)
  }

  /// Jumps to the next or the previous stop, wherever it is.
  mutating func jump(_ direction: Int) {
    guard let next = neighbour(direction) else { return scroll(toEnd: direction > 0) }
    choose(next)
    let page = page
    reveal(page.parts[next], page)
  }

  /// Scrolls to what came of the experiment or the code cell that has the focus, as much of it as fits.
  mutating func showResult() {
    layouts.prepare(for: self)
    checkScripts()
    if editing != nil { return followCursor() }
    let page = page
    guard let stop = place.stop, let result = page.results[stop], page.parts[stop].count + 2 > height else {
      return settle(toStop: place.stop)
    }
    reveal(result, page)
  }

  /// Changes what the page shows; if the end of what has the focus is in sight, it stays in sight.
  mutating func following(_ change: (inout Model) -> Void) {
    let follows = editing == nil && isEndInSight
    keepingPlace(change)
    if follows { showResult() }
  }

  /// Whether the last row of what has the focus is in sight.
  var isEndInSight: Bool {
    guard let rows = place.stop.flatMap({ page.parts[safe: $0] }) else { return false }
    return (place.scroll..<place.scroll + frame.page.height).contains(rows.upperBound - 1)
  }

  /// Scrolls so that a stop is in sight; if it is `nil`, gives the focus to what is in sight.
  mutating func settle(toStop stop: Int?) {
    layouts.prepare(for: self)
    checkScripts()
    checkPython()
    let page = page
    place.scroll = clamped(place.scroll, page)
    if let stop, let rows = page.parts[safe: stop] {
      place.stop = stop
      reveal(rows, page)
    } else {
      focusWhatIsInSight(page)
    }
  }

  /// Opens a section at its top, or at one of its stops.
  mutating func open(_ index: Int, stop: Int? = nil) {
    place = Place(section: min(max(0, index), lesson.sections.count - 1), stop: stop)
    settle(toStop: stop)
  }

  /// Scrolls so that the cursor is in sight.
  mutating func followCursor() {
    let page = page
    guard let row = page.cursor?.y ?? place.stop.flatMap({ page.parts[safe: $0]?.lowerBound }) else { return }
    if row < place.scroll + 1 {
      place.scroll = max(0, row - 1)
    } else if row >= place.scroll + height - 1 {
      place.scroll = row - height + 2
    }
    if let end = page.companion?.upperBound, row + height > end { place.scroll = max(place.scroll, end - height) }
    place.scroll = clamped(place.scroll, page)
  }

  /// Changes what the page shows without moving what is in sight.
  mutating func keepingPlace(_ change: (inout Model) -> Void) {
    let before = page
    let top = before.parts.lastIndex { $0.lowerBound <= place.scroll }
    let offset = top.map { place.scroll - before.parts[$0].lowerBound } ?? 0
    change(&self)
    let after = page
    if let top, let rows = after.parts[safe: top] {
      place.scroll = rows.lowerBound + min(offset, max(0, rows.count))
    }
    place.scroll = clamped(place.scroll, after)
  }

  /// The smallest scroll that shows these rows, or their start if they don't all fit.
  func revealed(_ rows: Range<Int>, _ page: Page) -> Int {
    var scroll = place.scroll
    if rows.upperBound + 1 > scroll + height { scroll = rows.upperBound + 1 - height }
    if rows.lowerBound - 1 < scroll { scroll = rows.lowerBound - 1 }
    return clamped(scroll, page)
  }

  private mutating func choose(_ stop: Int) {
    place.stop = stop
    place.isChosen = true
  }

  private mutating func reveal(_ rows: Range<Int>, _ page: Page) { place.scroll = revealed(rows, page) }

  private func clamped(_ scroll: Int, _ page: Page) -> Int { min(max(0, scroll), max(0, page.lines.count - height)) }

  private func neighbour(_ direction: Int) -> Int? {
    let stops = section.stops
    guard let stop = place.stop else {
      let page = page
      return direction > 0
        ? stops.first { page.parts[$0].lowerBound >= place.scroll }
        : stops.last { page.parts[$0].upperBound <= place.scroll }
    }
    return direction > 0 ? stops.first { $0 > stop } : stops.last { $0 < stop }
  }

  private func headIsInSight(_ rows: Range<Int>, _ window: Range<Int>, _ direction: Int) -> Bool {
    direction > 0 ? rows.lowerBound + 1 < window.upperBound : rows.upperBound > window.lowerBound + 1
  }

  private func isInSight(_ rows: Range<Int>) -> Bool {
    rows.lowerBound < place.scroll + height - 1 && rows.upperBound > place.scroll
  }

  /// If the focus is out of sight, gives it to the first stop in sight, or to none.
  private mutating func focusWhatIsInSight(_ page: Page) {
    if let stop = place.stop, let rows = page.parts[safe: stop], isInSight(rows) { return }
    let stops = section.stops.filter { isInSight(page.parts[$0]) }
    place.stop = stops.first { page.parts[$0].lowerBound >= place.scroll } ?? stops.first
    place.isChosen = false
  }
}
