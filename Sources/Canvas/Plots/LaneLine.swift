/// One worker's time as a row of cells: busy or idle.
package struct LaneLine: Sendable, Equatable {
  /// When it worked, one range for each chunk, in order, in the unit of the window.
  package var spans: [Range<UInt64>]
  /// The worker, counted from 0; shown counted from 1.
  package var worker: Int

  /// Makes a lane.
  package init(worker: Int, spans: [Range<UInt64>]) {
    self.worker = worker
    self.spans = spans
  }

  /// Draws the lane: each chunk is the worker's number and then a line in its colour; blanks are idle time.
  ///
  /// A chunk shorter than a cell takes a whole cell, so that it can be seen; of several in one cell, one is shown.
  package func runs(window: Range<UInt64>, width: Int, glyphs: Glyphs = .utf8) -> [StyledRun] {
    guard width > 0, !window.isEmpty else { return [] }
    var cells = Array(repeating: Character(" "), count: width)
    let number = Array(String(worker + 1))
    for span in spans where span.lowerBound < window.upperBound && span.upperBound >= window.lowerBound {
      let first = LaneLine.column(of: max(span.lowerBound, window.lowerBound), window: window, width: width)
      let end = min(span.upperBound, window.upperBound)
      // The last cell is where the last moment of work is, not the first moment after it.
      let last = max(
        first, LaneLine.column(of: end > window.lowerBound ? end - 1 : end, window: window, width: width))
      for column in first...last { cells[column] = glyphs.laneBusy }
      let digits = last - first + 1 >= number.count ? number : number.suffix(1)
      if span.lowerBound >= window.lowerBound {
        for (i, digit) in digits.enumerated() { cells[first + i] = digit }
      }
    }
    var runs: [StyledRun] = []
    for cell in cells {
      let style: Style = cell == " " ? .plain : Style(.worker(worker))
      if let last = runs.indices.last, runs[last].style == style {
        runs[last].text.append(cell)
      } else {
        runs.append(StyledRun(String(cell), style))
      }
    }
    return runs
  }

  /// The column of a moment, within the width.
  package static func column(of moment: UInt64, window: Range<UInt64>, width: Int) -> Int {
    guard moment > window.lowerBound, !window.isEmpty else { return 0 }
    let part = Double(moment - window.lowerBound) / Double(window.upperBound - window.lowerBound)
    return min(max(0, width - 1), Int(min(1, part) * Double(width)))
  }
}
