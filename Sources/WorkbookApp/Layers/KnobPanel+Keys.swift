internal import Canvas
internal import Experiments
internal import Session

extension KnobPanel: Layer {
  static let advice = "↑ ↓ choose a knob, enter goes back to the page."
  static let sections = [
    BindingSection("Knobs", [move, choose, type, usual, reset, done, leave]),
    BindingSection(TextEditor.keysTitle, typing),
  ]
  static let opening: Opening? = Opening(
    place: .experiment,
    binding: Binding(
      ["k"], "change the experiment's knobs", rank: 2,
      when: { _, model in
        guard let spec = model.currentExperiment else { return model.noExperimentHere }
        guard model.live?.experiment != spec.id else {
          return .no("The knobs can be changed when the run has ended; ctrl-c stops it.")
        }
        return .yes("knobs")
      },
      act: { _, model, _ in
        guard let spec = model.currentExperiment else { return [] }
        model.open(KnobPanel(spec: spec, in: model.session))
        model.settle(toStop: model.place.stop)
        return []
      }))

  private static let move = Binding<KnobPanel>(
    [.up: -1, .down: 1], also: [.backTab: -1, .tab: 1], "choose a knob", line: "knob"
  ) { panel, model, step in
    let before = panel.cursor
    panel.move(by: step)
    if panel.cursor == before { model.remark = step > 0 ? "This is the last knob." : "This is the first knob." }
  }

  private static let choose = Binding<KnobPanel>(
    [.left: -1, .right: 1], also: [.character(" "): 1], "choose a value",
    when: { panel, _ in panel.choices == nil ? .skip : .yes("choose") },
    step: { panel, _, step in panel.choose(by: step) })

  private static let type = Binding<KnobPanel>(
    [.text], "a new value",
    when: { panel, _ in panel.choices == nil ? .yes("a new value") : .no("This knob has a few values to choose from.")
    },
    act: { panel, _, key in
      panel.type { _ = $0.handle(key) }
      return []
    })

  private static let typing = TextEditor.bindings.map { binding in
    Binding<KnobPanel>(binding.entry) { panel, _ in
      panel.choices == nil && binding.modes.contains(.line) ? .yes() : .skip
    } act: { panel, model, key in
      panel.type { if let sentence = binding.press(key, in: &$0) { model.remark = sentence } }
      return []
    }
  }

  private static let usual = Binding<KnobPanel>(
    [.key(.control("t"))], "the next of a knob's usual values",
    when: { panel, _ in
      guard let next = panel.nextUsual else { return .no("This knob has no usual values to choose from.") }
      return .yes(next.number)
    },
    act: { panel, _, _ in
      panel.useNextUsual()
      return []
    })

  private static let reset = Binding<KnobPanel>(
    [.key(.control("x"))], "reset all knobs to the lesson's values", rank: 2,
    when: { panel, _ in
      panel.settings == panel.lesson && panel.error == nil
        ? .no("All knobs have the lesson's values.") : .yes("reset")
    },
    act: { panel, _, _ in
      panel.reset()
      return []
    })

  private static let done = Binding<KnobPanel>(
    [.key(.enter)], "keep the values and go back to the page",
    when: { panel, _ in
      panel.error == nil
        ? .yes("done") : .no("This value can't be used: type another one, or press esc to keep the previous one.")
    },
    act: { panel, model, _ in
      panel.close(in: &model)
      return []
    })

  private static let leave = Binding<KnobPanel>(
    [.key(.escape)], also: [.key(.control("c"))], "keep the last values that can be used and go back to the page"
  ) { panel, model, _ in
    panel.close(in: &model)
    return []
  }

  private func close(in model: inout Model) {
    model.session.use(settings, for: spec)
    model.closeLayer()
    model.settle(toStop: model.place.stop)
  }
}
