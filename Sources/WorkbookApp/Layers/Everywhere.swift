internal import Canvas

/// Keys that do the same whatever else is open.
struct Everywhere: Layer {
  static let sections = [BindingSection("Everywhere", [redraw, picture, suspend])]

  private static let redraw = Binding<Everywhere>(
    [.key(.control("l"))], "draw the screen again"
  ) { _, _, _ in [.redraw] }

  private static let picture = Binding<Everywhere>(
    [.key(.function(2))],
    "keep the screen as a picture in the folder `pictures`: SVG and text, and a replay also as a recording"
  ) { _, model, _ in
    // Without what the last key has said.
    model.remark = nil
    let replay = (model.layer as? Timeline).flatMap { ReplayScreen(restarting: $0, glyphs: model.glyphs) }
    let title = "\(model.lesson.title): \(model.section.title)"
    return [.keepPicture(view(model, size: model.size), title: title, replay: replay)]
  }

  private static let suspend = Binding<Everywhere>(
    [.key(.control("z"))], "go to the shell; `fg` brings you back"
  ) { _, _, _ in [.suspend] }

  /// Acts on a key; `nil` if it is another layer's.
  static func press(_ key: Key, in model: inout Model) -> [Effect]? {
    var state = Everywhere()
    return bindings.first { $0.entry.matches(key) }?.act(&state, &model, key)
  }
}
