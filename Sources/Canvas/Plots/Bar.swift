/// A horizontal bar exactly so many cells wide, to an eighth of a cell where the glyphs have eighths.
///
/// - Parameter fraction: what part is full, 0 to 1; more and less count as these, not-a-number as 0. Something that is not
///   nothing shows, and only what is whole looks so.
public func bar(_ fraction: Double, width: Int, glyphs: Glyphs = .utf8, track: Bool = true) -> String {
  guard width > 0 else { return "" }
  let fraction = fraction > 0 ? min(1, fraction) : 0
  let steps = glyphs.barEighths.count + 1
  var filled = Int((fraction * Double(width * steps)).rounded())
  if fraction > 0 { filled = max(1, filled) }
  if fraction < 1 { filled = min(filled, max(0, width * steps - 1)) }
  let rest = filled % steps
  var text = String(repeating: glyphs.barFull, count: filled / steps)
  if rest > 0 { text.append(glyphs.barEighths[rest - 1]) }
  let empty = String(repeating: track ? glyphs.barEmpty : " ", count: width - text.count)
  return text + empty
}
