internal import Canvas
internal import LessonFormat

/// The prose of the section being read as rows, so that it isn't laid out again for each key.
struct LayoutCache: Sendable {
  private var section = -1
  private var width = 0
  private var wholeWidth = 0
  private(set) var parts: [Lines] = []

  /// Lays out the section's prose if the section or the page's width has changed.
  mutating func prepare(for model: Model) {
    let width = model.frame.page.width
    let wholeWidth = model.frame.wholePage.width
    guard section != model.place.section || self.width != width || self.wholeWidth != wholeWidth else { return }
    section = model.place.section
    self.width = width
    self.wholeWidth = wholeWidth
    let glyphs = model.glyphs
    let setter = ProseSetter(width: width, wholeWidth: wholeWidth, glyphs: glyphs)
    parts = model.section.parts.map { part in
      switch part {
      case .prose(let block): setter.lines(block)
      case .question(let question): setter.narrower(by: QuestionPane.indent).lines(question.prompt)
      case .experiment, .job: []
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
