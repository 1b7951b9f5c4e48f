/// A horizontal bar of exactly this width, filled to an eighth of a cell if the glyphs have eighths.
///
/// Any fraction above 0 fills at least one step, and only 1 fills the whole bar.
///
/// - Parameter fraction: how much is filled, clamped to 0...1; not-a-number counts as 0.
package func bar(_ fraction: Double, width: Int, glyphs: Glyphs = .utf8, track: Bool = true) -> String {
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
