internal import Canvas
internal import Experiments
internal import Text

/// The figures of a run instead of its lanes, each with a sentence that says in plain words what it is.
struct FiguresPane {
  /// The run; `nil` if it is still under way.
  let run: ComparedRun?

  /// A figure, and its sentence.
  struct Entry: Equatable {
    var name: String
    var value: String
    var sentence: String
  }

  private static let nameWidth = 14, widest = 100

  /// Draws it.
  func draw(on canvas: inout Canvas, in area: Rect) {
    guard let run else {
      canvas.put("The numbers are known when the run ends.", x: area.x, y: area.y + 1, style: .dim)
      return
    }
    let width = min(area.width, Self.widest)
    let blocks = entries(run).map { entry in
      let name = [StyledRun(fit(entry.name, to: Self.nameWidth)), StyledRun(entry.value, .bold)]
      return [TextLine(runs: name)] + wrap(entry.sentence, width: width, style: .dim, indent: 2, hanging: 2)
    }
    let note = note(run)
    let notes = note.isEmpty ? [] : wrap(note, width: width, style: .dim)
    let rows = blocks.reduce(0) { $0 + $1.count }
    let gap = rows + blocks.count + notes.count <= area.height - 1 ? 1 : 0
    // A blank row below the title, if there is room for it.
    var y = area.y + (rows < area.height ? 1 : 0)
    for block in blocks + [notes] {
      for line in block where y < area.bottom {
        canvas.put(line, x: area.x, y: y, in: area)
        y += 1
      }
      y += gap
    }
  }

  /// The figures in the order in which they explain each other.
  func entries(_ run: ComparedRun) -> [Entry] {
    let report = run.run.report
    let workers = counted(run.lanes.count, "worker")
    let available = formatDuration(run.makespan * Double(run.lanes.count))
    let each =
      run.lanes.count < 2 ? "" : run.takesTurns ? " together" : " together (\(formatDuration(run.makespan)) each)"
    let cores = run.takesTurns ? " on \(counted(run.run.machine.usableCores, "core"))" : ""
    let waiting = run.takesTurns ? " or waiting for a core" : ""
    return [
      Entry(
        name: "makespan", value: formatDuration(run.makespan),
        sentence: "From the start of the map until its last result was back, without the "
          + "\(formatDuration(report.startup_s)) of starting the pool."),
      Entry(
        name: "busy share", value: run.busyShare.map(percent) ?? "none",
        sentence: "\(workers)\(cores) had \(available)\(each) and spent \(formatDuration(run.busy)) of them inside the "
          + "task\(waiting)."),
      Entry(
        name: "imbalance", value: run.imbalance.map { formatFixed($0, digits: 2) } ?? "none", sentence: imbalance(run)),
      Entry(
        name: "overhead",
        value: formatDuration(run.overhead) + (run.overheadPerChunk.map { ", \(formatDuration($0)) per chunk" } ?? ""),
        sentence:
          "What came on top of the ideal, in \(counted(run.chunks, "chunk")): messages, and waiting for items or the "
          + "last worker."),
      Entry(name: "ideal", value: formatDuration(ideal(run)), sentence: idealSentence(run)),
    ]
  }

  private func imbalance(_ run: ComparedRun) -> String {
    guard run.lanes.count > 1 else { return "There is only one worker, so nothing can be shared unevenly." }
    guard run.imbalance != nil, let busiest = run.lanes.max(by: { $0.busy < $1.busy }) else {
      return "No worker was busy for any time."
    }
    return "Worker \(busiest.worker + 1) was busy longest, \(formatDuration(busiest.busy)); the mean is "
      + "\(formatDuration(ideal(run))). If all were equal, it would be 1."
  }

  /// The busy time, shared evenly.
  private func ideal(_ run: ComparedRun) -> Double { run.busy / Double(max(1, run.lanes.count)) }

  private func idealSentence(_ run: ComparedRun) -> String {
    guard run.busy > 0 else { return "There was nothing to share." }
    return "Sharing the \(formatDuration(run.busy)) evenly, without any waiting, would take this long; the run took "
      + "\(formatFixed(run.makespan / ideal(run), digits: 2)) times that."
  }

  /// What else has to be known to read the figures: that they are of one repeat of several, or that items were so short
  /// that their times say little. Empty if there is nothing.
  private func note(_ run: ComparedRun) -> String {
    let report = run.run.report
    let repeats = report.isRepeated ? ["These are the figures of the last of \(report.runs_s.count) repeats."] : []
    let short = "The items take almost no time, so nearly all of this is what it costs to hand them out."
    return (repeats + (report.task.traits.contains(.isInstant) ? [short] : [])).joined(separator: " ")
  }
}

extension ComparedRun {
  /// The figures of a run, which its report has; the lanes of its events are not kept.
  init(figuresOf run: RecordedRun) {
    var run = run
    run.events = []
    self.init(run)
  }
}
