/// An item that has no result, as a report names it.
package struct FailedItem: Sendable, Equatable, Codable {
  /// The item's index, counted from 0.
  package var item: Int
  /// The worker that had it last: `worker-1`; `nil` if no worker had it.
  package var worker: String?
  /// That worker's process id.
  package var pid: Int32?
  /// How often it was tried.
  package var tries: Int
  /// Why it has no result, as a clause.
  package var message: String

  /// Makes the entry from its parts.
  package init(item: Int, worker: String?, pid: Int32?, tries: Int, message: String) {
    self.item = item
    self.worker = worker
    self.pid = pid
    self.tries = tries
    self.message = message
  }

  /// One sentence without a full stop: `item 3 failed on worker-1 (pid 4711): …`.
  package var sentence: String {
    let place = worker.map { " on \($0)" } ?? ""
    let process = pid.map { " (pid \($0))" } ?? ""
    return "item \(item) failed\(place)\(process)\(tries > 1 ? " in each of \(tries) tries" : ""): \(message)"
  }
}

/// An item that failed at first and has a result all the same.
package struct RetriedItem: Sendable, Equatable, Codable {
  /// The item's index, counted from 0.
  package var item: Int
  /// How often it was tried.
  package var tries: Int

  /// Makes the entry from its parts.
  package init(item: Int, tries: Int) {
    self.item = item
    self.tries = tries
  }
}

/// What a run does about items that fail.
package struct FailurePolicy: Sendable, Equatable {
  /// Whether the other items are done all the same, and the run has their results.
  package var keepsGoing: Bool
  /// How often an item that fails is tried again.
  package var retries: Int

  /// Makes a policy; by default, the first item that fails ends the run.
  package init(keepsGoing: Bool = false, retries: Int = 0) {
    self.keepsGoing = keepsGoing
    self.retries = retries
  }

  /// The most retries.
  package static let mostRetries = 100
}
