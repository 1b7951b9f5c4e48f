internal import Canvas
package import LessonFormat

/// A lesson as pages for a class, one thing on each.
package struct PresentDeck: Sendable, Equatable {
  /// One page.
  struct Page: Sendable, Equatable {
    /// The section, counted from 0.
    var section: Int
    /// What is on it.
    var content: Content
  }

  /// What can be on a page.
  enum Content: Sendable, Equatable {
    /// The section's title.
    case title
    /// Some blocks, which appear one after another.
    case prose([Block])
    /// An experiment to run.
    case experiment(ExperimentSpec)
    /// A batch job, which is only named.
    case job(JobSpec)
    /// A question with its number, which is asked of the room.
    case question(Question, number: Int)
    /// A question that asks for a program, with its number.
    case cell(PresentCell, number: Int)
  }

  /// The lesson.
  let lesson: Lesson
  /// The pages, in the order of the lesson.
  let pages: [Page]

  /// The most rows of prose on a page, and the columns they are counted at: what the back of a room can read.
  private static let rows = 13, columns = 68

  /// Makes pages of a lesson.
  ///
  /// - Parameter missing: The modules that the Python for the lesson's programs lacks.
  package init(_ lesson: Lesson, without missing: Set<String> = []) {
    self.lesson = lesson
    var pages: [Page] = []
    var number = 0
    for (index, section) in lesson.sections.enumerated() {
      pages.append(Page(section: index, content: .title))
      var blocks: [Block] = []
      func flush() {
        for part in Self.split(blocks) { pages.append(Page(section: index, content: .prose(part))) }
        blocks = []
      }
      for part in section.parts {
        switch part {
        case .prose(let block): blocks.append(block)
        case .experiment(let spec):
          flush()
          pages.append(Page(section: index, content: .experiment(spec)))
        case .job(let spec):
          flush()
          pages.append(Page(section: index, content: .job(spec)))
        case .question(let question):
          flush()
          number += 1
          let cell = PresentCell(question, without: missing)
          pages.append(
            Page(
              section: index,
              content: cell.map { .cell($0, number: number) } ?? .question(question, number: number)))
        }
      }
      flush()
    }
    self.pages = pages
  }

  /// Shares blocks out to pages. A heading begins a page, so that it is never the last thing on one.
  static func split(_ blocks: [Block], rows most: Int = rows) -> [[Block]] {
    let setter = ProseSetter(width: columns, wholeWidth: columns, glyphs: .utf8)
    var pages: [[Block]] = []
    var rows = 0
    for block in blocks {
      let height = setter.lines(block).count + 1
      let isHeading = if case .heading = block { true } else { false }
      if pages.isEmpty || isHeading || rows + height > most {
        pages.append([block])
        rows = height
      } else {
        pages[pages.count - 1].append(block)
        rows += height
      }
    }
    return pages
  }

  /// The lesson's id.
  package var id: String { lesson.id }

  /// The modules that the lesson's programs need; `nil` if it has no programs.
  package var neededModules: Set<String>? { lesson.hasPrograms ? lesson.neededModules : nil }

  /// The page of a section, an experiment or a question; `nil` if there is none.
  package func page(of id: String) -> Int? {
    pages.firstIndex { page in
      switch page.content {
      case .title: lesson.sections[page.section].id == id
      case .prose: false
      case .experiment(let spec): spec.id == id
      case .job(let spec): spec.id == id
      case .question(let question, _): question.id == id
      case .cell(let cell, _): cell.question.id == id
      }
    }
  }

  /// How many steps a page has before it leads to the next one.
  func steps(of page: Int) -> Int {
    switch pages[page].content {
    case .title, .job: 0
    case .prose(let blocks): max(0, blocks.count - 1)
    case .experiment: 2
    case .question(let question, _): question.solution.isEmpty ? 0 : 1
    case .cell(let cell, _): cell.steps.count - 1
    }
  }

  /// What a step of a page does, for the speaker: `run first-map`.
  func words(for step: Int, of page: Int) -> String {
    guard pages.indices.contains(page) else { return "the end" }
    if step > steps(of: page) { return words(for: 0, of: page + 1) }
    switch pages[page].content {
    case .title: return "section: \(lesson.sections[pages[page].section].title)"
    case .prose(let blocks): return step == 0 ? "prose" : "prose, part \(step + 1) of \(blocks.count)"
    case .experiment(let spec):
      return ["experiment \(spec.id)", "run \(spec.id)", "the result of \(spec.id)"][min(step, 2)]
    case .job(let spec): return "batch job \(spec.id)"
    case .question(let question, let number):
      return step == 0 ? "question \(number), \(question.id)" : "the solution of question \(number)"
    case .cell(let cell, let number): return cell.words(for: step, number: number)
    }
  }
}
