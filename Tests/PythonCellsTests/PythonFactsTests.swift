import Experiments
import Posix
import Testing

@testable import PythonCells

/// Which Python there is, and what it lacks.
@Suite(.enabled(if: CheckedPrograms.python != nil)) struct PythonFactsTests {
  @Test func `modules that can't be imported are missing, whatever their names are`() throws {
    let python = try #require(CheckedPrograms.python)
    let facts = PythonFacts.find(
      asked: python.executable, needs: ["json", "os.path", "no_such_module", "no.such.module", "", "--help", "a b"])
    #expect(facts.used == python)
    #expect(facts.missing == ["no_such_module", "no.such.module", "", "--help", "a b"])
  }

  @Test func `without a Python, there is a sentence that says what to do`() {
    let facts = PythonFacts.find(asked: "/no/such/python", needs: ["json"])
    #expect(facts.used == nil)
    #expect(facts.problem?.contains("name another Python") == true)
  }

  @Test func `the figures of a trace are those of the first run`() throws {
    let program = """
      from multiprocessing import Pool
      if __name__ == "__main__":
          with Pool() as p: p.map(abs, range(6), 2), list(p.imap(abs, range(4)))
          with Pool(3) as p: p.apply(abs, (1,))
      """
    func check(_ figure: CellCheck.TraceFigure, _ number: Double) -> CellCheck {
      CellCheck(.trace(figure, .equal, number))
    }
    let outcomes = try CheckedPrograms().run(
      program,
      [
        check(.pools, 2), check(.maps, 3), check(.items, 6), check(.chunk, 2), check(.failed, 0), check(.named, 0),
        CellCheck(.trace(.workers, .atLeast, 1)), CellCheck(.trace(.at_once, .atMost, 6)),
      ]
    ).found.checks
    #expect(outcomes?.count == 8)
    #expect(outcomes?.allSatisfy { $0.passed } == true, "\(outcomes ?? [])")
    #expect(
      outcomes?.map(\.check).prefix(4) == [
        "It has 2 pools", "It has 3 maps", "It has 6 items in its largest map", "It has 2 items in a chunk",
      ])
  }
}
