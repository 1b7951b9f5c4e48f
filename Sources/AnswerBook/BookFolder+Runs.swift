public import Experiments
public import WorkerPool

extension BookFolder {
  /// Keeps a run with its events as `runs/ID.jsonl`, written whole; the folder is made where it is not there yet.
  public func save(_ run: RecordedRun) throws(BookError) {
    try state.withLock { state throws(BookError) in
      try RunFiles.write(run, in: Self.writableDirectory(path, &state))
    }
  }

  /// The events of a run that was kept.
  public func events(ofRun id: String) throws(BookError) -> [PoolEvent] {
    // Only the folder is taken under the lock: a long file must not hold up a save.
    guard let directory = state.withLock({ $0.directory }) else { throw .noSuchRun(id) }
    return try RunFiles.events(of: id, in: directory)
  }
}
