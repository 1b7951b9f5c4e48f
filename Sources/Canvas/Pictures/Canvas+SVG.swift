/// The background of a picture.
package enum PictureGround: String, Sendable, CaseIterable {
  /// What the viewer prefers: light, or dark.
  case auto
  /// Light.
  case light
  /// Dark.
  case dark
}

extension Canvas {
  /// The canvas as an SVG picture, to be read in a browser or on a page.
  ///
  /// Every cell is where it is on a terminal: each run of text has the length of its cells, whatever font the viewer has, and
  /// bars, lines and dots are shapes. Colours repeat what glyphs and numbers say already.
  ///
  /// - Parameters:
  ///   - title: What the picture shows, in a few words.
  ///   - description: What can be seen in it, for people who can't see it.
  package func svg(title: String, description: String, ground: PictureGround = .auto) -> String {
    var picture = SVGPicture(canvas: self)
    return picture.text(title: title, description: description, ground: ground)
  }
}

/// Builds an SVG picture. The format is text with escapes, so it needs no library.
private struct SVGPicture {
  let canvas: Canvas
  private var boxes: [Placed: CellShape.Box] = [:]
  private var order: [Placed] = []
  private var corners: [(look: String, outline: String)] = []
  private var texts: [String] = []
  /// The names of the colours used, and what they are.
  private var looks: [(name: String, pair: InkColors.Pair)] = [("g", InkColors.ground)]

  init(canvas: Canvas) { self.canvas = canvas }

  /// Where the right end of a box is: a box that begins there, of the same colour and height, continues it.
  private struct Placed: Hashable {
    let look: String
    let x: Double, y: Double, height: Double
  }

  private static let margin = 10.0
  private static let font =
    "16.6px ui-monospace,'DejaVu Sans Mono','Liberation Mono',Menlo,Consolas,'Courier New',monospace"

  mutating func text(title: String, description: String, ground: PictureGround) -> String {
    for y in 0..<canvas.size.height {
      drawGround(row: y)
      drawShapes(row: y)
      drawText(row: y)
    }
    let margin = SVGPicture.margin
    let width = CellShape.number(Double(canvas.size.width) * CellShape.width + 2 * margin)
    let height = CellShape.number(Double(canvas.size.height) * CellShape.height + 2 * margin)
    let edge = "-" + CellShape.number(margin)
    let head =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"poolbook\" role=\"img\" xml:space=\"preserve\""
      + " width=\"\(width)\" height=\"\(height)\" viewBox=\"\(edge) \(edge) \(width) \(height)\">"
    return [
      head, "<title>\(escaped(title))</title>", "<desc>\(escaped(description))</desc>",
      "<style>\(style(ground))</style>",
      "<rect class=\"g\" x=\"\(edge)\" y=\"\(edge)\" width=\"\(width)\" height=\"\(height)\"/>",
    ].joined(separator: "\n") + "\n" + shapes.joined() + texts.joined() + "</svg>\n"
  }

  private func style(_ ground: PictureGround) -> String {
    func rules(_ color: (InkColors.Pair) -> String) -> String {
      looks.map { ".poolbook .\($0.name){fill:\(color($0.pair))}" }.joined()
    }
    let always =
      ".poolbook text{font:\(SVGPicture.font);white-space:pre}.poolbook path{shape-rendering:crispEdges}"
      + ".poolbook .b{font-weight:700}.poolbook .i{font-style:italic}.poolbook .u{text-decoration:underline}"
    switch ground {
    case .light: return always + rules(\.light)
    case .dark: return always + rules(\.dark)
    case .auto: return always + rules(\.light) + "@media(prefers-color-scheme:dark){\(rules(\.dark))}"
    }
  }

  // MARK: - Shapes

  /// The class of a style's colour.
  private mutating func look(_ style: Style) -> String {
    let dim = style.dim ? "d" : ""
    let name =
      switch style.ink {
      case .plain: "p" + dim
      case .comment: "pd"
      case .worker(let index): "w\(InkColors.place(of: index) + 1)" + dim
      case .keyword: "k" + dim
      case .string: "s" + dim
      case .number: "n" + dim
      }
    if !looks.contains(where: { $0.name == name }) { looks.append((name, InkColors.pair(style.ink, dim: style.dim))) }
    return name
  }

  /// The class of the glyph of a cell: the background's if the two are exchanged.
  private mutating func glyphLook(_ style: Style) -> String { style.reverse ? "g" : look(style) }

  private mutating func drawGround(row y: Int) {
    for x in 0..<canvas.size.width where canvas[x, y].style.reverse {
      add(CellShape.Box(0, 0, CellShape.width, CellShape.height), look(canvas[x, y].style), x, y)
    }
  }

