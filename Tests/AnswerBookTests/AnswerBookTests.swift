import Testing

@testable import AnswerBook
