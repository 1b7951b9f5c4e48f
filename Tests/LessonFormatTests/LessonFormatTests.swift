import Testing

@testable import LessonFormat
