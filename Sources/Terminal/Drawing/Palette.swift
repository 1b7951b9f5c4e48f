internal import CNcurses
internal import Canvas

/// The curses attributes and the colour pair for each style on this terminal.
struct Palette {
  /// The number of colours the terminal shows; 0 if it has none or NO_COLOR is set.
  let colors: Int
  private let workerPairs: [Int16]
  private let codePairs: [Ink: Int16]
  private let supported: attr_t

  /// The basic colours that most themes make readable. Blue and yellow come last; each is hard to read on one background.
  private static let workers8: [Int16] = [
    COLOR_CYAN, COLOR_MAGENTA, COLOR_GREEN, COLOR_RED, COLOR_BLUE, COLOR_YELLOW,
  ].map(Int16.init)

  /// Starts colours and sets up all colour pairs. There are few of them, because terminals with 8 colours have only 64
  /// pairs, and a cell whose pair can't be set up would not be drawn at all.
  init(noColor: Bool) {
    supported = attr_t(termattrs())
    guard !noColor, has_colors(), start_color() == OK, curses_colors() >= 8 else {
      colors = 0
      workerPairs = []
      codePairs = [:]
      return
    }
    colors = Int(curses_colors())
    let ground: Int16 = use_default_colors() == OK ? -1 : Int16(COLOR_BLACK)
    var next: Int16 = 1
    func pair(_ color: Int16) -> Int16 {
      guard Int32(next) < curses_pairs(), init_pair(next, color, ground) == OK else { return 0 }
      next += 1
      return next - 1
    }
    let isRich = colors >= 256
    workerPairs = (isRich ? InkColors.workers256 : Palette.workers8).map(pair)
    let basic: [Ink: Int32] = [.keyword: COLOR_MAGENTA, .string: COLOR_GREEN, .number: COLOR_CYAN]
    var codePairs: [Ink: Int16] = [:]
    for (ink, color) in basic { codePairs[ink] = pair(isRich ? InkColors.xterm(ink) ?? Int16(color) : Int16(color)) }
    self.codePairs = codePairs
  }

  /// The attributes and the colour pair for a style. If the terminal has no italics, they are underlined; if it has no dim
  /// text, that is plain. Without colours, every other worker is bold, and so are the keywords of a program.
  func look(_ style: Style) -> (attributes: attr_t, pair: Int16) {
    var attributes: attr_t = 0
    if style.bold { attributes |= curses_bold }
    if style.dim { attributes |= curses_dim }
    if style.italic { attributes |= supported & curses_italic != 0 ? curses_italic : curses_underline }
    if style.underline { attributes |= curses_underline }
    if style.reverse { attributes |= curses_reverse }
    var pair: Int16 = 0
    switch style.ink {
    case .plain: break
    case .worker(let index):
      if workerPairs.isEmpty {
        if index % 2 == 1 { attributes |= curses_bold }
      } else {
        pair = workerPairs[index.magnitudeModulo(workerPairs.count)]
      }
    case .comment: attributes |= curses_dim
    case .keyword, .string, .number:
      pair = codePairs[style.ink] ?? 0
      if colors == 0, style.ink == .keyword { attributes |= curses_bold }
    }
    // Attributes that the terminal lacks are left out, except those that curses replaces itself.
    return (attributes & (supported | curses_reverse), pair)
  }
}

extension Int {
  fileprivate func magnitudeModulo(_ count: Int) -> Int { Int(magnitude % UInt(count)) }
}
