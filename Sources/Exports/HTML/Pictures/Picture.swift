internal import Canvas
internal import Experiments

/// A picture of a run, drawn with lines, boxes and words.
struct Picture {
  /// The name that no other picture of the page has.
  let id: String
  /// What it shows, in a few words.
  let title: String
  /// What can be seen in it, for people who can't see it.
  let description: String
  /// The width and height of its plane, in units of about a pixel.
  let width: Double, height: Double
  /// What is drawn.
  var shapes: [Markup] = []

  /// The picture as SVG within a page that has its style sheet.
  var svg: Markup { svg(style: []) }

  /// The picture as SVG by itself, on a light ground.
  var file: String { svg(style: [.element("style", [:], Markup(trusted: pictureStyle))]).html + "\n" }

  private func svg(style: [Markup]) -> Markup {
    .element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 \(px(width)) \(px(height))", "width": px(width),
        "height": px(height), "role": "img",
        "aria-labelledby": "\(id)-title \(id)-desc", "class": "picture",
      ],
      [
        .element("title", ["id": "\(id)-title"], Markup(title)),
        .element("desc", ["id": "\(id)-desc"], Markup(description)),
      ] + style + shapes)
  }

  /// Draws a box.
  mutating func box(_ look: String, x: Double, y: Double, width: Double, height: Double) {
    shapes.append(
      .element("rect", ["class": look, "x": px(x), "y": px(y), "width": px(width), "height": px(height)]))
  }

  /// Draws a line.
  mutating func line(_ look: String, from: (x: Double, y: Double), to: (x: Double, y: Double)) {
    shapes.append(
      .element("line", ["class": look, "x1": px(from.x), "y1": px(from.y), "x2": px(to.x), "y2": px(to.y)]))
  }

  /// Where a text has its place.
  enum Anchor: String {
    case start, middle, end
  }

  /// Writes words; their base line is at `y`.
  mutating func words(_ text: String, x: Double, y: Double, anchor: Anchor = .start, look: String = "words") {
    shapes.append(
      .element("text", ["class": look, "x": px(x), "y": px(y), "text-anchor": anchor.rawValue], Markup(text)))
  }

  /// The class of what belongs to a worker, counted from 0.
  static func look(of worker: Int) -> String { "w\(InkColors.place(of: worker))" }
}

/// A length with as many digits as can be seen.
func px(_ length: Double) -> String {
  let text = formatFixed(length.isFinite ? length : 0, digits: 1)
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// Up to about `count` round numbers from 0 to a largest one, for an axis.
func roundSteps(upTo largest: Double, count: Int) -> [Double] {
  guard largest > 0, largest.isFinite else { return [0] }
  var step = 1.0
  let rough = largest / Double(count)
  while step > rough { step /= 10 }
  while step * 10 <= rough { step *= 10 }
  step *= [1, 2, 5, 10].first { step * $0 >= rough } ?? 10
  guard step > 0 else { return [0] }
  return (0...Int(largest / step + 1e-9)).map { Double($0) * step }
}
