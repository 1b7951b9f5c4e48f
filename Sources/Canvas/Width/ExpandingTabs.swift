/// A text with each tab replaced by the spaces up to its next stop.
package func expandingTabs(_ text: some StringProtocol, every stop: Int = 8) -> String {
  var result = ""
  var column = 0
  for character in text {
    if character == "\t" {
      let spaces = stop - column % stop
      result += String(repeating: " ", count: spaces)
      column += spaces
    } else {
      result.append(character)
      column = character.isNewline ? 0 : column + cellWidth(of: character)
    }
  }
  return result
}
