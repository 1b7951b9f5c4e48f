internal import Text

/// An estimate that closes in on a known value as more is measured: a line, and dots where its error ends on both sides.
package struct EstimateChart: Sendable, Equatable {
  /// The estimate after some measurements.
  package struct Point: Sendable, Equatable {
    /// How many measurements.
    package var count: Int
    /// The estimate, and how far it is typically off.
    package var value: Double, error: Double

    /// Makes a point.
    package init(count: Int, value: Double, error: Double) {
      self.count = count
      self.value = value
      self.error = error
    }
  }

  /// The estimates, from left to right.
  package var points: [Point]
  /// The number of measurements at the right edge.
  package var most: Int
  /// The value that is estimated, and its name.
  package var target: Double, name: String
  /// What the upper and the lower edge are away from it; estimates beyond are not drawn.
  package var reach: Double
  /// What is measured, for the axis.
  package var unit: String

  /// Makes a chart.
  package init(points: [Point], most: Int, target: Double, name: String, reach: Double, unit: String) {
    self.points = points.filter { $0.value.isFinite && $0.error.isFinite }
    self.most = max(1, most)
    self.target = target
    self.name = name
    self.reach = reach
    self.unit = unit
  }

  /// Draws the chart; the canvas stays blank if it is smaller than 16 by 5 cells.
  package func canvas(size: Size, glyphs: Glyphs = .utf8) -> Canvas {
    var canvas = Canvas(size: size)
    guard size.width >= 16, size.height >= 5, reach > 0 else { return canvas }
    let labels = [target + reach, target - reach].map { tickLabel($0, step: 0.01) }
    let gutter = max(cellWidth(of: name), labels.map(\.count).max() ?? 0)
    let plot = Rect(x: gutter + 1, y: 0, width: size.width - gutter - 1, height: size.height - 2)
    let middle = plot.height / 2
    for y in 0..<plot.height { canvas.put(String(glyphs.vertical), x: gutter, y: y, style: .dim) }
    canvas.put(String(glyphs.corner), x: gutter, y: plot.bottom, style: .dim)
    canvas.fill(Rect(x: plot.x, y: plot.bottom, width: plot.width, height: 1), with: glyphs.horizontal, style: .dim)
    canvas.put(labels[0], x: gutter - labels[0].count, y: 0, style: .dim)
    canvas.put(labels[1], x: gutter - labels[1].count, y: plot.bottom - 1, style: .dim)
    canvas.put(name, x: gutter - cellWidth(of: name), y: middle, style: .bold)
    let axis = "\(formatCount(most)) \(unit)"
    canvas.put("0", x: plot.x, y: plot.bottom + 1, style: .dim)
    canvas.put(axis, x: size.width - cellWidth(of: axis), y: plot.bottom + 1, style: .dim)
    draw(on: &canvas, plot, glyphs)
    return canvas
  }

  private func draw(on canvas: inout Canvas, _ plot: Rect, _ glyphs: Glyphs) {
    let size = Size(width: plot.width, height: plot.height)
    var ideal = DotGrid(size: size, isASCII: glyphs.isASCII)
    var (edges, line) = (ideal, ideal)
    // Where the target passes through a cell with an edge, both are drawn.
    var both = ideal
    // The target is in the middle of the row that has its name.
    let center = glyphs.isASCII ? plot.height / 2 : plot.height / 2 * 4 + 2
    let scale = Double(min(center, ideal.height - 1 - center)) / reach
    func row(_ value: Double) -> Int? {
      let away = (value - target) * scale
      return abs(away) <= Double(ideal.height) ? center - Int(away.rounded()) : nil
    }
    ideal.line(from: (0, center), to: (ideal.width - 1, center), step: glyphs.isASCII ? 2 : 3)
    both.line(from: (0, center), to: (both.width - 1, center), step: 3)
    var last: (x: Int, y: Int)?
    for point in points {
      let x = Int(Double(min(point.count, most)) / Double(most) * Double(line.width - 1))
      for edge in [point.value - point.error, point.value + point.error] {
        // Dotted, so that the line between the edges can be told from them.
        if let y = row(edge), glyphs.isASCII || x % 3 == 0 {
          edges.set(x, y)
          both.set(x, y)
        }
      }
      guard let y = row(point.value) else {
        last = nil
        continue
      }
      line.line(from: last ?? (x, y), to: (x, y))
      last = (x, y)
    }
    for y in 0..<size.height {
      for x in 0..<size.width {
        if let glyph = line.glyph(x, y, mark: "*") {
          canvas[plot.x + x, plot.y + y] = Cell(glyph, .bold)
        } else if edges.glyph(x, y, mark: ":") != nil, let glyph = both.glyph(x, y, mark: ":") {
          canvas[plot.x + x, plot.y + y] = Cell(glyph)
        } else if let glyph = ideal.glyph(x, y, mark: "-") {
          canvas[plot.x + x, plot.y + y] = Cell(glyph, .dim)
        }
      }
    }
  }
}
