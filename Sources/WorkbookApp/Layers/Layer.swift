internal import Canvas

/// Something that handles the keys: the page, a field on it, or something drawn over it.
///
/// A layer is a value in a file of its own, with its state, its keys and its drawing. A line in `Layers.all` makes it part
/// of the workbook.
protocol Layer: Sendable {
  /// Its keys, in sections.
  static var sections: [BindingSection<Self>] { get }
  /// The key of the page that opens it, and the section it is listed in; `nil` if the page has no such key.
  static var opening: Opening? { get }
  /// What to press instead of a key that isn't bound.
  static var advice: String { get }
  /// Whether it covers the page, so that the page needn't be drawn.
  static var coversPage: Bool { get }
  /// Whether the window follows the cursor that the page shows for it.
  static var hasCursorOnPage: Bool { get }

  /// Draws it over the page.
  func draw(on canvas: inout Canvas, _ model: Model)
  /// Whether it still has something to act on; otherwise the keys go back to the page.
  func isAlive(in model: Model) -> Bool
  /// Whether it changes with time.
  var wantsTicks: Bool { get }
  /// Advances to a time of the monotonic clock, in nanoseconds.
  mutating func tick(_ nanoseconds: UInt64)
}

/// How a layer is opened from the page.
struct Opening: Sendable {
  /// Where the page's keys list it.
  let place: Reading.Group
  /// The binding.
  let binding: Binding<Reading>
}

/// All layers, in the order of the help.
enum Layers {
  static let all: [any Layer.Type] = [
    Reading.self,
    Editing.self,
    KnobPanel.self,
    LaneCursor.self,
    Timeline.self,
    CompareLayer.self,
    PrintedLayer.self,
    TracebackLayer.self,
    JobCancel.self,
    JobOutputLayer.self,
    Outline.self,
    Journal.self,
    HandingIn.self,
    NamePanel.self,
    Help.self,
  ]

  /// The page's bindings that open layers.
  static func openings(_ place: Reading.Group) -> [Binding<Reading>] {
    all.compactMap { $0.opening }.filter { $0.place == place }.map(\.binding)
  }
}

extension Layer {
  static var opening: Opening? { nil }
  static var advice: String { "esc leads back to the page." }
  static var coversPage: Bool { false }
  static var hasCursorOnPage: Bool { false }
  func draw(on canvas: inout Canvas, _ model: Model) {}
  func isAlive(in model: Model) -> Bool { true }
  var wantsTicks: Bool { false }
  mutating func tick(_ nanoseconds: UInt64) {}

  /// All its bindings, in their order.
  static var bindings: [Binding<Self>] { sections.flatMap(\.bindings) }
  /// Its keys as the help lists them.
  static var ownKeySections: [KeySection] {
    sections.map { KeySection(title: $0.title, entries: $0.bindings.map(\.entry)) }
  }

  /// The keys that the key line shows now.
  func shownEntries(in model: Model) -> [KeyEntry] {
    Self.bindings.filter { if case .yes(_?) = $0.check(self, model) { true } else { false } }.map(\.entry)
  }

  /// What the key line shows: the bindings that can act now.
  func hints(in model: Model) -> [KeyHint] {
    Self.bindings.compactMap { binding in
      guard case .yes(let words?) = binding.check(self, model) else { return nil }
      return KeyHint(binding.entry.shortName(ascii: model.glyphs.isASCII), words, rank: binding.rank)
    }
  }

  /// Acts on a key as the layer that is open, or says in one line why it can't do anything here.
  static func handle(_ key: Key, in model: inout Model) -> [Effect] {
    guard var state = model.layer as? Self else { return [] }
    var reason: String?
    for binding in bindings where binding.entry.matches(key) {
      switch binding.check(state, model) {
      case .yes:
        let changes = model.layerChanges
        let effects = binding.act(&state, &model, key)
        // The action may have closed the layer or opened another one.
        if model.layerChanges == changes { model.replaceLayer(with: state) }
        return effects
      case .no(let sentence): reason = reason ?? sentence
      case .skip: break
      }
    }
    model.remark = reason ?? "\(key.name(ascii: model.glyphs.isASCII)) does nothing here: \(advice)"
    return []
  }
}

extension Model {
  /// Gives the keys to a layer.
  mutating func open(_ layer: some Layer) {
    self.layer = layer
    layerChanges += 1
  }

  /// Gives the keys back to the page.
  mutating func closeLayer() { open(Reading()) }

  /// Puts a layer's new state in the place of the old one.
  mutating func replaceLayer(with layer: some Layer) { self.layer = layer }

  /// Changes the layer if it is of this kind.
  mutating func change<L: Layer>(_ kind: L.Type, _ body: (inout L) -> Void) {
    guard var layer = layer as? L else { return }
    body(&layer)
    self.layer = layer
  }

  /// Whether the keys are the page's.
  var isReading: Bool { layer is Reading }
  /// The answer being written.
  var editing: Editing? { layer as? Editing }
}
