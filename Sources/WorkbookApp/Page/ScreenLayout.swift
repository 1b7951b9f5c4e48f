internal import Canvas

/// Where things stand on a screen of a size: the title on top, the keys at the bottom, the page between.
struct Frame: Sendable, Equatable {
  /// The whole screen.
  let size: Size
  /// The column the outline begins at and its width; nothing where it is folded away.
  let outline: Rect?
  /// The rows and columns the page's text stands in; two columns to the left of it are the page's margin.
  let page: Rect

  /// The smallest screen the workbook is drawn on.
  static let smallest = Size(width: 60, height: 20)
  /// The widest a line of the page is.
  static let measure = 76
  /// From so many columns up the outline stands beside the page.
  static let widthForOutline = 96

  /// Divides a screen.
  init(size: Size) {
    self.size = size
    let rows = max(0, size.height - 4)
    if size.width >= Frame.widthForOutline {
      let outlineWidth = size.width >= 112 ? 30 : 24
      outline = Rect(x: 2, y: 2, width: outlineWidth - 2, height: rows)
      let left = outlineWidth + 4
      page = Rect(x: left, y: 2, width: min(Frame.measure, size.width - left - 2), height: rows)
    } else {
      outline = nil
      let width = min(Frame.measure, size.width - 4)
      page = Rect(x: max(2, (size.width - width) / 2), y: 2, width: width, height: rows)
    }
  }

  /// All rows between the title and the notices, from edge to edge.
  var body: Rect { Rect(x: 0, y: page.y, width: size.width, height: page.height) }

  /// Whether the screen is too small to draw on.
  var isTooSmall: Bool { size.width < Frame.smallest.width || size.height < Frame.smallest.height }
}
