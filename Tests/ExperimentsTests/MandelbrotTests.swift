import Testing
import WorkerPool

@testable import Experiments

/// One point, by a plain loop that keeps the whole path.
private func isInSet(_ x: Double, _ y: Double) -> (isIn: Bool, steps: Int) {
  var path = [(x: 0.0, y: 0.0)]
  while path.count <= 500, let z = path.last, z.x * z.x + z.y * z.y <= 4 {
    path.append((z.x * z.x - z.y * z.y + x, 2 * z.x * z.y + y))
  }
  return (path.count == 501, path.count - 1)
}

@Suite struct MandelbrotTests {
  @Test func `points that are known to be in the set, and points that are not`() {
    for (x, y) in [(0.0, 0.0), (-1, 0), (-2, 0), (0.25, 0), (0, 1), (-0.1, 0.7)] {
      #expect(mandelbrotIterations(x: x, y: y, limit: 500) == 500)
    }
    #expect(mandelbrotIterations(x: 1, y: 0, limit: 500) == 3)
    #expect(mandelbrotIterations(x: 3, y: 0, limit: 500) == 1)
    #expect(mandelbrotIterations(x: 0.3, y: 0, limit: 500) < 500)
  }

  @Test(arguments: Schedule.allCases)
  func `workers find what a plain loop finds, by every schedule`(schedule: Schedule) async throws {
    var knobs = Knobs(processes: 3, schedule: schedule)
    knobs.rows = 48
    let run = try await perform(.mandelbrot, knobs)
    var (inside, iterations) = (0, 0)
    for row in 0..<48 {
      for column in 0..<60 {
        let point = isInSet(3 * (Double(column) + 0.5) / 60 - 2.1, 1.2 * Double(2 * row + 1 - 48) / 48)
        inside += point.isIn ? 1 : 0
        iterations += point.steps
      }
    }
    let found = try #require(run.report.result.as(MandelbrotFindings.self))
    #expect(found.rows == 48 && found.columns == 60)
    #expect(found.inside == inside && found.iterations == iterations)
    #expect(run.report.items == 48)
  }

  @Test func `rows through the middle take the most work`() {
    let rows = (0..<64).map { MandelbrotRow($0, of: 64) }
    let quarter = rows[..<16].reduce(0) { $0 + $1.iterations }
    let middle = rows[24..<40].reduce(0) { $0 + $1.iterations }
    #expect(middle > 5 * quarter)
    // The set is the same above and below the axis.
    #expect(rows.map(\.inside) == rows.reversed().map(\.inside))
  }

  @Test(arguments: [8, 48, 200])
  func `the small picture has one size, whatever the size of the large one`(rows: Int) async throws {
    var knobs = Knobs(processes: 1)
    knobs.rows = rows
    let run = try await perform(.mandelbrot, knobs)
    let found = try #require(run.report.result.as(MandelbrotFindings.self))
    #expect(found.picture.count == 64 && found.picture.allSatisfy { $0.count == 80 })
    #expect(found.picture[32].contains("#") && !found.picture[0].contains("#"))
    let words = run.report.resultWords(.unicode)
    guard case .picture(let dots)? = words.lines.last else { return #expect(Bool(false)) }
    #expect(dots.map { $0.map { $0 ? "#" : "." }.joined() } == found.picture)
    #expect(words.clause == "found \(words.cell)")
  }

  @Test func `a run is recorded with its picture and its knob, and read back`() async throws {
    var knobs = Knobs(processes: 2)
    knobs.rows = 20
    let run = try await perform(.mandelbrot, knobs)
    let text = run.fileText()
    #expect(text.contains(#""rows":"20""#) && text.contains(#""columns":25"#))
    let again = try RecordedRun.read(text)
    #expect(again.report.result == run.report.result && again.knobs.rows == 20)
    #expect(again.hasSameWork(as: run))
    #expect(throws: RecordingError.self) {
      try RecordedRun.read(text.replacing(#""columns":25"#, with: #""columns":-25"#))
    }
  }
}
