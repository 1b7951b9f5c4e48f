internal import Canvas
internal import Session

/// A cursor on the lanes of the run under way, so that one of its workers can be killed.
///
/// Killing takes a second key press, so that nobody does it by accident.
struct LaneCursor: Layer {
  /// The run.
  let token: Int
  /// The worker, counted from 0.
  var worker = 0

  static let hasCursorOnPage = true
  static let advice = "x kills this worker, esc leaves it alone."
  static let sections = [BindingSection("Choosing a worker to kill", [move, ends, kill, leave, stop])]
  static let opening: Opening? = Opening(
    place: .experiment,
    binding: Binding(
      ["x"], "choose a worker of the run and kill it",
      when: { _, model in
        // There, x stops the program until a worker is chosen: see `Reading.chooseWorker`.
        if model.live?.isPython == true { return .skip }
        guard let live = model.live else {
          if model.currentJob != nil { return .skip }
          return .no(Refused.nothingIsRunning.sentence(advice: "x kills a worker during a run."))
        }
        return live.isStopping ? .no("The run is already being stopped.") : .yes("kill a worker")
      },
      act: { _, model, _ in
        model.chooseWorker()
        return []
      }))

  func isAlive(in model: Model) -> Bool { model.live?.token == token && model.workersToChoose > worker }

  private static let move = Binding<LaneCursor>(
    [.up: -1, .down: 1], also: [.backTab: -1, .tab: 1], "choose a worker", line: "choose"
  ) { cursor, model, step in cursor.move(to: cursor.worker + step, &model) }

  private static let ends = Binding<LaneCursor>([.home: -1, .end: 1], "the first, the last worker") {
    cursor, model, step in cursor.move(to: step > 0 ? .max : 0, &model)
  }

  private mutating func move(to other: Int, _ model: inout Model) {
    let last = max(0, model.workersToChoose - 1)
    let before = worker
    worker = min(max(0, other), last)
    if worker == before { model.remark = worker == 0 ? "This is the first worker." : "This is the last worker." }
  }

  private static let kill = Binding<LaneCursor>(
    ["x"], also: [.key(.enter)], "kill the worker",
    when: { cursor, _ in .yes("kill worker \(cursor.worker + 1)") },
    act: { cursor, model, _ in
      model.closeLayer()
      let pid = model.live?.lanes.lanes[safe: cursor.worker]?.pid ?? 0
      model.remark = "Sending SIGKILL to worker \(cursor.worker + 1)\(pid == 0 ? "" : " (pid \(pid))")."
      model.workerBeingKilled = cursor.worker
      return [.killWorker(token: cursor.token, worker: cursor.worker)]
    })

  private static let leave = Binding<LaneCursor>(
    [.key(.escape)], also: ["q"], "leave the workers alone", line: "leave it alone"
  ) { _, model, _ in
    model.closeLayer()
    return []
  }

  private static let stop = Binding<LaneCursor>(
    [.key(.control("c"))], "stop the run", line: "stop the run", rank: 2
  ) { _, model, _ in
    model.closeLayer()
    return model.stop()
  }
}

extension Model {
  /// How many workers the run under way shows; a Python file may have no pool now.
  var workersToChoose: Int {
    live.map { $0.isPython ? $0.lanes.lanes.count : max(1, $0.request.knobs.processes) } ?? 0
  }

  /// Puts a cursor on the lanes of the run under way.
  mutating func chooseWorker() {
    guard let live else { return }
    if currentExperiment?.id != live.experiment, let there = Place(of: live.experiment, in: lesson) {
      open(there.section, stop: there.stop)
    }
    open(LaneCursor(token: live.token))
  }
}
