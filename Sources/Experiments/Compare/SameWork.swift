extension RecordedRun {
  /// Whether both runs did the same work, so that their times can be compared: the same task and program, and the same
  /// value of every knob that says what the work is. How the work was shared may differ.
  package func hasSameWork(as other: RecordedRun) -> Bool {
    report.task == other.report.task && knobs.command == other.knobs.command
      && report.task.knobs.allSatisfy { !$0.isWork || $0.isSame(knobs, other.knobs) }
  }
}
