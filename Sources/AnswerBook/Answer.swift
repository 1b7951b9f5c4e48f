/// What a student answered to one question; which fields count depends on the question's kind.
public struct Answer: Sendable, Equatable {
  /// The text, program text or file; the reason beside a choice or a number.
  public var text: String
  /// The number as it was typed, with its unit if one was typed.
  public var number: String
  /// The option chosen, counted from 0.
  public var choice: Int?
  /// How many hints were taken.
  public var hintsTaken: Int
  /// Whether the solution was looked at.
  public var solutionSeen: Bool

  /// Makes an answer; without arguments an empty one.
  public init(
    text: String = "", number: String = "", choice: Int? = nil, hintsTaken: Int = 0, solutionSeen: Bool = false
  ) {
    self.text = text
    self.number = number
    self.choice = choice
    self.hintsTaken = hintsTaken
    self.solutionSeen = solutionSeen
  }
}
