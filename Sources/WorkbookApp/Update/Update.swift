internal import AnswerBook
internal import Canvas

/// Takes one message in; answers what is to be done outside.
public func update(_ model: inout Model, _ message: Message) -> [Effect] {
  switch message {
  case .key(let key): return model.press(key)
  case .resized(let size): model.resize(to: size)
  case .tick(let nanoseconds, let wall): model.tick(nanoseconds, wall)
  case .runEvents(let token, let events):
    if model.live?.token == token { model.live?.hear(events) }
  case .runProgress(let token, let samples):
    if model.live?.token == token { model.live?.samples = samples }
  case .runFinished(let token, let runs): return model.finish(token, runs)
  case .runFailed(let token, let sentence): model.fail(token, sentence)
  case .saved(let revision):
    model.saving.saved = max(model.saving.saved, revision)
    model.saving.failure = nil
    model.editing?.editor.endUndoStep()
  case .saveFailed(let sentence): model.saving.failure = sentence
  case .noticed(let sentence): model.notices.append(sentence)
  case .edited(let question, let text): model.take(text, for: question)
  case .editFailed(let sentence): model.remark = sentence
  case .eventsLoaded(let run, let events): model.show(events, of: run)
  case .eventsMissing(let run, let sentence):
    if case .timeline(let timeline) = model.overlay, timeline.run == run { model.overlay = nil }
    model.remark = sentence
  case .leaving: return model.leave()
  }
  return []
}

extension Model {
  fileprivate mutating func press(_ key: Key) -> [Effect] {
    remark = nil
    switch key {
    case .control("z"): return [.suspend]
    case .control("l"): return [.redraw]
    default: break
    }
    // Nothing else can be seen to happen on a screen too small to draw on.
    if frame.isTooSmall { return key == .character("q") && editing == nil ? quit() : [] }
    let before = place
    let effects: [Effect]
    switch overlay {
    case .help(let scroll): effects = pressInHelp(key, scroll)
    case .outline(let cursor): effects = pressInOutline(key, cursor)
    case .knobs(let panel): effects = pressInKnobs(key, panel)
    case .timeline(let timeline): effects = pressInTimeline(key, timeline)
    case nil:
      if editing != nil {
        effects = pressInField(key)
      } else if let lane = live?.aim {
        effects = pressOnLanes(key, lane)
      } else {
        effects = pressOnPage(key)
      }
    }
    layouts.prepare(for: self)
    switch overlay {
    case .help, .outline, .timeline: break
    case .knobs, nil: if editing != nil || live?.aim != nil { followCursor() } else { clampScroll() }
    }
    notePosition(before: before)
    return effects
  }

  fileprivate mutating func tick(_ nanoseconds: UInt64, _ wall: Double) {
    clock = Clock(nanoseconds: nanoseconds, wall: wall)
    if case .timeline(var timeline) = overlay {
      timeline.tick(nanoseconds)
      overlay = .timeline(timeline)
    }
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

  /// Ends the program: whatever is not yet on the disk goes there first.
  mutating func quit() -> [Effect] { leave() + [.quit] }

  fileprivate mutating func leave() -> [Effect] {
    if !book.isUntouched, book.position != keptPosition { touch() }
    return (live.map { [.stopRun(token: $0.token)] } ?? []) + [.saveNow]
  }

  /// Remembers where the student is; by itself that is worth a write only when the section changes.
  private mutating func notePosition(before: Place) {
    guard place.section != before.section || place.stop != before.stop else { return }
    book.position = place.stop.flatMap { section.parts[$0].stopID } ?? section.id
    if place.section != before.section, !book.isUntouched { touch() }
  }
}
