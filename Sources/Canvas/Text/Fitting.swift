/// How text is aligned in its column.
package enum Alignment: Sendable, Equatable, Hashable {
  /// At the left edge, in the middle, at the right edge.
  case left, center, right
}

/// Text cut to a width; if something was cut, the last cell is an ellipsis.
package func truncate(_ text: String, to width: Int, ellipsis: Character = "…") -> String {
  truncate([StyledRun(text)], to: width, ellipsis: ellipsis).map(\.text).joined()
}

/// Runs of text cut to a width, with an ellipsis in the style of what was cut.
package func truncate(_ runs: [StyledRun], to width: Int, ellipsis: Character = "…") -> [StyledRun] {
  if cellWidth(of: runs) <= width { return runs }
  guard width > 0 else { return [] }
  var pieces: [StyledRun] = []
  var room = width - 1
  for run in runs {
    var text = ""
    for character in run.text {
      let characterWidth = cellWidth(of: character)
      if characterWidth > room {
        pieces.append(StyledRun(text + String(ellipsis), run.style))
        return pieces
      }
      room -= characterWidth
      text.append(character)
    }
    pieces.append(StyledRun(text, run.style))
  }
  return pieces
}

/// Text cut or filled with blanks to exactly this width.
package func fit(_ text: String, to width: Int, _ alignment: Alignment = .left, ellipsis: Character = "…") -> String {
  fit([StyledRun(text)], to: width, alignment, ellipsis: ellipsis).map(\.text).joined()
}

/// Runs of text cut or filled with plain blanks to exactly this width.
package func fit(
  _ runs: [StyledRun], to width: Int, _ alignment: Alignment = .left, ellipsis: Character = "…"
) -> [StyledRun] {
  let pieces = truncate(runs, to: width, ellipsis: ellipsis)
  let blanks = width - cellWidth(of: pieces)
  guard blanks > 0 else { return pieces }
  let before =
    switch alignment {
    case .left: 0
    case .center: blanks / 2
    case .right: blanks
    }
  let left = before > 0 ? [StyledRun(String(repeating: " ", count: before))] : []
  let right = blanks > before ? [StyledRun(String(repeating: " ", count: blanks - before))] : []
  return left + pieces + right
}
