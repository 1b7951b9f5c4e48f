internal import Canvas
internal import Experiments
internal import Text

/// Which worker has done which part of the work, as a picture: the rows of the picture that a run computes, or the range
/// whose numbers it tests. It takes as many rows during a run as after it.
struct SharesPane {
  /// The items done so far; `nil` if that isn't known any more.
  let shares: ItemShares?
  /// What the items are.
  let knobs: Knobs
  /// The result, if the run has ended.
  let report: RunReport?
  let context: PaneContext

  /// The picture of a task's items; `nil` if there is none.
  init?(_ task: ExperimentTask, knobs: Knobs, shares: ItemShares?, report: RunReport?, context: PaneContext) {
    guard Self.shows(task) else { return nil }
    hasRows = task.knobs.contains(.rows)
    self.shares = shares
    self.knobs = knobs
    self.report = report
    self.context = context
    // A picture that is too wide isn't shown.
    if hasRows, Self.picture.width > context.width { return nil }
  }

  /// Whether a task's items are part of something that can be drawn.
  static func shows(_ task: ExperimentTask) -> Bool { task.knobs.contains { $0 == .rows || $0 == .range } }

  /// Whether the items are rows of a picture, or the numbers of a range.
  private let hasRows: Bool
  private var glyphs: Glyphs { context.glyphs }

  /// The cells of a picture; as many as a share has parts.
  private static let picture = Size(width: 40, height: 16)
  /// The most columns of a range.
  private static let widest = 80

  /// The rows.
  var lines: Lines { hasRows ? rows : range }

  private var rows: Lines {
    let map = ShareMap(
      parts: parts(Self.picture.width * Self.picture.height), width: Self.picture.width, isGround: true, picture: dots)
    return Lines(map.canvas(glyphs: glyphs))
      + note(
        "Each line is \(about(knobs.rows, Self.picture.height)) rows of the picture, from left to right; numbers "
          + "and colours say which worker made them")
  }

  /// The picture that was computed.
  private var dots: DotPicture? {
    for line in report?.resultWords(glyphs.notation).lines ?? [] {
      if case .picture(let rows) = line { return DotPicture(rows) }
    }
    return nil
  }

  private var range: Lines {
    let width = min(context.width, Self.widest)
    let bar = Lines(ShareMap(parts: parts(width), width: width).canvas(glyphs: glyphs))
    let solid = ShareMap(parts: parts(width), width: width).canvas(glyphs: glyphs, hasNumbers: false)
    let first = StyledRun(formatCount(knobs.range.lowerBound), .dim)
    let last = StyledRun(formatCount(max(knobs.range.lowerBound, knobs.range.upperBound - 1)), .dim)
    return bar + Lines(solid) + [.spread([first], [last], width: width, ellipsis: glyphs.ellipsis)]
      + note("The range, and which worker did which part of it; a cell is \(about(knobs.range.count, width)) numbers")
  }

  /// How many items a part has, in words.
  private func about(_ items: Int, _ parts: Int) -> String {
    guard items > parts else { return "1 or fewer" }
    return items % parts == 0 ? formatCount(items / parts) : "about \(formatCount((items + parts / 2) / parts))"
  }

  private func parts(_ number: Int) -> [ShareMap.Part] {
    (shares ?? ItemShares()).cells(number).map { cell in
      guard let worker = cell.worker else { return .open }
      guard cell.isComplete else { return .begun(worker) }
      return cell.isMixed ? .shared : .done(worker)
    }
  }

  /// What the picture shows, in as many rows during a run as after it.
  private func note(_ words: String) -> Lines {
    let mixed = "; \(ShareMap.shared(glyphs)): several workers."
    func lines(_ words: String) -> Lines { wrap(words, width: context.width, style: .dim) }
    let during = lines(words + mixed + " Results are counted when the run ends.")
    let after = lines(shares == nil ? "Who did which part is in the replay (t)." : words + mixed)
    let shown = report == nil ? during : after
    return shown + Array(repeating: .blank, count: max(0, max(during.count, after.count) - shown.count))
  }
}
