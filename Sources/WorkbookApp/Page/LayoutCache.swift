internal import Canvas
internal import LessonFormat

/// The prose of the section being read as rows, so that it isn't laid out again for each key.
struct LayoutCache: Sendable {
  private var section = -1
  private var width = 0
  private(set) var parts: [Lines] = []

  /// Lays out the section's prose if the section or the page's width has changed.
  mutating func prepare(for model: Model) {
    let width = model.frame.page.width
    guard section != model.place.section || self.width != width else { return }
    section = model.place.section
    self.width = width
    let glyphs = model.glyphs
    parts = model.section.parts.map { part in
      switch part {
      case .prose(let block): ProseSetter(width: width, glyphs: glyphs).lines(block)
      case .question(let question):
        ProseSetter(width: width - QuestionPane.indent, glyphs: glyphs).lines(question.prompt)
      case .experiment: []
      }
    }
  }
}

extension Model {
  /// How the screen is divided.
  var frame: ScreenLayout { ScreenLayout(size: size) }

  /// The glyphs that can be drawn.
  var glyphs: Glyphs { surroundings.ascii ? .ascii : .utf8 }
}
