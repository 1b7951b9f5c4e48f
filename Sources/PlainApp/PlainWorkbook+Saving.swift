package import Session

extension PlainWorkbook {
  /// Lets time pass, and saves what is due.
  ///
  /// - Parameters:
  ///   - nanoseconds: The monotonic clock.
  ///   - wallClock: Seconds since 1970.
  package mutating func tick(nanoseconds: UInt64, wallClock: Double) -> PlainReply {
    now = wallClock
    session.tick(nanoseconds)
    return PlainReply(effects: session.saveIfDue().map { [.save($0)] } ?? [])
  }

  /// Notes how saving ended. It says so if that has changed, and the prompt shows it as long as something isn't saved.
  package mutating func note(_ outcome: SaveOutcome) -> PlainReply {
    replying { workbook in
      let before = workbook.session.saving.failure
      workbook.session.note(outcome)
      for notice in outcome.notices { workbook.say(notice) }
      let failure = workbook.session.saving.failure
      if let failure, failure != before {
        workbook.say("Not saved: \(failure)")
      } else if failure == nil, before != nil {
        workbook.say("Everything is saved now.")
      }
    }
  }

  /// Warns of what would be lost; if the student quits once more, the program ends.
  package mutating func warnOfLoss(rescueCopy: String?) -> PlainReply {
    replying { workbook in
      workbook.session.warnOfLoss(rescueCopy: rescueCopy)
      if let loss = workbook.session.saving.loss { workbook.say("\(loss) Type quit again to leave.") }
    }
  }

  /// A prompt, with what the student should know about saving.
  func withStatus(_ prompt: String) -> String {
    let status = session.saving.status
    return status == .notSaved ? "\(prompt), \(status.rawValue)" : prompt
  }
}
