/// Lets one suite through at a time, of those whose tests block the thread they run on.
///
/// Tests share as many threads as there are cores. Two suites that wait for terminals would hold both threads of a
/// small machine, and every other test would stand still meanwhile.
actor Turnstile {
  /// The one that all such suites pass.
  static let shared = Turnstile()

  private var isTaken = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Waits for the turn.
  func enter() async {
    if !isTaken {
      isTaken = true
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  /// Gives the turn on.
  func leave() {
    if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
  }
}
