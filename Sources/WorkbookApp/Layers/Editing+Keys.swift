internal import Canvas
internal import LessonFormat
internal import Session

extension Editing: Layer {
  static let hasCursorOnPage = true
  static let advice = "esc finishes the answer."
  static let sections = [
    BindingSection("Writing an answer", [choose, digit, field, enter, tab, run, writeElsewhere, stop, leave]),
    BindingSection(TextEditor.keysTitle, typing),
  ]

  func isAlive(in model: Model) -> Bool { model.question(question) != nil }

  private static let choose = Binding<Editing>(
    [.up: -1, .down: 1], also: [.left: -1, .right: 1], "at a choice: the previous, the next option",
    when: { editing, _ in editing.field == .choice ? .yes("choose") : .skip },
    step: { editing, model, step in
      let count = model.question(editing.question)?.options.count ?? 0
      let before = model.book.answers[editing.question]?.choice
      let option = min(max(0, (before ?? (step > 0 ? -1 : count)) + step), count - 1)
      if option == before { model.remark = step > 0 ? "This is the last option." : "This is the first option." }
      model.choose(option, of: editing.question)
    })

  private static let digit = Binding<Editing>(
    [.digit], "at a choice: the option with this number", rank: 3,
    when: { editing, _ in editing.field == .choice ? .yes("choose") : .skip },
    act: { editing, model, key in
      guard case .character(let digit) = key, let question = model.question(editing.question) else { return [] }
      let before = model.session.revision
      let isChosen =
        model.attempt { session throws(Refused) in try session.choose(String(digit), for: question) } != nil
      if isChosen, model.session.revision == before { model.remark = "Option \(digit) is already chosen." }
      return []
    })

  private static let field = Binding<Editing>(
    [.up: -1, .down: 1], "at a number: the previous, the next field",
    when: { editing, _ in editing.field == .number ? .yes() : .skip },
    step: { editing, model, step in
      if !model.openField(after: editing, by: step) { model.remark = "The answer has no other field there." }
    })

  private static let enter = Binding<Editing>(
    [.key(.enter)], "at a choice or a number: the next field, or finish",
    when: { editing, model in
      if editing.field == .text { return .skip }
      if editing.field == .choice, model.book.answers[editing.question]?.choice == nil {
        return .no("Choose an option first: ↑ ↓ or its number.")
      }
      return .yes(model.hasField(after: editing) ? "why" : "done")
    },
    act: { editing, model, _ in model.openField(after: editing, by: 1) ? [] : model.endAnswer() })

  private static let tab = Binding<Editing>(
    [.key(.tab)], also: [.key(.backTab)], "the next, the previous field", rank: 2,
    when: { editing, model in
      if editing.field == .text, editing.editor.mode.isCode { return .skip }
      return .yes((model.question(editing.question)?.fields.count ?? 0) > 1 ? "other field" : nil)
    },
    act: { editing, model, key in
      if model.openField(after: editing, by: key == .tab ? 1 : -1) { return [] }
      if key == .tab { return model.endAnswer() }
      model.remark = "This is the first field."
      return []
    })

  private static let writeElsewhere = Binding<Editing>(
    [.key(.control("e"))], "go on in your own editor ($EDITOR)",
    when: { editing, model in model.question(editing.question).map(model.editorAvailability) ?? .skip },
    act: { editing, model, _ in model.question(editing.question).map { model.openEditor(for: $0) } ?? [] })

  private static let run = Binding<Editing>(
    [.key(.function(5))], also: [.key(.control("s"))], "at a program: save it and run it, and go on writing",
    when: { editing, model in
      guard editing.field == .text, let spec = model.experiment(editing.question), spec.cell != nil else {
        return .skip
      }
      if let live = model.live { return .no("\(live.experiment) is running; ctrl-c stops it.") }
      return model.whyNotRun(spec).map { .no($0) } ?? .yes("run")
    },
    act: { editing, model, _ in model.start() })

  private static let stop = Binding<Editing>(
    [.key(.control("c"))], "stop the program that runs",
    when: { editing, model in
      guard let live = model.live, live.experiment == editing.question, !live.isStopping else { return .skip }
      return .yes("stop")
    },
    act: { _, model, _ in model.stop() })

  private static let leave = Binding<Editing>(
    [.key(.escape)], also: [.key(.control("c"))], "finish; what you wrote is saved",
    when: { editing, _ in editing.editor.completion == nil ? .yes("done, saved") : .skip },
    act: { _, model, _ in model.endAnswer() })

  private static let typing = TextEditor.bindings.map { binding in
    Binding<Editing>(binding.entry, rank: 2) { editing, _ in
      if editing.field == .choice { return .skip }
      return binding.isActive(in: editing.editor) ? .yes(binding.line(editing.editor)) : .skip
    } act: { editing, model, key in
      // A second copy of a long text, in the model, would make every key copy the text.
      model.replaceLayer(with: Reading())
      let revision = editing.editor.revision
      if let sentence = binding.press(key, in: &editing.editor) { model.remark = sentence }
      if editing.editor.revision != revision { model.record(&editing) }
      return []
    }
  }
}

extension Model {
  fileprivate func hasField(after editing: Editing) -> Bool {
    question(editing.question)?.fields.last?.name != editing.field
  }
}
