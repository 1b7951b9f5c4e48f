internal import Experiments
internal import Text
internal import WorkerPool

/// A step of a replay in words: a sentence, and a second one that says why or what follows.
struct ReplayWords {
  let track: ReplayTrack
  let labels: ReplayLabels
  /// The number of steps that have happened.
  let count: Int
  /// Whether everything that happened was recorded.
  var isWhole = true

  /// What happened.
  var sentence: String {
    guard let step = track.steps[safe: count - 1] else {
      return "\(counted(track.items, "item")) and \(counted(track.workers, "worker")): the map begins"
    }
    switch step.kind {
    case .took(let chip):
      let chip = track.chips[chip]
      return "worker \(chip.worker + 1) took \(labels.words(chip.items))\(chip.isAgain ? ", once more" : "")"
    case .finished(let chip):
      let chip = track.chips[chip]
      return "worker \(chip.worker + 1) is done with \(labels.words(chip.items))"
    case .failed(let worker, let item, let message):
      return "worker \(worker + 1) failed at \(labels.words(item..<item + 1)): \(visible(message, onOneLine: true))"
    case .returned(let worker, let items):
      return "\(labels.words(items)) went back from worker \(worker + 1) to the queue"
    case .died(let worker, let pid, let end):
      return "worker \(worker + 1), pid \(pid): \(LostProcess(pid: pid, end: end, run: 0).fate)"
    case .replaced(let worker, let pid): return "worker \(worker + 1) is a new process now, pid \(pid)"
    }
  }

  /// Why, or what follows.
  var explanation: String {
    guard let step = track.steps[safe: count - 1] else { return "Nobody has an item yet." }
    switch step.kind {
    case .took(let chip): return reason(track.chips[chip], chip)
    case .finished(let chip): return consequence(track.chips[chip])
    case .failed: return "The task itself threw an error; the process lives on."
    case .returned: return "They will be given out once more."
    case .died: return "What it had is given out once more, and a new process takes its place."
    case .replaced: return "It begins without any memory of what the old one did."
    }
  }

  private func reason(_ chip: ReplayTrack.Chip, _ index: Int) -> String {
    if chip.isAgain { return "The process that had \(chip.items.count == 1 ? "it" : "them") has ended." }
    switch track.schedule {
    case .static, .cyclic: return "That was planned before the map began."
    default: break
    }
    let isFirst = !track.chips[..<index].contains { $0.worker == chip.worker }
    return isFirst ? "It is ready, and this is the next in the queue." : "It was free first. Nobody planned that."
  }

  private func consequence(_ chip: ReplayTrack.Chip) -> String {
    let progress = track.progress(after: count)
    if progress.count >= track.items { return "That was the last one: the map ends with it." }
    let hasMore = track.chips.contains { $0.worker == chip.worker && $0.start >= count }
    if !hasMore, !isWhole { return "What it did after this was not recorded." }
    if !hasMore { return "There is no more for it, so it waits for the others." }
    guard chip.items.count == 1 else { return "The results go to their places in the list." }
    return "The result goes to place \(formatCount(chip.items.lowerBound)) of the list."
  }
}
