internal import Experiments
import Text

extension Picture {
  /// The speedup at several pool sizes, beside the ideal; `nil` if there are too few sizes.
  static func scale(id: String, _ runs: [RecordedRun]) -> Picture? {
    let points = runs.compactMap { run in
      Speedup(of: run, among: runs).map { (x: Double(run.report.processes), y: $0.overOneProcess, speedup: $0) }
    }.filter { $0.y.isFinite }.sorted { $0.x < $1.x }
    guard points.count > 1, let most = points.last?.x, most > 1 else { return nil }
    let highest = max(most, points.map(\.y).max() ?? 1)
    let words = points.map { point in
      "\(counted(Int(point.x), "process", plural: "processes")): \(point.speedup.text(.unicode)), an efficiency of "
        + "\(point.speedup.efficiencyText)."
    }
    var picture = Picture(
      id: id, title: "Speedup at each number of processes", description: words.joined(separator: " "), width: 692,
      height: 330)
    let (left, top, plot, tall) = (60.0, 16.0, 600.0, 260.0)
    func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
      (left + x / most * plot, top + tall - y / highest * tall)
    }
    for tick in roundSteps(upTo: highest, count: 5) {
      let y = place(0, tick).y
      picture.line("grid", from: (left, y), to: (left + plot, y))
      picture.words(formatSignificant(tick), x: left - 8, y: y + 4, anchor: .end, look: "words small")
    }
    for tick in roundSteps(upTo: most, count: 8) where tick == tick.rounded() {
      picture.words(String(Int(tick)), x: place(tick, 0).x, y: top + tall + 18, anchor: .middle, look: "words small")
    }
    picture.words("processes", x: left + plot, y: top + tall + 36, anchor: .end, look: "words small")
    picture.words("speedup; dashed: ideal", x: left, y: 11, look: "words small")
    picture.line("ideal", from: place(0, 0), to: place(most, most))
    for (one, next) in zip(points, points.dropFirst()) {
      picture.line("curve", from: place(one.x, one.y), to: place(next.x, next.y))
    }
    for point in points {
      let spot = place(point.x, point.y)
      picture.box("dot", x: spot.x - 4, y: spot.y - 4, width: 8, height: 8)
      let isLast = point.x == most
      picture.words(
        point.speedup.text(.unicode), x: spot.x + (isLast ? -8 : 8), y: spot.y + 18, anchor: isLast ? .end : .start)
    }
    return picture
  }
}
