/// What is known of the Python that runs a lesson's code cells.
package struct PythonFacts: Sendable, Equatable {
  /// The Python; `nil` if there is none.
  package var used: PythonUsed?
  /// Why there is no Python, as a sentence that says what to do; `nil` if there is one.
  package var problem: String?
  /// The modules that the lesson needs and this Python can't import.
  package var missing: Set<String>

  /// Says what a Python is and what it lacks.
  package init(_ used: PythonUsed, missing: Set<String> = []) {
    self.used = used
    self.missing = missing
  }

  /// Says why there is no Python.
  package init(problem: String) {
    self.problem = problem
    missing = []
  }
}
