/// A setting of a run.
///
/// The command line, lessons, recorded runs and both workbooks read the table `Knob.all`; no other place lists the knobs. To add one, add a stored property to `Knobs` and an entry to the table.
package struct Knob: Sendable {
  /// Its name: `--name` on the command line, a key of a lesson's experiment and of a recorded run, and what the
  /// workbook shows.
  package let name: String
  /// What it does and what it takes, in one sentence.
  package let explanation: String
  /// The placeholder for its value in the help: `N|auto`.
  package let valueName: String
  /// The words to choose from; `nil` if it takes a number or a list.
  package let choices: [String]?
  /// Whether it describes the work; the other knobs describe how the work is shared and measured.
  package let isWork: Bool
  /// Whether it accepts a list of any JSON values.
  package let takesJSON: Bool
  private let change: @Sendable (String, inout Knobs) throws(KnobError) -> Void
  private let write: @Sendable (Knobs) -> String
  private let describe: @Sendable (Knobs) -> String?
  private let isSame: @Sendable (Knobs, Knobs) -> Bool

  /// Makes an entry of the table.
  ///
  /// - Parameters:
  ///   - wants: What it takes, as in “processes is a whole number from 1 to 256”.
  ///   - read: A value from what was typed, and the value so far; `nil` if it is refused.
  ///   - text: A value as it would be typed.
  ///   - words: A value in the description of an experiment, as `4 processes`; `nil` if it need not be mentioned.
  init<Value: Equatable & Sendable>(
    _ name: String, _ value: any WritableKeyPath<Knobs, Value> & Sendable, _ explanation: String, valueName: String,
    choices: [String]? = nil, isWork: Bool = false, takesJSON: Bool = false, wants: String,
    read: @escaping @Sendable (String, Value) -> Value?, text: @escaping @Sendable (Value) -> String,
    words: @escaping @Sendable (Value) -> String? = { _ in nil }
  ) {
    self.name = name
    self.explanation = explanation
    self.valueName = valueName
    self.choices = choices
    self.isWork = isWork
    self.takesJSON = takesJSON
    change = { typed, knobs throws(KnobError) in
      let word = String(typed.drop { $0 == " " || $0 == "\t" })
      guard let new = read(word, knobs[keyPath: value]) else {
        throw KnobError("\(name) is \(wants), not “\(word.count > 40 ? word.prefix(40) + "…" : word)”.")
      }
      knobs[keyPath: value] = new
    }
    write = { text($0[keyPath: value]) }
    describe = { words($0[keyPath: value]) }
    isSame = { $0[keyPath: value] == $1[keyPath: value] }
  }

  /// Sets the knob from text. If it throws, the error says what the knob takes, and nothing has changed.
  package func set(_ text: String, in knobs: inout Knobs) throws(KnobError) { try change(text, &knobs) }

  /// The knob's value as it would be typed.
  package func text(of knobs: Knobs) -> String { write(knobs) }

  /// The knob's value in the description of an experiment, as `4 processes`; `nil` if it need not be mentioned.
  package func words(of knobs: Knobs) -> String? { describe(knobs) }

  /// Whether the knob has the same value in both.
  package func isSame(_ a: Knobs, _ b: Knobs) -> Bool { isSame(a, b) }

  /// The knob of this name, as most tasks have it.
  package static func named(_ name: String) -> Knob? { all.first { $0.name == name } }
}

extension Knob: Equatable {
  /// Whether they are the same entry of the table.
  package static func == (a: Knob, b: Knob) -> Bool { a.name == b.name && a.takesJSON == b.takesJSON }
}

/// Why a knob can't have a value, in one sentence that says what to type instead.
package struct KnobError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The sentence.
  package var description: String

  /// Makes an error from its sentence.
  package init(_ description: String) { self.description = description }
}
