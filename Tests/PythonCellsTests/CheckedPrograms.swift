import Experiments
import Glibc
import Posix
import Testing

@testable import PythonCells

/// A folder with a student's programs, which are run with a real Python and checked.
final class CheckedPrograms {
  private let path: String

  /// Makes the folder.
  init(_ files: [String: String] = [:]) throws {
    path = try makeTemporaryFolder("poolbook-checks", in: "/tmp")
    for (name, text) in files { try writeFile(text, to: "\(path)/\(name)") }
  }

  deinit { removeFolder(path) }

  /// The Python of this machine; `nil` if there is none.
  static let python = try? PythonUsed.usual()

  /// Runs a program with checks.
  func run(
    _ program: String, _ checks: [CellCheck], arguments: [String] = [], time: Double = 20
  ) throws -> (report: RunReport, found: PythonFindings) {
    try writeFile(program + "\n", to: "\(path)/cell.py")
    let python = try #require(Self.python)
    var cell = CellRun(file: "cell.py", python: python, limits: CellLimits(time: time))
    (cell.folder, cell.checks, cell.arguments) = (path, checks, arguments)
    let run = try cell.perform()
    return (run.report, try #require(run.report.result.as(PythonFindings.self)))
  }

  /// The trouble of the only check that has failed, which must be the last one.
  func failure(
    _ program: String, _ checks: [CellCheck], time: Double = 20, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Trouble {
    let found = try run(program, checks, time: time).found
    #expect(found.trouble == nil, sourceLocation: sourceLocation)
    let outcomes = try #require(found.checks, sourceLocation: sourceLocation)
    #expect(outcomes.dropLast().allSatisfy { $0.passed }, sourceLocation: sourceLocation)
    return try #require(outcomes.last?.trouble, sourceLocation: sourceLocation)
  }
}

extension CellCheck {
  /// The checks of a function that counts the points of a quarter circle.
  static let ofSampling: [CellCheck] = [
    CellCheck(
      .value(
        expression: "sample_quarter_circle(1000)", isCall: true, Expected(type: "int", between: 0...1000))),
    CellCheck(.proportion(expression: "sample_quarter_circle(20_000)", n: 20_000, p: 0.785_398_163_4)),
    CellCheck(.differ(expression: "sample_quarter_circle(2000)", times: 4)),
  ]

  /// The checks of a program whose pool adds up the squares from 0 to 39.
  static let ofPooling: [CellCheck] = [
    CellCheck(.printed(20_540, within: 0)),
    CellCheck(.trace(.items, .equal, 40)),
    CellCheck(.trace(.processes, .equal, 4)),
    CellCheck(.trace(.named, .equal, 1)),
    CellCheck(.trace(.at_once, .atLeast, 2)),
  ]
}
