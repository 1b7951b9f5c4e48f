internal import Canvas
internal import Experiments

/// What happened to a process that ended during a run, for a row below its worker's.
struct LaneFate {
  let lost: LostProcess
  /// The process that replaced it; `nil` if there is none yet.
  let successor: Int32?

  /// What happened to the last few processes of a worker.
  static func of(_ lost: [LostProcess], now pid: Int32?) -> [LaneFate] {
    let fates = lost.enumerated().map { index, process in
      LaneFate(lost: process, successor: lost[safe: index + 1]?.pid ?? (pid == process.pid ? nil : pid))
    }
    return fates.suffix(LaneFate.most)
  }

  /// The largest number of processes shown for a worker.
  private static let most = 3

  /// The row, in the longest form that fits.
  func line(width: Int, indent: Int, glyphs: Glyphs) -> TextLine {
    let room = max(8, width - indent)
    let arrow = glyphs.isASCII ? "->" : "→"
    let next = successor.map { "pid \($0)" }
    let again = lost.again.map { "; \($0) \(glyphs.again)" } ?? ""
    let long = next.map { "replaced by \($0)" } ?? "being replaced"
    let forms = [
      "\(glyphs.lost) pid \(lost.pid) \(lost.fate) \(arrow) \(long)\(again)",
      "\(glyphs.lost) \(lost.pid) \(lost.fate) \(arrow) \(next ?? long)\(again)",
    ]
    let text = forms.first { cellWidth(of: $0) <= room } ?? forms[1]
    return TextLine(truncate(text, to: room, ellipsis: glyphs.ellipsis), .bold, indent: indent)
  }
}
