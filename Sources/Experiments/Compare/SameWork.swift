extension RecordedRun {
  /// Whether both runs did the same work, so that their times can be compared: the same task and program, and the same
  /// value of every knob that says what the work is. How the work was shared may differ.
  public func hasSameWork(as other: RecordedRun) -> Bool {
    report.task == other.report.task && knobs.command == other.knobs.command
      && report.task.knobs.allSatisfy { $0.isSameWork(knobs, other.knobs) }
  }
}

extension KnobName {
  /// Whether two settings ask for the same work, as far as this knob decides.
  fileprivate func isSameWork(_ a: Knobs, _ b: Knobs) -> Bool {
    switch self {
    case .items: a.items == b.items && a.values == b.values
    case .samples: a.samples == b.samples
    case .range: a.range == b.range
    case .processes, .chunk, .schedule, .repeats, .seed, .seeding, .limit: true
    }
  }
}
