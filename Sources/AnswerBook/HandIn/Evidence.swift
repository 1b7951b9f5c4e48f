internal import Archive
import FoundationEssentials
internal import LessonFormat
import Text

/// Whether the journal and the recorded runs of a folder are as the program wrote them. It can show an edit, but neither
/// who made it nor why; and somebody who wants to can hide it.
package struct Evidence: Sendable, Equatable {
  /// Whether there is a journal.
  package var hasJournal = false
  /// The lines of the journal that don't fit to those before them, from 1.
  package var brokenLines: [Int] = []
  /// The ids of runs whose files differ from what was recorded.
  package var changedRuns: [String] = []
  /// The ids of runs that the journal doesn't know, although the program that recorded them writes them there.
  package var unknownRuns: [String] = []
  /// The ids of runs that the journal knows and that aren't there.
  package var missingRuns: [String] = []

  /// Whether everything fits together.
  package var isSound: Bool {
    brokenLines.isEmpty && changedRuns.isEmpty && unknownRuns.isEmpty && missingRuns.isEmpty
  }

  /// What doesn't fit together, a sentence each; none if everything does.
  package var sentences: [String] {
    var sentences: [String] = []
    if let first = brokenLines.first {
      let more = brokenLines.count == 1 ? "" : ", nor do \(counted(brokenLines.count - 1, "later line"))"
      sentences.append(
        "\(Journal.name): line \(first) doesn't fit to the lines before it\(more): one was changed, added or removed.")
    }
    func add(_ ids: [String], _ words: String) {
      guard let first = ids.first else { return }
      let more = ids.count == 1 ? "" : ", and \(ids.count - 1) more"
      sentences.append("\(words): \(visible(first, onOneLine: true))\(more).")
    }
    add(changedRuns, "Not as it was recorded")
    add(unknownRuns, "Not in the journal")
    add(missingRuns, "In the journal, but not there")
    return sentences
  }
}

extension BookFolder {
  /// Checks the journal and the recorded runs in a folder.
  ///
  /// - Returns: `nil` if there is no such folder.
  package static func evidence(in path: String) throws(BookError) -> Evidence? {
    guard let directory = try Directory.open(path) else { return nil }
    let journal = try directory.read(Journal.name)?.bytes
    let inner = try directory.subfolder(RunFiles.folder, making: false)
    let names = try inner?.names().filter { $0.hasSuffix(RunFiles.ending) } ?? []
    let runs = names.map { name in
      Evidence.Run(
        id: String(name.dropLast(RunFiles.ending.count)), digest: sha256((try? inner?.read(name))??.bytes ?? []),
        isInJournal: inner.flatMap { RunFiles.header(name, in: $0) }?.machine.version != nil)
    }
    return Evidence(journal: journal, runs: runs)
  }
}

extension Evidence {
  /// A run that is there.
  struct Run {
    var id: String
    /// The SHA-256 of its file; `nil` if it isn't known.
    var digest: String?
    /// Whether the program that recorded it also wrote it into the journal; older ones didn't.
    var isInJournal: Bool
  }

  /// Compares a journal with the runs that are there.
  ///
  /// - Parameter journal: `nil` if there is none.
  init(journal: [UInt8]?, runs: [Run]) {
    var recorded: [String: String] = [:]
    if let journal {
      hasJournal = true
      brokenLines = JournalChain.breaks(in: journal)
      let decoder = JSONDecoder()
      for line in lineRanges(of: journal) {
        guard let run = try? decoder.decode(Journal.RunLine.self, from: Data(journal[line])) else { continue }
        recorded[run.run] = run.sha256
      }
    }
    for run in runs {
      if let digest = recorded.removeValue(forKey: run.id) {
        if let found = run.digest, found != digest { changedRuns.append(run.id) }
      } else if run.isInJournal {
        unknownRuns.append(run.id)
      }
    }
    missingRuns = recorded.keys.sorted()
  }
}
