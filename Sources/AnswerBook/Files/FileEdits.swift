package import LessonFormat

extension BookFolder {
  /// Reads the file of a question if another program has changed it since it was last read or written here.
  ///
  /// An empty file is no answer: an editor that empties a file is about to write it.
  ///
  /// - Returns: What has changed since the last save or the last such change; `nil` if nothing has, or if the file can't be
  ///   read.
  package func edit(inFileOf id: String) -> OutsideEdit? {
    guard let question = lesson.questions.first(where: { $0.id == id }), let name = question.fileName else {
      return nil
    }
    return state.withLock { state in
      guard let bytes = (try? state.directory?.read(name))?.bytes, !bytes.isEmpty else { return nil }
      let print = fingerprint(bytes)
      guard print != state.files[name], let text = String(validating: bytes, as: UTF8.self) else { return nil }
      state.files[name] = print
      var before = state.saved[id]
      // The last change may not be saved yet, and this one was made on top of it.
      if let last = state.outsideTexts[name] { before = Answer(before, text: last) }
      guard before?.text.utf8.elementsEqual(text.utf8) != true else { return nil }
      state.outsideTexts[name] = text
      let after = Answer(before, text: text)
      return OutsideEdit(question: id, before: before, after: after)
    }
  }
}

extension BookFolder {
  /// Writes the files of saved answers again that are gone.
  package func writeMissingFiles() throws(BookError) {
    try state.withLock { (state) throws(BookError) in
      guard state.access == .writable, let directory = state.directory else { return }
      let answers = state.saved
      try FileQuestions.write(answers, changed: [], directory, lesson, &state)
    }
  }
}

extension Answer {
  /// An answer with another text.
  fileprivate init(_ other: Answer?, text: String) {
    self = other ?? Answer()
    self.text = text
  }
}

/// The file of a question, looked at again and again.
package struct FileWatch: Sendable {
  private let question: String
  private let name: String
  /// The state of the file that was read last, and the one that was seen last.
  private var read: FileStamp?
  private var seen: FileStamp?

  /// Begins to watch the file that answers a question; `nil` if the answer isn't a file.
  package init?(_ question: Question) {
    guard let name = question.fileName else { return nil }
    (self.question, self.name) = (question.id, name)
  }

  /// Whether the file has just changed, so that it should be looked at again soon: it may be written just now.
  package var isChanging: Bool { seen != read }

  /// Looks at the file. What another program has changed is read once the file has stayed the same for two looks.
  package mutating func look(in folder: BookFolder) -> OutsideEdit? {
    let now = folder.state.withLock { $0.directory?.stamp(of: name) }
    defer { seen = now }
    guard let now, now == seen, now != read else { return nil }
    read = now
    return folder.edit(inFileOf: question)
  }
}