  private mutating func drawShapes(row y: Int) {
    for x in 0..<canvas.size.width where !canvas[x, y].isContinuation {
      let cell = canvas[x, y]
      let (left, top) = (Double(x) * CellShape.width, Double(y) * CellShape.height)
      if let boxes = CellShape.boxes(of: cell.glyph) {
        for box in boxes { add(box, glyphLook(cell.style), x, y) }
      } else if let outline = CellShape.roundedCorner(cell.glyph, x: left, y: top) {
        corners.append((glyphLook(cell.style), outline))
      }
    }
  }

  private mutating func add(_ box: CellShape.Box, _ look: String, _ x: Int, _ y: Int) {
    var box = box
    box.x += Double(x) * CellShape.width
    box.y += Double(y) * CellShape.height
    let start = Placed(look: look, x: box.x, y: box.y, height: box.height)
    var end = start
    if let before = boxes[start], let place = order.lastIndex(of: start) {
      boxes[start] = nil
      box = CellShape.Box(before.x, box.y, before.width + box.width, box.height)
      end = Placed(look: look, x: box.x + box.width, y: box.y, height: box.height)
      order[place] = end
    } else {
      end = Placed(look: look, x: box.x + box.width, y: box.y, height: box.height)
      order.append(end)
    }
    boxes[end] = box
  }

  /// A path for each change of colour, in the order in which the shapes cover each other.
  private var shapes: [String] {
    var paths: [(look: String, outline: String)] = []
    func add(_ look: String, _ outline: String) {
      if paths.last?.look == look { paths[paths.count - 1].outline += outline } else { paths.append((look, outline)) }
    }
    for place in order {
      guard let box = boxes[place] else { continue }
      let (x, y) = (CellShape.number(box.x), CellShape.number(box.y))
      let (width, height) = (CellShape.number(box.width), CellShape.number(box.height))
      add(place.look, "M\(x) \(y)h\(width)v\(height)h-\(width)z")
    }
    for corner in corners { add(corner.look, corner.outline) }
    return paths.map { "<path class=\"\($0.look)\" d=\"\($0.outline)\"/>\n" }
  }

  // MARK: - Text

  private mutating func drawText(row y: Int) {
    var run: (text: String, x: Int, cells: Int, style: Style)?
    func isShape(_ glyph: Character) -> Bool {
      CellShape.boxes(of: glyph) != nil || CellShape.roundedCorner(glyph, x: 0, y: 0) != nil
    }
    for x in 0...canvas.size.width {
      let cell = canvas[x, y]
      let joins =
        x < canvas.size.width && !isShape(cell.glyph) && cell.glyph.isOfTextFont && !cell.isContinuation
        && !canvas[x + 1, y].isContinuation
      if let open = run, joins, open.style == cell.style, open.x + open.cells == x {
        run = (open.text + String(cell.glyph), open.x, open.cells + 1, open.style)
        continue
      }
      if let open = run { finish(open.text, open.x, y, open.style) }
      run = joins ? (String(cell.glyph), x, 1, cell.style) : nil
      guard x < canvas.size.width, !joins, !isShape(cell.glyph), !cell.isContinuation else { continue }
      // A glyph of another font may have another width; in the middle of its cells it moves no other glyph.
      let cells = canvas[x + 1, y].isContinuation ? 2.0 : 1.0
      put(String(cell.glyph), x: Double(x) + cells / 2, y, cell.style, " text-anchor=\"middle\"")
    }
  }

  private mutating func finish(_ text: String, _ x: Int, _ y: Int, _ style: Style) {
    let shown = text.reversed().drop { $0 == " " && !style.underline }.reversed()
    let blanks = shown.prefix { $0 == " " && !style.underline }.count
    guard blanks < shown.count else { return }
    let cells = shown.count - blanks
    let length = CellShape.number(Double(cells) * CellShape.width)
    put(
      String(shown.dropFirst(blanks)), x: Double(x + blanks), y, style,
      " textLength=\"\(length)\" lengthAdjust=\"spacingAndGlyphs\"")
  }

  private mutating func put(_ text: String, x: Double, _ y: Int, _ style: Style, _ attributes: String) {
    let names =
      [glyphLook(style)] + (style.bold ? ["b"] : []) + (style.italic ? ["i"] : []) + (style.underline ? ["u"] : [])
    let left = CellShape.number(x * CellShape.width)
    let base = CellShape.number(Double(y) * CellShape.height + 15)
    texts.append(
      "<text class=\"\(names.joined(separator: " "))\" x=\"\(left)\" y=\"\(base)\"\(attributes)>\(escaped(text))</text>\n"
    )
  }
}

extension Character {
  /// Whether every font for program text has it, with the width of a cell.
  fileprivate var isOfTextFont: Bool {
    guard let scalar = unicodeScalars.first, unicodeScalars.count == 1 else { return false }
    return (0x20..<0x250).contains(scalar.value) && scalar.picture == nil
  }
}
