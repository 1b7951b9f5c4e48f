internal import Canvas

/// How a screen of a size is divided: the title at the top, the keys at the bottom, the page between them.
struct ScreenLayout: Sendable, Equatable {
  /// The whole screen.
  let size: Size
  /// The outline; `nil` if there isn't room for it beside the page.
  let outline: Rect?
  /// The page's text; the two columns to the left of it are the page's margin.
  let page: Rect

  /// The smallest screen the workbook is drawn on.
  static let smallest = Size(width: 60, height: 20)
  /// The longest line of the page, in columns.
  static let measure = 76
  /// The narrowest screen with the outline beside the page, in columns.
  static let widthForOutline = 96

  /// Divides a screen of this size.
  init(size: Size) {
    self.size = size
    let rows = max(0, size.height - 4)
    if size.width >= ScreenLayout.widthForOutline {
      let outlineWidth = size.width >= 112 ? 30 : 24
      outline = Rect(x: 2, y: 2, width: outlineWidth - 2, height: rows)
      let left = outlineWidth + 4
      page = Rect(x: left, y: 2, width: min(ScreenLayout.measure, size.width - left - 2), height: rows)
    } else {
      outline = nil
      let width = min(ScreenLayout.measure, size.width - 4)
      page = Rect(x: max(2, (size.width - width) / 2), y: 2, width: width, height: rows)
    }
  }

  /// The page to the right margin of the screen. Code, output and tables use it where they need it; prose keeps its
  /// measure.
  var wholePage: Rect {
    Rect(x: page.x, y: page.y, width: max(page.width, size.width - page.x - 2), height: page.height)
  }

  /// All rows between the title and the notices, from edge to edge.
  var body: Rect { Rect(x: 0, y: page.y, width: size.width, height: page.height) }

  /// Whether the screen is too small to draw on.
  var isTooSmall: Bool { size.width < ScreenLayout.smallest.width || size.height < ScreenLayout.smallest.height }
}
