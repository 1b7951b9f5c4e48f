internal import Canvas
internal import LessonFormat

/// The prose of the section that is read, set into rows: what doesn't change from key to key isn't set anew.
struct LayoutCache: Sendable {
  private var section = -1
  private var width = 0
  private(set) var parts: [Lines] = []

  /// Sets the section's prose where it or the page's width is another than before.
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
  /// Where things stand on the screen.
  var frame: Frame { Frame(size: size) }

  /// What furniture is drawn with.
  var glyphs: Glyphs { surroundings.ascii ? .ascii : .utf8 }
}
