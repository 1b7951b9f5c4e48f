/// Returns the printable ASCII character to show on a terminal without UTF-8: `e` for `é`, `-` for a dash, and `?` if
/// nothing looks similar.
package func asciiStandIn(for character: Character) -> Character {
  if character.isASCII { return character }
  if let known = standIns[character] { return known }
  // A letter with combining marks keeps the letter.
  if let base = character.unicodeScalars.first, base.isASCII { return Character(base) }
  return "?"
}

private let standIns: [Character: Character] = {
  let groups: [(Character, String)] = [
    ("A", "ÀÁÂÃÄÅĀĂĄ"), ("C", "ÇĆČ"), ("D", "ÐĎĐ"), ("E", "ÈÉÊËĒĘĚ"), ("G", "Ğ"), ("I", "ÌÍÎÏĪİ"), ("L", "Ł"),
    ("N", "ÑŃŇ"), ("O", "ÒÓÔÕÖØŌŐ"), ("R", "Ř"), ("S", "ŚŞŠ"), ("T", "Ť"), ("U", "ÙÚÛÜŪŮŰ"), ("Y", "ÝŸ"), ("Z", "ŹŻŽ"),
    ("a", "àáâãäåāăą"), ("c", "çćč"), ("d", "ðďđ"), ("e", "èéêëēęě"), ("g", "ğ"), ("i", "ìíîïīı"), ("l", "ł"),
    ("n", "ñńň"), ("o", "òóôõöøōő"), ("r", "ř"), ("s", "śşšß"), ("t", "ť"), ("u", "ùúûüūůűµμ"), ("y", "ýÿ"),
    ("z", "źżž"), ("'", "‘’‚′"), ("\"", "“”„″«»"), ("-", "‐‑‒–—―−─━═┄┈"), ("|", "│┃║▏▎▍┆"), (".", "…·∙"), ("x", "×✗✘"),
    ("*", "•∗●◆★▪"), ("+", "✓✔┌┐└┘├┤┬┴┼╭╮╰╯±"), ("<", "≤‹←◀"), (">", "≥›→▸▶"), ("^", "↑▲"), ("v", "↓▼√"), ("~", "≈∼"),
    ("=", "≡≠"), ("o", "○◦∘°"), ("#", "█▇▆▉▊▋▌▐▓"), (":", "▒░÷"), ("p", "π"), ("S", "∑Σ"), ("0", "⁰₀"), ("1", "¹₁"),
    ("2", "²₂"), ("3", "³₃"), ("4", "⁴₄"), ("5", "⁵₅"), ("6", "⁶₆"), ("7", "⁷₇"), ("8", "⁸₈"), ("9", "⁹₉"), ("+", "⁺₊"),
    ("-", "⁻₋"), ("=", "₌"), ("(", "⁽₍"), (")", "⁾₎"), ("a", "ₐα"), ("b", "β"), ("d", "δ∂"), ("e", "ₑε"), ("h", "ₕ"),
    ("i", "ⁱᵢ"), ("j", "ⱼ"), ("k", "ₖ"), ("l", "ₗλ"), ("m", "ₘ"), ("n", "ⁿₙ"), ("o", "ₒ"), ("p", "ₚ"), ("r", "ᵣρ"),
    ("s", "ₛσ"), ("t", "ₜτ"), ("u", "ᵤ"), ("v", "ᵥ"), ("w", "ω"), ("x", "ₓχ"), ("D", "Δ"), ("O", "Ω"), ("T", "ᵀ"),
    (" ", "\u{A0}\u{2009}\u{202F}\u{3000}"),
  ]
  var table: [Character: Character] = [:]
  for (letter, likes) in groups { for like in likes { table[like] = letter } }
  return table
}()
