internal import Canvas

/// All keys, over the page.
struct HelpPane {
  let model: Model

  /// All rows of the help at a width.
  static func lines(_ model: Model, width: Int) -> Lines {
    var lines: Lines = []
    for (title, keys) in sections(model.glyphs) {
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(TextLine(title, .bold))
      for (key, effect) in keys {
        let rows = wrap(effect, width: max(16, width - 24))
        for (index, row) in rows.enumerated() {
          let left = fit(index == 0 ? key : "", to: 22)
          lines.append(TextLine(runs: [StyledRun(left, .bold)] + row.runs, indent: 2))
        }
      }
    }
    lines += [.blank]
    lines += wrap(
      "Everything is kept by itself in \(model.surroundings.folder.isEmpty ? "the lesson's folder" : model.surroundings.folder); "
        + "there is no key to save.", width: width)
    return lines
  }

  private static func sections(_ glyphs: Glyphs) -> [(String, [(String, String)])] {
    let arrows = glyphs.isASCII ? "up down" : "↑ ↓"
    let sideways = glyphs.isASCII ? "left right" : "← →"
    let editor = TextEditor.keys.map { entry in
      (entry.keys.replacing("home end, ctrl-a ctrl-e", with: "home or ctrl-a, end"), entry.effect)
    }
    return [
      (
        "Reading",
        [
          (arrows, "move through the page, to the next experiment or question"),
          ("tab, shift-tab", "jump to the next, the last experiment or question"),
          ("space, page down", "a page on"), ("b, page up", "a page back"), ("ctrl-d ctrl-u", "half a page"),
          ("home end", "start, end of the section"), ("n p", "next, previous section"), ("o", "outline: jump anywhere"),
          ("esc", "dismiss a notice"), ("ctrl-l", "draw the screen afresh"),
          ("ctrl-z", "back to the shell; fg returns"),
          ("q", "quit; a run under way is stopped"),
        ]
      ),
      (
        "At an experiment",
        [
          ("r", "run it"), ("ctrl-c", "stop it"),
          ("x", "while it runs: choose a worker's lane with \(arrows), then x again kills that worker, esc doesn't"),
          ("k", "turn its knobs"), ("t", "timeline of the run that is shown"),
          (sideways, "step through its runs"), ("enter", "where it is shut: go to the question that opens it"),
        ]
      ),
      (
        "At a question",
        [
          ("enter", "answer it"), ("h", "a hint"), ("s", "the solution, once there is an answer"),
          ("ctrl-e", "write the answer in your own editor ($EDITOR)"),
        ]
      ),
      (
        "While answering",
        [
          ("esc", "done; what you wrote is kept"), ("tab", "the next field (in code: indent)"),
          ("ctrl-e", "go on in your own editor"), ("\(arrows), digits", "choose an option"),
        ] + editor
      ),
      (
        "Timeline",
        [
          (sideways, "event by event"), ("space", "play, hold"), ("+ -", "faster, slower"), ("home end", "start, end"),
          ("esc", "back to the page"),
        ]
      ),
    ]
  }

  /// Draws it over the page's rows.
  func draw(on canvas: inout Canvas, scroll: Int) {
    let frame = model.frame
    let area = Rect(x: 0, y: 2, width: frame.size.width, height: frame.page.height)
    canvas.fill(area)
    let lines = HelpPane.lines(model, width: frame.page.width)
    let first = min(scroll, HelpPane.lastScroll(model))
    for (row, line) in lines.dropFirst(first).prefix(area.height).enumerated() {
      canvas.put(line, x: frame.page.x, y: area.y + row, in: area)
    }
  }

  /// How far it can be scrolled.
  static func lastScroll(_ model: Model) -> Int {
    max(0, lines(model, width: model.frame.page.width).count - model.frame.page.height)
  }
}
