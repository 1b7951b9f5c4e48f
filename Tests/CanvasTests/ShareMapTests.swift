import Testing

@testable import Canvas

@Suite struct ShareMapTests {
  private let parts: [ShareMap.Part] = [.done(0), .done(0), .done(11), .begun(1), .shared, .open, .done(11), .done(11)]

  @Test func `each stretch begins with its worker's number`() {
    let map = ShareMap(parts: parts, width: 8)
    #expect(map.canvas().text == "1█2░▒░12")
    #expect(map.canvas(glyphs: .ascii).text == "1#2.%.12")
    #expect(map.canvas()[0, 0].style.ink == .worker(0))
    #expect(map.canvas()[3, 0].style == Style(.worker(1)))
    #expect(map.canvas()[5, 0].style == .dim)
  }

  @Test func `each line begins anew`() {
    let map = ShareMap(parts: Array(repeating: .done(0), count: 6) + [.open], width: 4)
    #expect(map.canvas().text == "1███\n1█░")
    #expect(map.canvas(hasNumbers: false).text == "████\n██░")
  }

  @Test func `a picture is drawn over the ground in the colours of the workers`() {
    let dots = DotPicture(Array(repeating: [false, false, true, true], count: 4))
    let map = ShareMap(parts: [.done(1), .done(1), .done(1), .open], width: 4, isGround: true, picture: dots)
    #expect(map.canvas().text == "2⣿·")
    #expect(map.canvas()[1, 0].style == Style(.worker(1)))
    #expect(map.canvas(glyphs: .ascii).text == "2#-")
  }
}

@Suite struct EstimateChartTests {
  private let chart = EstimateChart(
    points: (1...40).map { .init(count: $0 * 10, value: 3 + 0.3 / Double($0), error: 0.4 / Double($0)) }, most: 400,
    target: 3, name: "three", reach: 0.5, unit: "points")

  @Test func `the estimate ends beside the value it closes in on`() {
    let rows = chart.canvas(size: Size(width: 40, height: 11), glyphs: .ascii).rows
    #expect(rows[4].hasPrefix("three|") && rows[4].hasSuffix("***"), "\(rows.joined(separator: "\n"))")
    #expect(rows[0].hasPrefix(" 3.50|") && rows[8].hasPrefix(" 2.50|"))
    #expect(rows[10].hasPrefix("      0") && rows[10].hasSuffix("400 points"))
    #expect(rows.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
  }

  @Test func `what is beyond its edges, or no number, is left out`() {
    let strange = EstimateChart(
      points: [.init(count: 1, value: 1e300, error: 0), .init(count: 2, value: .nan, error: 1)], most: 0, target: 3,
      name: "three", reach: 0.5, unit: "points")
    #expect(!strange.canvas(size: Size(width: 40, height: 11), glyphs: .ascii).text.contains("*"))
    #expect(chart.canvas(size: Size(width: 15, height: 11)).text.allSatisfy { $0 == " " || $0 == "\n" })
  }
}
