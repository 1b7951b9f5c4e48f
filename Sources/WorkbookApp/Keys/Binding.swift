internal import Canvas

/// Whether a binding can act at the moment.
enum Availability: Sendable, Equatable {
  /// It can. If there are words, the key line shows them.
  case yes(_ words: String? = nil)
  /// It can't; the sentence says why and what to press instead.
  case no(_ reason: String)
  /// It doesn't apply to what has the focus; another binding of the same key may.
  case skip
}

/// Keys of a layer, what they do, and when: the only place that says so.
///
/// Key presses, the key line, the help and the README's table all come from it.
struct Binding<State>: Sendable {
  typealias Check = @Sendable (State, Model) -> Availability
  typealias Action = @Sendable (inout State, inout Model, Key) -> [Effect]

  /// The keys and their description.
  let entry: KeyEntry
  /// Bindings of the highest rank leave the key line first when there isn't room for all.
  let rank: Int
  /// Whether it can act now.
  let check: Check
  /// Acts on one of the keys.
  let act: Action

  /// Binds keys that all do the same.
  ///
  /// - Parameter line: what the key line says, if that is always the same; see `when` for anything else.
  init(
    _ keys: [KeyPattern], also: [KeyPattern] = [], _ does: String, line: String? = nil, rank: Int = 1,
    when check: Check? = nil, act: @escaping Action
  ) {
    entry = KeyEntry(keys: keys, also: also, does: does)
    self.rank = rank
    self.check = check ?? { _, _ in .yes(line) }
    self.act = act
  }

  /// Binds the keys of an entry.
  init(_ entry: KeyEntry, rank: Int = 1, when check: @escaping Check, act: @escaping Action) {
    self.entry = entry
    self.rank = rank
    self.check = check
    self.act = act
  }

  /// Binds keys that step in one direction (1) or the other (-1).
  init(
    _ keys: KeyValuePairs<Key, Int>, also: KeyValuePairs<Key, Int> = [:], _ does: String, line: String? = nil,
    rank: Int = 1, when check: Check? = nil, step: @escaping @Sendable (inout State, inout Model, Int) -> Void
  ) {
    let steps = (Array(keys) + Array(also)).map { (key: $0.key, step: $0.value) }
    self.init(keys.map { .key($0.key) }, also: also.map { .key($0.key) }, does, line: line, rank: rank, when: check) {
      state, model, key in
      if let direction = steps.first(where: { $0.key == key })?.step { step(&state, &model, direction) }
      return []
    }
  }
}

/// Bindings under a title.
struct BindingSection<State>: Sendable {
  /// When or where they can be used.
  let title: String
  /// The bindings, in the order of the key line and the help.
  let bindings: [Binding<State>]

  /// Puts bindings under a title.
  init(_ title: String, _ bindings: [Binding<State>]) {
    self.title = title
    self.bindings = bindings
  }
}
