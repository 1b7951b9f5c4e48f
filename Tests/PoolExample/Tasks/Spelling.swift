import Foundation
import Synchronization
public import WorkerPool

/// The words that this worker knows: every worker has its own, because it is a process of its own.
private let knownWords = Mutex<Set<String>>([])

/// Loads the words of a file, one per line.
public let loadWords = PoolTask<String, Nothing>(name: "load-words") { path, _ in
  let text = try String(contentsOfFile: path, encoding: .utf8)
  knownWords.withLock { $0 = Set(text.split(separator: "\n").map(String.init)) }
  return Nothing()
}

/// Whether a word is among them.
public let isKnown = PoolTask<String, Bool>(name: "is-known") { word, _ in
  knownWords.withLock { $0.contains(word) }
}
