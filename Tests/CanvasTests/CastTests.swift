import Foundation
import Testing

@testable import Canvas

/// Canvases as a recording for asciinema.
@Suite struct CastTests {
  private let size = Size(width: 12, height: 3)

  private func canvas(_ text: String, _ style: Style = .plain) -> Canvas {
    var canvas = Canvas(size: size)
    canvas.put(text, x: 1, y: 1, style: style)
    return canvas
  }

  /// The times and the outputs of a recording.
  private func events(_ cast: Cast) throws -> [(time: Double, output: String)] {
    try cast.text.split(separator: "\n").dropFirst().map { line in
      let parts = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any])
      #expect(parts.count == 3 && parts[1] as? String == "o")
      return (try #require(parts[0] as? Double), try #require(parts[2] as? String))
    }
  }

  @Test func `the first line has the size and the title`() throws {
    let first = Cast(size: size, title: "a \"title\"\u{1B}").text
    let header = try #require(JSONSerialization.jsonObject(with: Data(first.utf8)) as? [String: Any])
    #expect(header["version"] as? Int == 2)
    #expect(header["width"] as? Int == 12 && header["height"] as? Int == 3)
    #expect(header["title"] as? String == "a \"title\"\u{1B}")
    #expect(first.utf8.allSatisfy { $0 == 10 || $0 >= 0x20 })
  }

  @Test func `only the cells that changed are written`() throws {
    var cast = Cast(size: size, title: "")
    cast.add(canvas("abcdef"), at: 0)
    cast.add(canvas("abXdYf", .bold), at: 1.5)
    cast.add(canvas("abXdYf", .bold), at: 2)
    cast.add(canvas("abXdZf", .bold), at: 2.25)
    let events = try events(cast)
    #expect(events.map(\.time) == [0, 1.5, 2.25])
    #expect(events[0].output == "\u{1B}[?25l\u{1B}[0m\u{1B}[2J\u{1B}[2;2Habcdef")
    #expect(events[1].output == "\u{1B}[2;2H\u{1B}[0;1mabXdYf\u{1B}[0m")
    #expect(events[2].output == "\u{1B}[2;6H\u{1B}[0;1mZ\u{1B}[0m")
  }

  @Test func `a wide glyph is written whole`() throws {
    var cast = Cast(size: size, title: "")
    cast.add(canvas("日本x"), at: 0)
    cast.add(canvas("日語x"), at: 1)
    #expect(try events(cast)[1].output == "\u{1B}[2;4H語")
  }

  @Test func `styles have the terminal's colours`() throws {
    var cast = Cast(size: size, title: "")
    cast.add(canvas("1", Style(.worker(9), dim: true, italic: true, underline: true, reverse: true)), at: 0)
    #expect(try events(cast)[0].output.contains("\u{1B}[0;2;3;4;7;38;5;64m1\u{1B}[0m"))
  }

  @Test func `times never go back, and the last canvas can be held`() throws {
    var cast = Cast(size: size, title: "")
    cast.add(canvas("a"), at: 1)
    cast.add(canvas("b"), at: 0.5)
    cast.hold(until: 3.000_001)
    let events = try events(cast)
    #expect(events.map(\.time) == [1, 1, 3.000_001])
    #expect(events.last?.output == "")
    #expect(cast.length == 3.000_001)
  }
}
