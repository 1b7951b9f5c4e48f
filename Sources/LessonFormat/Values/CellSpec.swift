package import Experiments

/// A code cell as the lesson describes it: a Python file in the student's folder that is run and checked.
package struct CellSpec: Sendable, Equatable {
  /// The file's name.
  package var file: String
  /// The questions whose files it imports, by their ids. They have to be answered first.
  package var uses: [String]
  /// The modules that it needs, such as `numpy`.
  package var needs: [String]
  /// What takes the place of the starter text where a module is missing.
  package var variants: [Variant]
  /// What is checked.
  package var checks: [CellCheck]
  /// How often it is repeated to measure its time.
  package var repeats: Int
  /// Seconds that one run may take; `nil` for the usual limit.
  package var time: Double?
  /// Bytes of memory that it may use; `nil` for the usual limit.
  package var memory: Int?
  /// The file's text, if an experiment gives it to the student; otherwise `nil`.
  package var given: String?
  /// Whether the program is meant to go wrong, because the lesson shows what happens then.
  package var fails = false

  /// A starter text for a Python that lacks modules.
  package struct Variant: Sendable, Equatable {
    /// The modules that are missing.
    package var without: [String]
    /// The starter text.
    package var starter: String

    /// Makes a variant.
    package init(without: [String], starter: String) {
      self.without = without
      self.starter = starter
    }
  }

  /// The starter text of the first variant for a Python without these modules; `nil` if there is none.
  package func starter(without missing: Set<String>) -> String? {
    variants.first { !$0.without.isEmpty && missing.isSuperset(of: $0.without) }?.starter
  }

  /// Makes a description from its parts.
  package init(
    file: String, uses: [String] = [], needs: [String] = [], variants: [Variant] = [], checks: [CellCheck] = [],
    repeats: Int = 0, time: Double? = nil, memory: Int? = nil
  ) {
    self.file = file
    self.uses = uses
    self.needs = needs
    self.variants = variants
    self.checks = checks
    self.repeats = repeats
    self.time = time
    self.memory = memory
  }
}

extension Lesson {
  /// Whether it has Python programs to run.
  package var hasPrograms: Bool { experiments.contains { $0.cell != nil } }

  /// The modules that its programs need.
  package var neededModules: Set<String> { Set(experiments.compactMap(\.cell).flatMap(\.needs)) }
}
