import Experiments
import LessonFormat
import Text

extension RecordDocument {
  /// Brings the document up to a record: only what says something else than the record is written anew.
  ///
  /// - Parameters:
  ///   - answers: Answers by question id.
  ///   - reading: What the document says now.
  mutating func update(
    to answers: [String: Answer], from reading: Reading, runs: [String: [RecordedRun]], position: String?,
    lesson: Lesson
  ) {
    updateFrame(position: position, lesson: lesson)
    var number = 0
    for (place, item) in lesson.items.enumerated() {
      switch item.part {
      case .question(let question):
        number += 1
        let asked = AskedQuestion(question: question, number: number)
        let blocks = asked.blocks(
          answers[question.id], replacing: self,
          keepsPrompt: isSame(answers[question.id], reading.answers[question.id]))
        if has(question.id) { put(blocks, of: question.id) } else { insert(blocks, at: place, in: lesson) }
      case .experiment(let experiment):
        if let mine = runs[experiment.id], !mine.isEmpty { put(mine, of: experiment, at: place, in: lesson) }
      case .prose: break
      }
    }
    let known = Set(lesson.questions.map(\.id))
    for (id, answer) in answers.sorted(by: { $0.key < $1.key }) where !known.contains(id) && isIdentifier(id) {
      guard !isSame(answer, reading.answers[id]) else { continue }
      let blocks = AskedQuestion.vanished(id).blocks(answer, replacing: self, keepsPrompt: true)
      if has(id) { put(blocks, of: id) } else { append(blocks) }
    }
  }

  /// Puts blocks of a question where those of their kind stand, further ones below its last.
  private mutating func put(_ blocks: [MarkedBlock], of id: String) {
    for block in blocks {
      if let index = index(of: block.open.kind, id) {
        parts[index] = .block(block)
      } else if let last = lastIndex(of: id) {
        let index = block.open.kind == .question ? firstIndex(of: id) ?? last : last + 1
        splice([block], at: index, spaceBelow: block.open.kind == .question)
      }
    }
  }

  /// Renews the table of an experiment's runs; one that was edited by hand stays, and a new one goes below it.
  private mutating func put(_ runs: [RecordedRun], of experiment: ExperimentSpec, at place: Int, in lesson: Lesson) {
    let text = "\n" + runTable(runs, of: experiment).map { $0 + "\n" }.joined() + "\n"
    let body = Array(text.utf8)
    var block = MarkedBlock(open: Mark(kind: .runs, id: experiment.id), body: body)
    block = block.with(block.open.noting("as", fingerprint(body)))
    let mine = parts.firstIndex {
      if case .block(let old) = $0 {
        old.open.kind == .runs && old.open.id == experiment.id && old.isOurs
      } else {
        false
      }
    }
    if let mine {
      if parts[mine] != .block(block), case .block(let old) = parts[mine], old.body != body {
        parts[mine] = .block(block)
      }
    } else if let edited = lastIndex(ofRuns: experiment.id) {
      splice([block], at: edited + 1, spaceBelow: false)
    } else {
      insert([block], at: place, in: lesson)
    }
  }

  /// Sees to the marks at the top and the end, and to the title of a new document.
  private mutating func updateFrame(position: String?, lesson: Lesson) {
    var mark = head ?? Mark(kind: .poolbook, id: lesson.id)
    mark.id = lesson.id
    mark["format"] = String(RecordFile.format)
    mark["version"] = String(lesson.version)
    mark["position"] = position
    if let index = parts.firstIndex(where: { if case .head = $0 { true } else { false } }) {
      if mark != head { parts[index] = .head(mark, raw: Array((mark.line + "\n").utf8)) }
    } else {
      let isNew = !parts.contains { if case .block = $0 { true } else { false } }
      let index = isNew ? parts.count : 0
      if isNew { endLine(before: parts.count) }
      parts.insert(.head(mark, raw: Array((mark.line + "\n").utf8)), at: isNew ? parts.count : index)
      if isNew {
        let note = "Answers are read back from between their marks. What you write elsewhere stays as it is."
        parts.append(.loose(Array("\n# \(oneLine(escaped(lesson.title)))\n\n<!-- \(note) -->\n".utf8)))
      }
    }
    if !hasTail {
      endLine(before: parts.count)
      parts.append(.loose([newline]))
      parts.append(.tail(raw: Array((Mark(kind: .poolbook, id: lesson.id, closes: true).line + "\n").utf8)))
    }
  }
}

extension Mark {
  /// The mark with something more noted; an empty value notes the word alone, nothing takes the note away.
  func noting(_ key: String, _ value: String?) -> Mark {
    var mark = self
    mark[key] = value
    return mark
  }
}

/// Whether two answers are both absent or the same byte for byte.
func isSame(_ a: Answer?, _ b: Answer?) -> Bool {
  switch (a, b) {
  case (nil, nil): true
  case (let a?, let b?): a.isIdentical(to: b)
  default: false
  }
}
