internal import Canvas
internal import LessonFormat

extension Model {
  /// The keys that work now, in the order they are shown.
  var hints: [KeyHint] {
    switch overlay {
    case .help: [KeyHint(upDown, "scroll"), KeyHint("esc", "back to the page")]
    case .outline: [KeyHint(upDown, "move"), KeyHint("enter", "go there"), KeyHint("esc", "back to the page")]
    case .knobs(let panel): knobHints(panel)
    case .timeline(let timeline):
      [
        KeyHint(sideways, "event by event"), KeyHint("space", timeline.isPlaying ? "hold" : "play"),
        KeyHint("+ -", "speed"), KeyHint("home end", "start, end", rank: 2), KeyHint("esc", "back"),
      ]
    case nil: editing.map(editingHints) ?? live?.aim.map(laneHints) ?? readingHints
    }
  }

  private var upDown: String { glyphs.isASCII ? "up/down" : "↑↓" }
  private var sideways: String { glyphs.isASCII ? "left/right" : "←→" }

  /// The student's editor without its folder and its options.
  private var editorName: String {
    let words = (surroundings.hasEditor ?? "").split(separator: " ").first ?? "editor"
    return truncate(String(words.split(separator: "/").last ?? "editor"), to: 12)
  }

  private func laneHints(_ lane: Int) -> [KeyHint] {
    [
      KeyHint(upDown, "choose"), KeyHint("x", "kill worker \(lane + 1)"), KeyHint("esc", "leave it alone"),
      KeyHint("ctrl-c", "stop the run", rank: 2),
    ]
  }

  private func knobHints(_ panel: KnobPanel) -> [KeyHint] {
    let change = KnobPanel.choices(of: panel.current) == nil ? KeyHint("type", "change") : KeyHint(sideways, "choose")
    return [
      KeyHint(upDown, "knob"), change, KeyHint("ctrl-x", "as the lesson says", rank: 2), KeyHint("enter", "done"),
    ]
  }

  private func editingHints(_ editing: Editing) -> [KeyHint] {
    let fields = lesson.questions.first { $0.id == editing.question }?.fields ?? []
    let isLast = fields.last?.name == editing.field
    var hints: [KeyHint] = []
    switch editing.field {
    case .choice: hints += [KeyHint(upDown, "choose"), KeyHint("1 2 …", "choose", rank: 3)]
    case .number: break
    case .text: hints += [KeyHint("ctrl-_", "undo", rank: 2)]
    }
    if glyphs.isASCII { hints.removeAll { $0.key == "1 2 …" } }
    if editing.field != .text { hints.append(KeyHint("enter", isLast ? "done" : "why")) }
    if fields.count > 1 { hints.append(KeyHint("tab", "other field", rank: 2)) }
    if fields.contains(where: { $0.name == .text }), surroundings.hasEditor != nil {
      hints.append(KeyHint("ctrl-e", editorName))
    }
    return hints + [KeyHint("esc", "done, all kept")]
  }

  private var readingHints: [KeyHint] {
    var hints = [KeyHint(upDown, "move")]
    if live != nil { hints += [KeyHint("x", "kill a worker"), KeyHint("ctrl-c", "stop")] }
    if let spec = currentExperiment { hints += experimentHints(spec) }
    if let question = currentQuestion { hints += questionHints(question) }
    if place.section + 1 < lesson.sections.count { hints.append(KeyHint("n", "next", rank: 3)) }
    if place.section > 0 { hints.append(KeyHint("p", "previous", rank: 5)) }
    hints.append(KeyHint("o", "outline", rank: 4))
    if !notices.isEmpty || saving.failure != nil { hints.append(KeyHint("esc", "dismiss", rank: 2)) }
    return hints + [KeyHint("?", "help"), KeyHint("q", "quit")]
  }

  private func experimentHints(_ spec: ExperimentSpec) -> [KeyHint] {
    if let question = book.shutBy(spec.id, in: lesson) {
      return [KeyHint("enter", "to question \(number(of: question))"), KeyHint("k", "knobs", rank: 2)]
    }
    var hints: [KeyHint] = []
    if live == nil { hints.append(KeyHint("r", "run")) }
    if live?.experiment != spec.id { hints.append(KeyHint("k", "knobs", rank: 2)) }
    if book.runs[spec.id]?.isEmpty == false, live?.experiment != spec.id {
      hints.append(KeyHint("t", "timeline", rank: 2))
      if groups(of: spec).count > 1 { hints.append(KeyHint(sideways, "runs", rank: 3)) }
    }
    return hints
  }

  private func questionHints(_ question: Question) -> [KeyHint] {
    var hints: [KeyHint] = []
    if surroundings.readOnly == nil {
      hints.append(KeyHint("enter", book.isAnswered(question) ? "change" : "answer"))
      if question.field(.text) != nil, surroundings.hasEditor != nil {
        hints.append(KeyHint("ctrl-e", editorName, rank: 4))
      }
    }
    if question.hints.count > (book.answers[question.id]?.hintsTaken ?? 0) {
      hints.append(KeyHint("h", "hint", rank: 2))
    }
    if !question.solution.isEmpty, book.isAnswered(question) {
      hints.append(KeyHint("s", openSolutions.contains(question.id) ? "hide solution" : "solution", rank: 2))
    }
    return hints
  }
}
