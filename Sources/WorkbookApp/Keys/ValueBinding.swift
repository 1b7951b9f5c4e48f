internal import Canvas

/// Keys that change one value and nothing else, so that every screen that shows such a value can use them.
struct ValueBinding<Value>: Sendable {
  /// The keys and their description.
  let entry: KeyEntry
  /// What the key line says; `nil` if it doesn't show the keys.
  let line: @Sendable (Value) -> String?
  /// Bindings of the highest rank leave the key line first when there isn't room for all.
  let rank: Int
  /// Acts on one of the keys; returns a sentence if that can't change anything.
  let act: @Sendable (inout Value, Key) -> String?

  /// Binds keys that all do the same.
  init(
    _ keys: [KeyPattern], _ does: String, rank: Int = 1, line: @escaping @Sendable (Value) -> String?,
    act: @escaping @Sendable (inout Value) -> Void
  ) {
    entry = KeyEntry(keys: keys, also: [], does: does)
    self.rank = rank
    self.line = line
    self.act = { value, _ in
      act(&value)
      return nil
    }
  }

  /// Binds keys of a kind that don't all do the same.
  init(_ keys: [KeyPattern], _ does: String, act: @escaping @Sendable (inout Value, Key) -> String?) {
    entry = KeyEntry(keys: keys, also: [], does: does)
    line = { _ in nil }
    rank = 1
    self.act = act
  }

  /// Binds keys that step by a number.
  init(
    _ keys: KeyValuePairs<Key, Int>, also: KeyValuePairs<Key, Int> = [:], _ does: String, line: String? = nil,
    rank: Int = 1, step: @escaping @Sendable (inout Value, Int) -> String?
  ) {
    let steps = (Array(keys) + Array(also)).map { (key: $0.key, step: $0.value) }
    entry = KeyEntry(keys: keys.map { .key($0.key) }, also: also.map { .key($0.key) }, does: does)
    self.rank = rank
    self.line = { _ in line }
    act = { value, key in steps.first { $0.key == key }.flatMap { step(&value, $0.step) } }
  }
}
