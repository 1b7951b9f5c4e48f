internal import AnswerBook
internal import Canvas
internal import Experiments
internal import Session
internal import WorkerPool

/// Changes the model for a message; returns what to do outside of it.
package func update(_ model: inout Model, _ message: Message) -> [Effect] {
  let effects = handle(message, in: &model)
  model.checkScripts()
  model.checkPython()
  let isAtWork = if case .keys = message { true } else { false }
  return effects + model.lookUpPaths(isAtWork: isAtWork)
}

private func handle(_ message: Message, in model: inout Model) -> [Effect] {
  defer { if !model.layer.isAlive(in: model) { model.closeLayer() } }
  let answers = model.book.answers
  defer { model.session.note(changesSince: answers, at: model.clock.wall) }
  switch message {
  case .keys(let keys):
    var effects: [Effect] = []
    for (index, key) in keys.enumerated() {
      effects += model.press(key, isLast: index == keys.count - 1)
      guard effects.last?.leavesScreen == true else { continue }
      // What was typed after it was meant for the shell or the editor, and must not be taken for commands or an answer.
      if index + 1 < keys.count, effects.last != .quit { model.remark = "What you typed meanwhile was dropped." }
      break
    }
    return effects
  case .resized(let size): model.resize(to: size)
  case .tick(let nanoseconds, let wall): return model.tick(nanoseconds, wall)
  case .runEvents(let token, let events):
    if model.live?.token == token {
      if model.live?.isPython == true {
        // The pools of a Python file come and go, and with them their lanes.
        model.following { $0.live?.apply(events) }
      } else {
        model.live?.apply(events)
      }
      model.noteEnds(in: events)
      if let live = model.live { model.change(Timeline.self) { $0.follow(live) } }
    }
  case .runOutput(let token, let bytes):
    if model.live?.token == token {
      model.following { $0.live?.printed.add(String(decoding: bytes, as: UTF8.self)) }
    }
  case .runProgress(let token, let samples):
    if model.live?.token == token { model.live?.samples = samples }
  case .runFinished(let token, let run): return model.finish(token, run)
  case .runFailed(let token, let sentence): return model.fail(token, sentence)
  case .filesRead(let token, let edits): return model.goOn(token, with: edits)
  case .fileChanged(let edit): return model.run(afterChange: edit)
  case .pythonFound(let facts): model.keepingPlace { $0.session.python = facts }
  case .job(let news): return model.note(news)
  case .samplesMeasured(let samples): model.session.choose(samples: samples)
  case .saved(let outcome): return model.note(outcome)
  case .unsavedAtQuit(let rescueCopy): model.warnOfLoss(rescueCopy)
  case .edited(let question, let text): model.recordEdited(text, for: question)
  case .editFailed(let sentence): model.remark = sentence
  case .eventsLoaded(let run, let events):
    if let timeline = model.layer as? Timeline, timeline.run == run, timeline.eventsLeftOut == 0 {
      model.keep(ItemShares(events), of: run)
    }
    model.change(Timeline.self) { if $0.run == run { $0.load(events) } }
    model.change(CompareLayer.self) { $0.load(run, events) }
  case .eventsMissing(let run, let sentence):
    if let timeline = model.layer as? Timeline, timeline.run == run { model.closeLayer() }
    model.remark = sentence
  case .pathsLookedUp(let facts): model.note(facts)
  case .filesListed(let files, let evidence, let failure): model.list(files, evidence, failure)
  case .packed(let packed): model.note(packed)
  case .staged(let outcome): model.note(outcome)
  case .reported(let sentence): model.remark = sentence
  case .flushing: model.recordField()
  case .leaving: return model.leave()
  }
  return []
}

extension Model {
  /// Acts on a key.
  ///
  /// - Parameter isLast: Whether to show where it leads. Until the last of many keys, nobody sees that.
  fileprivate mutating func press(_ key: Key, isLast: Bool) -> [Effect] {
    remark = nil
    workerBeingKilled = nil
    if let effects = Everywhere.press(key, in: &self) { return effects }
    // On a screen too small to draw on, other keys would act unseen.
    if frame.isTooSmall { return key == .character("q") && editing == nil ? quit() : [] }
    let before = place
    let effects =
      if case .burst(let text) = key { take(burst: text) { $0.handle($1) } } else { handle(key) }
    layouts.prepare(for: self)
    checkScripts()
    checkPython()
    if isLast {
      if type(of: layer).hasCursorOnPage { followCursor() } else if !type(of: layer).coversPage { clampScroll() }
    }
    notePosition(before: before)
    return effects
  }

  /// Gives a key to the layer that is open. No copy of the layer may be left here, or it would copy what it changes.
  private mutating func handle(_ key: Key) -> [Effect] {
    let kind = type(of: layer)
    return kind.handle(key, in: &self)
  }

  fileprivate mutating func tick(_ nanoseconds: UInt64, _ wall: Double) -> [Effect] {
    clock = ClockReading(nanoseconds: nanoseconds, wall: wall)
    layer.tick(nanoseconds)
    session.tick(nanoseconds)
    return saveIfDue()
  }

  fileprivate mutating func resize(to size: Size) {
    guard size != self.size else { return }
    keepingPlace { model in
      model.size = size
      model.layouts.prepare(for: model)
      model.resizeField()
    }
    if editing != nil { followCursor() } else { settle(toStop: place.isChosen ? place.stop : nil) }
  }

  /// Withdraws the remark that a worker is being killed once it has ended.
  fileprivate mutating func noteEnds(in events: [PoolEvent]) {
    guard let worker = workerBeingKilled else { return }
    let hasEnded = events.contains { if case .workerEnded(worker, _, _) = $0.kind { true } else { false } }
    if hasEnded { (remark, workerBeingKilled) = (nil, nil) }
  }

  /// Ends the program, after what isn't saved yet is saved.
  mutating func quit() -> [Effect] { leave() + [.quit] }

  fileprivate mutating func leave() -> [Effect] {
    session.recordPosition()
    return stop() + saveNow()
  }

  /// Remembers where the student is; only a new section is worth saving by itself.
  private mutating func notePosition(before: Place) {
    guard place.section != before.section || place.stop != before.stop else { return }
    session.visit(place.stop.flatMap { section.parts[$0].stopID } ?? section.id)
    if place.section != before.section { session.recordPosition() }
  }
}
