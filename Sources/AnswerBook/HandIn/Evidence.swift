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
    var evidence = Evidence()
    var recorded: [String: String] = [:]
    if let journal = try directory.read(Journal.name)?.bytes {
      evidence.hasJournal = true
      evidence.brokenLines = JournalChain.breaks(in: journal)
      let decoder = JSONDecoder()
      for line in lineRanges(of: journal) {
        guard let run = try? decoder.decode(Journal.RunLine.self, from: Data(journal[line])) else { continue }
        recorded[run.run] = run.sha256
      }
    }
    let inner = try directory.subfolder(RunFiles.folder, making: false)
    let names = try inner?.names().filter { $0.hasSuffix(RunFiles.ending) } ?? []
    for name in names {
      let id = String(name.dropLast(RunFiles.ending.count))
      if let digest = recorded.removeValue(forKey: id) {
        let bytes = (try? inner?.read(name))??.bytes ?? []
        if sha256(bytes) != digest { evidence.changedRuns.append(id) }
      } else if let inner, RunFiles.header(name, in: inner)?.machine.version != nil {
        evidence.unknownRuns.append(id)
      }
    }
    evidence.missingRuns = recorded.keys.sorted()
    return evidence
  }
}
