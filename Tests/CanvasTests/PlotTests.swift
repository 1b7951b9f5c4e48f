import Testing

@testable import Canvas

@Suite struct PlotTests {
  @Test func `bars are exact to an eighth, and only 1 fills a bar`() {
    #expect(bar(0.5, width: 4) == "██░░")
    #expect(bar(0.5 + 1 / 32, width: 4) == "██▏░")
    #expect(bar(0.999, width: 4) == "███▉")
    #expect(bar(1, width: 4) == "████")
    #expect(bar(0.0001, width: 4) == "▏░░░")
    #expect(bar(.nan, width: 2) == "░░")
    #expect(bar(0.5, width: 4, glyphs: .ascii) == "##..")
    #expect(bar(7, width: 0) == "")
  }

  @Test func `a lane shows each chunk with its worker and idle time as blanks`() {
    let lane = LaneLine(worker: 1, spans: [0..<40, 40..<60, 90..<100])
    #expect(lane.runs(window: 0..<100, width: 10).map(\.text).joined() == "2━━━2━   2")
    #expect(lane.runs(window: 0..<100, width: 10, glyphs: .ascii).map(\.text).joined() == "2===2=   2")
    #expect(lane.runs(window: 0..<100, width: 10).first?.style == Style(.worker(1)))
    #expect(LaneLine(worker: 9, spans: [5..<100]).runs(window: 10..<90, width: 4).map(\.text).joined() == "━━━━")
    #expect(LaneLine(worker: 9, spans: [0..<0]).runs(window: 0..<90, width: 4).map(\.text).joined() == "0   ")
  }

  @Test func `a dartboard distinguishes inside from outside without colour`() {
    let board = Dartboard(darts: [.init(x: 0.1, y: 0.1), .init(x: 0.95, y: 0.95), .init(x: 0.5, y: 0.5)])
    let size = Dartboard.size(within: Size(width: 8, height: 9))
    #expect(size == Size(width: 8, height: 4))
    #expect(board.canvas(size: size, glyphs: .ascii).text == "       .\n\n    *\n*")
    #expect(board.canvas(size: size).text == "       ×\n\n    ⠁\n⠠")
  }

  @Test func `a chart shows points, the ideal line, the mark and its axes`() {
    let chart = LineChart(
      points: [(1, 1), (2, 1.9), (4, 3.6), (6, 3.7)].map { .init(x: $0.0, y: $0.1) },
      ideal: [.init(x: 1, y: 1), .init(x: 6, y: 6)], mark: (4, "4 cores"), yLabel: "speedup")
    let ascii = chart.canvas(size: Size(width: 40, height: 12), glyphs: .ascii)
    #expect(
      ascii.text == """
        speedup                   4 cores
        6|                        :         . .
         |                        :     . .
         |                        : . .
        4|                      --*-----------*
         |                  ----  :
        2|              ----      :
         |         ---*-          :
         |      *--               :
        0+--------------------------------------
                1     2           4           6
                        processes
        """)
    #expect(
      chart.canvas(size: Size(width: 40, height: 12)).text == """
        speedup                   4 cores
        6│                        ┊         ⢀ ⠄
         │                        ┊     ⡀⠠ ⠂
         │                        ┊⢀ ⠄⠈
        4│                     ⡀⠠⢀●⣀⣀⣀⣀⣀⠤⠤⠤⠤⠤⠤●
         │                ⢀ ⣀⡠⠤⠒⠉⠁┊
        2│            ⡀⣀⠤⠔⠒⠉      ┊
         │       ⣀⡠⠤⠒⠊●           ┊
         │      ●                 ┊
        0└──────────────────────────────────────
                1     2           4           6
                        processes
        """)
  }

  @Test func `points of equal steps are equally far apart, down to the axis`() {
    let chart = LineChart(points: [(1, 2), (2, 4), (3, 6)].map { .init(x: $0.0, y: $0.1) })
    let rows = chart.canvas(size: Size(width: 40, height: 10), glyphs: .ascii).rows
    #expect(rows.indices.filter { rows[$0].contains("*") } == [1, 3, 5])
    #expect(rows.firstIndex { $0.hasPrefix("0+") } == 7)
  }

  @Test func `a mark below the name of the axis has its label beside its line`() {
    let chart = LineChart(
      points: [.init(x: 1, y: 1), .init(x: 6, y: 2)], mark: (2, "2 cores"), yLabel: "speed-up (dotted: ideal)")
    let rows = chart.canvas(size: Size(width: 60, height: 13)).rows
    #expect(rows[0] == "speed-up (dotted: ideal)")
    #expect(rows[1].contains("┊ 2 cores"))
  }

  @Test func `axis steps are round numbers`() {
    #expect(ticks(upTo: 6, atMost: 4) == [0, 2, 4, 6])
    #expect(ticks(upTo: 0.025, atMost: 5).count == 6)
    #expect(ticks(upTo: 0, atMost: 5) == [0])
    #expect(tickLabel(0.025, step: 0.005) == "0.025")
    #expect(tickLabel(30, step: 10) == "30")
  }
}
