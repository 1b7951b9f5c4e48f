extension Answer {
  /// Whether both answers are the same byte for byte. `==` takes canonically equivalent texts for equal, and a record that
  /// promises every byte must not.
  func isIdentical(to other: Answer) -> Bool {
    choice == other.choice && hintsTaken == other.hintsTaken && solutionSeen == other.solutionSeen
      && number.utf8.elementsEqual(other.number.utf8) && text.utf8.elementsEqual(other.text.utf8)
  }
}
