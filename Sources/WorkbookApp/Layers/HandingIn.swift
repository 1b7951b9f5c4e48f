internal import AnswerBook
internal import Canvas
internal import Session

/// What is missing before the work is handed in, the file to upload, and staging the files with Git, over the page.
struct HandingIn: ScrollingLayer {
  var scroll = 0
  /// The files that are there; `nil` until they are listed.
  var files: [String]?
  /// What the journal and the digests show about the folder, a sentence each.
  var evidence: [String] = []
  /// Why they can't be listed.
  var failure: String?
  /// The file to upload; `nil` until it is packed.
  var packed: Result<PackedHandIn, Refused>?
  /// How far staging has come.
  var staging = Stage.offered

  /// How far staging has come.
  enum Stage: Sendable, Equatable {
    /// The command wasn't asked for.
    case offered
    /// The command was asked for, and the next key press runs it.
    case asked
    /// Git is at work.
    case running
    /// It has ended.
    case ended(Staging.Outcome)
  }

  static let name = "the list"
  static let sections = [
    BindingSection("While handing in", [pack, who, stage] + keys(alsoClosing: ["H", "q"]))
  ]
  static let opening: Opening? = Opening(
    place: .anywhere,
    binding: Binding(["H"], "hand in: what is missing, and the file to upload", rank: 6) { _, model, _ in
      // Who it is is asked once, and not again of those who would rather not say.
      guard model.book.student.isUnknown, !model.book.wasHandedIn, model.session.readOnly == nil, !model.askedForName
      else { return model.listHandIn() }
      model.askedForName = true
      model.open(NamePanel(model.book.student))
      return []
    })

  private static let pack = Binding<HandingIn>(
    [.key(.enter)], "pack the file to upload",
    when: { layer, model in
      guard layer.files?.contains("answers.md") == true else { return .no("There is no answer to hand in yet.") }
      return .yes(layer.packed == nil ? "pack the file to upload" : "pack it again")
    },
    act: { layer, model, _ in
      layer.scroll = 0
      return model.saveNow() + [.packHandIn]
    })

  private static let who = Binding<HandingIn>(
    ["w"], "say who you are",
    when: { _, model in
      if let sentence = model.session.readOnly { return .no(sentence) }
      return .yes(model.book.student.isUnknown ? "who you are" : "another name")
    },
    act: { _, model, _ in
      model.open(NamePanel(model.book.student))
      return []
    })

  private static let stage = Binding<HandingIn>(
    ["g"], "stage the files with git add; asks once",
    when: { layer, _ in
      guard let files = layer.files, !files.isEmpty else { return .no("There is no file to stage yet.") }
      return layer.staging == .running ? .no("Git is at work.") : .yes("git add")
    },
    act: { layer, model, _ in
      guard case .asked = layer.staging else {
        layer.staging = .asked
        layer.scroll = layer.parts(model).beforeGit.count
        model.remark = question
        return []
      }
      layer.staging = .running
      return [.stage(layer.command(model))]
    })

  private static let question = "Press g again to run this command."

  func rows(_ model: Model) -> Lines {
    let (beforeGit, git) = parts(model)
    return beforeGit + git
  }

  private func command(_ model: Model) -> Staging { Staging(files ?? [], in: model.folder) }

  /// The rows up to Git's, and those about Git.
  private func parts(_ model: Model) -> (beforeGit: Lines, git: Lines) {
    let context = model.paneContext
    let width = context.width
    let title = TextLine("Handing in", .bold)
    guard let files else {
      return ([title, .blank] + wrap(failure ?? "Looking at your files \(context.glyphs.ellipsis)", width: width), [])
    }
    let handIn = HandIn(of: model.book, in: model.lesson, files: files, evidence: evidence)
    func rows(_ lines: [HandIn.Line]) -> Lines { lines.flatMap { HandingIn.rows($0, context) } }
    let before =
      [title, .blank] + upload(width) + rows([handIn.studentLine]) + wrap(handIn.summary, width: width) + [.blank]
      + rows(handIn.openLines + handIn.evidenceLines)
      + [.blank, TextLine("Files in \(shellPath(model.folder))", .bold)] + rows(handIn.fileLines) + [.blank]
    return (before, files.isEmpty ? [] : git(model, width))
  }

  /// The file to upload, or how to get it.
  private func upload(_ width: Int) -> Lines {
    switch packed {
    case nil: wrap("enter packs one file to upload, with your answers, runs and files.", width: width) + [.blank]
    case .success(let packed):
      wrap(packed.sentence, width: width, style: .bold) + wrap(packed.receiptSentence, width: width) + [.blank]
    case .failure(let refused): wrap(refused.description, width: width, style: .bold) + [.blank]
    }
  }

  private static func rows(_ line: HandIn.Line, _ context: PaneContext) -> Lines {
    let mark: StyledRun
    switch line {
    case .text(let text): return wrap(text, width: context.width)
    case .there: mark = StyledRun("\(context.glyphs.done) ", .dim)
    case .missing(let text, let items):
      mark = StyledRun("\(context.glyphs.open) ", .bold)
      guard !items.isEmpty else { break }
      return [TextLine(runs: [mark, StyledRun("\(text):")])]
        + fill(items, width: context.width - 4).map { TextLine($0, indent: 4) }
    }
    return wrap([mark, StyledRun(line.text)], width: context.width, hanging: 2)
  }

  private func git(_ model: Model, _ width: Int) -> Lines {
    let offer = "If the folder is in a Git repository, g stages exactly these files. It commits nothing. The command:"
    let state: String? =
      switch staging {
      case .offered: nil
      case .asked: HandingIn.question
      case .running: "Git is at work."
      case .ended(let outcome): outcome.sentence
      }
    return [TextLine("With Git", .bold)] + wrap(offer, width: width)
      + wrap(command(model).command, width: width, indent: 2, hanging: 4)
      + (state.map { [.blank] + wrap($0, width: width, style: .bold) } ?? [])
  }
}

extension Model {
  /// Opens the list of what is missing and what is handed in.
  mutating func listHandIn() -> [Effect] {
    open(HandingIn())
    // What was typed last has to be in the files.
    return saveNow() + [.listFiles]
  }

  /// Shows the file to upload, or why there is none.
  mutating func note(_ packed: Result<PackedHandIn, Refused>) {
    change(HandingIn.self) { $0.packed = packed }
    if case .failure(let refused) = packed { remark = refused.description }
  }

  /// Shows the files to hand in.
  mutating func list(_ files: [String], _ evidence: [String], _ failure: String?) {
    change(HandingIn.self) { layer in
      layer.evidence = evidence
      layer.files = failure == nil ? files : nil
      layer.failure = failure
    }
  }

  /// Shows how Git ended.
  mutating func note(_ outcome: Staging.Outcome) {
    change(HandingIn.self) { $0.staging = .ended(outcome) }
    remark = outcome.sentence
  }
}
