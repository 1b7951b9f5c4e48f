/// Measured values against a number of processes, with an ideal line and a mark at a number of cores.
package struct LineChart: Sendable, Equatable {
  /// A value at a place on the horizontal axis.
  package struct Point: Sendable, Equatable {
    /// A number of processes.
    package var x: Double
    /// A time or a speedup.
    package var y: Double

    /// Makes a point.
    package init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// What was measured, from left to right.
  package var points: [Point]
  /// The ideal values, drawn as a dotted line.
  package var ideal: [Point]
  /// A value on the horizontal axis that gets a vertical line, and the line's label.
  package var mark: (x: Double, label: String)?
  /// The names of the axes.
  package var xLabel: String, yLabel: String

  /// Makes a chart.
  package init(
    points: [Point], ideal: [Point] = [], mark: (x: Double, label: String)? = nil, xLabel: String = "processes",
    yLabel: String = ""
  ) {
    self.points = points.filter { $0.x.isFinite && $0.y.isFinite }
    self.ideal = ideal.filter { $0.x.isFinite && $0.y.isFinite }
    self.mark = mark
    self.xLabel = xLabel
    self.yLabel = yLabel
  }

  /// Whether two charts look the same.
  package static func == (a: LineChart, b: LineChart) -> Bool {
    a.points == b.points && a.ideal == b.ideal && a.mark?.x == b.mark?.x && a.mark?.label == b.mark?.label
      && a.xLabel == b.xLabel && a.yLabel == b.yLabel
  }

  /// Draws the chart; the canvas stays blank if it is smaller than 12 by 5 cells.
  package func canvas(size: Size, glyphs: Glyphs = .utf8) -> Canvas {
    var canvas = Canvas(size: size)
    guard size.width >= 12, size.height >= 5, !points.isEmpty else { return canvas }
    let top = max((points + ideal).map(\.y).max() ?? 1, .leastNonzeroMagnitude)
    let levels = ticks(upTo: top, atMost: max(2, (size.height - 3) / 2))
    let step = levels.count > 1 ? levels[1] : 1
    let gutter = levels.map { cellWidth(of: tickLabel($0, step: step)) }.max() ?? 1
    let plot = Rect(
      x: gutter + 1, y: 1, width: size.width - gutter - 1, height: size.height - (size.height < 8 ? 3 : 4))
    let scale = Scale(
      plot: plot, left: 0, right: max(1, ((points + ideal).map(\.x) + [mark?.x ?? 0]).max() ?? 1) * 1.04,
      top: max(top, (levels.last ?? 0)) * 1.02)
    canvas.put(yLabel, x: 0, y: 0, style: .dim)
    drawAxes(on: &canvas, plot, scale, levels, step, glyphs)
    drawMark(on: &canvas, plot, scale, glyphs)
    drawLines(on: &canvas, plot, scale, glyphs)
    return canvas
  }

  private func drawAxes(
    on canvas: inout Canvas, _ plot: Rect, _ scale: Scale, _ levels: [Double], _ step: Double, _ glyphs: Glyphs
  ) {
    for y in plot.y..<plot.bottom { canvas.put(String(glyphs.vertical), x: plot.x - 1, y: y, style: .dim) }
    canvas.put(String(glyphs.corner), x: plot.x - 1, y: plot.bottom, style: .dim)
    canvas.fill(
      Rect(x: plot.x, y: plot.bottom, width: plot.width, height: 1), with: glyphs.horizontal, style: .dim)
    for level in levels {
      let text = tickLabel(level, step: step)
      canvas.put(text, x: plot.x - 1 - text.count, y: level == 0 ? plot.bottom : scale.row(level), style: .dim)
    }
    // Labels are below the points; one that would touch its neighbour is left out.
    let labels = Rect(x: plot.x, y: plot.bottom + 1, width: plot.width, height: 1)
    var free = 0
    for x in Set(points.map(\.x)).sorted() {
      let text = tickLabel(x, step: x == x.rounded() ? 1 : 0.1)
      let column = scale.column(x) - text.count / 2
      if column >= free, column + text.count <= labels.right {
        free = canvas.put(text, x: column, y: labels.y, in: labels) + 1
      }
    }
    let nameColumn = max(labels.x, labels.x + (labels.width - cellWidth(of: xLabel)) / 2)
    if labels.bottom < canvas.size.height { canvas.put(xLabel, x: nameColumn, y: labels.bottom, style: .dim) }
  }

  private func drawMark(on canvas: inout Canvas, _ plot: Rect, _ scale: Scale, _ glyphs: Glyphs) {
    guard let mark else { return }
    let column = scale.column(mark.x)
    for y in plot.y..<plot.bottom {
      canvas.put(glyphs.isASCII ? ":" : "┊", x: column, y: y, style: .dim, in: plot)
    }
    let x = min(column, canvas.size.width - cellWidth(of: mark.label))
    // Beside the name of the vertical axis if there is room, otherwise beside its own line.
    if x > cellWidth(of: yLabel) {
      canvas.put(mark.label, x: x, y: 0, style: .dim)
    } else {
      canvas.put(mark.label, x: column + 2, y: plot.y, style: .dim, in: plot)
    }
  }

  private func drawLines(on canvas: inout Canvas, _ plot: Rect, _ scale: Scale, _ glyphs: Glyphs) {
    let size = Size(width: plot.width, height: plot.height)
    var idealDots = DotGrid(size: size, isASCII: glyphs.isASCII)
    var dots = idealDots
    for (a, b) in zip(ideal, ideal.dropFirst()) {
      idealDots.line(from: scale.dot(a, idealDots), to: scale.dot(b, idealDots), step: glyphs.isASCII ? 2 : 3)
    }
    for (a, b) in zip(points, points.dropFirst()) { dots.line(from: scale.dot(a, dots), to: scale.dot(b, dots)) }
    for y in 0..<size.height {
      for x in 0..<size.width {
        if let glyph = dots.glyph(x, y, mark: "-") {
          canvas[plot.x + x, plot.y + y] = Cell(glyph)
        } else if let glyph = idealDots.glyph(x, y, mark: ".") {
          canvas[plot.x + x, plot.y + y] = Cell(glyph, .dim)
        }
      }
    }
    for point in points {
      canvas.put(String(glyphs.point), x: scale.column(point.x), y: scale.row(point.y), style: .bold, in: plot)
    }
  }

  /// Converts values to cells and dots. The value 0 is in the row of the axis below the plot, so that labels are as far
  /// apart as their values.
  private struct Scale {
    let plot: Rect
    let left: Double, right: Double, top: Double

    func column(_ x: Double) -> Int { plot.x + Int(part(x, left, right) * Double(plot.width - 1) + 0.5) }
    func row(_ y: Double) -> Int {
      plot.y + min(plot.height - 1, Int((1 - part(y, 0, top)) * Double(plot.height) + 0.5))
    }
    func dot(_ point: Point, _ grid: DotGrid) -> (x: Int, y: Int) {
      (
        Int(part(point.x, left, right) * Double(grid.width - 1) + 0.5),
        // As far down in its row as the middle, where a point is drawn.
        min(grid.height - 1, Int((1 - part(point.y, 0, top) + 0.5 / Double(plot.height)) * Double(grid.height)))
      )
    }

    private func part(_ value: Double, _ low: Double, _ high: Double) -> Double {
      min(1, max(0, (value - low) / (high - low)))
    }
  }
}
