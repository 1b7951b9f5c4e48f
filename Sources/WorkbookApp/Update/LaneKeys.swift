internal import Canvas

extension Model {
  /// Puts the cursor on the lanes of the run under way, so that one of its workers can be killed; goes there first.
  mutating func aim() {
    guard let live else {
      remark = "Nothing is running: x is for killing a worker in the middle of its work."
      return
    }
    guard !live.isStopping else { return }
    if currentExperiment?.id != live.experiment, let there = Place(of: live.experiment, in: lesson) {
      open(there.section, stop: there.stop)
    }
    self.live?.aim = 0
  }

  /// A key while the lanes have the cursor; killing wants a second one, so that nobody does it unawares.
  mutating func pressOnLanes(_ key: Key, _ lane: Int) -> [Effect] {
    guard let live else { return [] }
    let last = max(0, live.request.knobs.processes - 1)
    switch key {
    case .down, .tab: self.live?.aim = min(lane + 1, last)
    case .up, .backTab: self.live?.aim = max(lane - 1, 0)
    case .home: self.live?.aim = 0
    case .end: self.live?.aim = last
    case .character("x"), .enter: return kill(lane, of: live)
    case .escape, .character("q"): self.live?.aim = nil
    case .control("c"):
      self.live?.aim = nil
      return stop()
    default: break
    }
    return []
  }

  private mutating func kill(_ worker: Int, of live: LiveRun) -> [Effect] {
    self.live?.aim = nil
    let pid = live.lanes.lanes[safe: worker].map { $0.pid == 0 ? "" : " (pid \($0.pid))" } ?? ""
    remark = "SIGKILL is on its way to worker \(worker + 1)\(pid)."
    return [.killWorker(token: live.token, worker: worker)]
  }
}
