import Text
package import WorkerPool

extension ExperimentTask {
  /// Computes the Mandelbrot set, one row of the picture an item: rows through its middle cost far more than others.
  package static let mandelbrot = ExperimentTask(
    StandardTask.mandelbrot,
    summary: "Computes a picture of the Mandelbrot set row by row: rows through its middle take longest.",
    knobs: [.processes, .rows, .chunk, .schedule, .repeats],
    items: { knobs in (0..<knobs.rows).map { WirePair($0, knobs.rows) } }
  ) { rows, knobs in
    let dots = MandelbrotRow.dotsDown
    return MandelbrotFindings(
      rows: rows.count, columns: MandelbrotRow.columns(of: rows.count),
      iterations: rows.reduce(0) { $0 + $1.iterations }, inside: rows.reduce(0) { $0 + $1.inside },
      picture: (0..<dots).map { dot in
        let row = rows[(2 * dot + 1) * rows.count / (2 * dots)]
        return String(row.dots.map { $0 ? "#" : "." })
      })
  }
}

extension StandardTask {
  /// Takes the index of a row and the number of rows; returns the row.
  package static let mandelbrot = PoolTask<WirePair<Int, Int>, MandelbrotRow>(name: "mandelbrot") { item, _ in
    MandelbrotRow(item.first, of: item.second)
  }
}

/// How often z² + c can be computed, from z = 0, until z is more than 2 away from the origin; at most `limit` times.
func mandelbrotIterations(x: Double, y: Double, limit: Int) -> Int {
  var (re, im) = (0.0, 0.0)
  var count = 0
  while count < limit, re * re + im * im <= 4 {
    (re, im) = (re * re - im * im + x, 2 * re * im + y)
    count += 1
  }
  return count
}

/// One row of the picture.
package struct MandelbrotRow: Sendable, Equatable {
  /// Iterations of all its points.
  var iterations = 0
  /// How many of its points belong to the set.
  var inside = 0
  /// Whether a point belongs to the set, for those that the small picture shows, from left to right.
  var dots: [Bool]

  /// The maximum number of iterations for a point; one that needs them all counts as part of the set.
  static let limit = 500
  /// The dots of the small picture, which is as wide for its height as the large one.
  static let dotsAcross = 80, dotsDown = 64

  /// How many points each row has in a picture with this many rows.
  static func columns(of rows: Int) -> Int { rows * 5 / 4 }

  /// Computes a row of the picture from -2.1 - 1.2i to 0.9 + 1.2i.
  init(_ row: Int, of rows: Int) {
    let columns = Self.columns(of: rows)
    let y = 1.2 * Double(2 * row + 1 - rows) / Double(rows)
    var isInside: [Bool] = []
    for column in 0..<columns {
      let x = 3 * (Double(column) + 0.5) / Double(columns) - 2.1
      let count = mandelbrotIterations(x: x, y: y, limit: Self.limit)
      iterations += count
      isInside.append(count == Self.limit)
    }
    inside = isInside.count { $0 }
    dots = (0..<Self.dotsAcross).map { isInside[(2 * $0 + 1) * columns / (2 * Self.dotsAcross)] }
  }
}

extension MandelbrotRow: WireValue {
  /// Writes the figures and the dots.
  package func encode(into writer: inout WireWriter) {
    iterations.encode(into: &writer)
    inside.encode(into: &writer)
    dots.encode(into: &writer)
  }

  /// Reads them back.
  package init(from reader: inout WireReader) throws(WireError) {
    iterations = try Int(from: &reader)
    inside = try Int(from: &reader)
    dots = try [Bool](from: &reader)
  }
}

/// The size of the picture, the work it took, how many points belong to the set, and a small copy of it, one string per
/// row: `#` for points of the set, `.` for others.
package struct MandelbrotFindings: Findings {
  package var rows: Int
  package var columns: Int
  package var iterations: Int
  package var inside: Int
  package var picture: [String]

  package var isSound: Bool {
    [rows, columns, iterations, inside].allSatisfy { (0...1 << 53).contains($0) }
      && picture.count <= MandelbrotRow.dotsDown
      && picture.allSatisfy { $0.utf8.count <= MandelbrotRow.dotsAcross }
  }

  package func figure(of report: RunReport) -> Double { Double(inside) }

  package func words(of report: RunReport, _ notation: Notation) -> ResultWords {
    let points = "\(counted(inside, "point")) of the set"
    let size = "a picture of \(formatCount(columns)) \(notation.times) \(formatCount(rows)) points"
    let work = "\(counted(iterations, "iteration")) in all"
    return ResultWords(
      lines: [.text(points, " in \(size), \(work)"), .picture(picture.map { $0.map { $0 == "#" } })], cell: points,
      sentences: [
        "\(points) in a picture of \(formatCount(columns)) by \(formatCount(rows)) points.",
        "\(work): the more in a row, the longer it took.",
      ], clause: "found \(points)")
  }
}

extension TaskResult {
  /// The result of `mandelbrot`.
  package static func mandelbrot(
    rows: Int, columns: Int, iterations: Int, inside: Int, picture: [String]
  ) -> TaskResult {
    TaskResult(
      MandelbrotFindings(rows: rows, columns: columns, iterations: iterations, inside: inside, picture: picture))
  }
}
