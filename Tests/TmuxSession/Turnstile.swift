/// Lets one suite at a time run, of those whose tests block their thread.
///
/// The tests share as many threads as there are cores. Two suites that wait for terminals would occupy both threads of a
/// small machine, and no other test could run meanwhile.
actor Turnstile {
  /// The turnstile that all such suites share.
  static let shared = Turnstile()

  private var isTaken = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Waits for its turn.
  func enter() async {
    if !isTaken {
      isTaken = true
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  /// Passes the turn on.
  func leave() {
    if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
  }
}
