import FoundationEssentials
internal import Experiments
internal import LessonFormat
import Text

/// Whether the journal, the recorded runs and the files of a bundle are as the program wrote them. It can show an edit, but
/// neither who made it nor why; and somebody who wants to can hide it.
package struct Evidence: Sendable, Equatable {
  /// Whether there is a journal.
  package var hasJournal = false
  /// The lines of the journal that don't match those before them, from 1.
  package var brokenLines: [Int] = []
  /// The ids of runs whose files differ from what was recorded.
  package var changedRuns: [String] = []
  /// The ids of runs that the journal doesn't know, although the program that recorded them writes them there.
  package var unknownRuns: [String] = []
  /// The ids of runs that the journal knows and that aren't there.
  package var missingRuns: [String] = []
  /// The files of a bundle that differ from what its manifest says.
  package var changedFiles: [String] = []
  /// The files that a bundle's manifest lists and that aren't there.
  package var missingFiles: [String] = []

  /// Whether everything fits together.
  package var isSound: Bool { sentences.isEmpty }

  /// What doesn't fit together, a sentence each; none if everything does.
  package var sentences: [String] {
    var sentences: [String] = []
    func add(_ names: [String], _ one: (String) -> String, _ several: (String) -> String) {
      guard let first = names.first else { return }
      sentences.append(names.count == 1 ? one(visible(first, onOneLine: true)) : several(list(names)))
    }
    add(brokenLines.map(String.init)) {
      "Line \($0) of \(Journal.name) doesn't match the lines before it: one was changed, added or removed."
    } _: {
      "Lines \($0) of \(Journal.name) don't match the lines before them: some were changed, added or removed."
    }
    add(changedRuns) {
      "Run \($0) was changed after it was recorded."
    } _: {
      "Runs \($0) were changed after they were recorded."
    }
    add(unknownRuns) {
      "Run \($0) isn't in the journal."
    } _: {
      "Runs \($0) aren't in the journal."
    }
    add(missingRuns) {
      "Run \($0) is in the journal, but its file is missing."
    } _: {
      "Runs \($0) are in the journal, but their files are missing."
    }
    add(changedFiles) {
      "\($0) isn't as the bundle's manifest says."
    } _: {
      "\($0) aren't as the bundle's manifest says."
    }
    add(missingFiles) {
      "\($0) is in the bundle's manifest, but the file is missing."
    } _: {
      "\($0) are in the bundle's manifest, but the files are missing."
    }
    return sentences
  }

  /// `a, b and c`, or the first few names and how many more there are.
  private func list(_ names: [String]) -> String {
    let limit = 6
    let shown = names.prefix(names.count > limit ? limit : names.count - 1).map { visible($0, onOneLine: true) }
    let rest = names.count > limit ? "\(names.count - limit) more" : visible(names.last ?? "", onOneLine: true)
    return "\(shown.joined(separator: ", ")) and \(rest)"
  }
}

extension BookFolder {
  /// Checks the journal and the recorded runs in a folder.
  ///
  /// - Returns: `nil` if there is no such folder.
  package static func evidence(in path: String) throws(BookError) -> Evidence? {
    guard let directory = try Directory.open(path) else { return nil }
    let journal = withUnixLineEnds(try directory.read(Journal.name)?.bytes ?? [])
    let inner = try directory.subfolder(RunFiles.folder, making: false)
    let names = try inner?.names().filter { $0.hasSuffix(RunFiles.ending) } ?? []
    let runs = names.map { name in
      let bytes = (try? inner?.read(name))??.bytes
      let file = HandedInFiles.Run(bytes ?? [], isWhole: bytes != nil, name: name)
      return Evidence.Run(file, file.header)
    }
    return Evidence(journal: journal, runs: runs)
  }

  /// What doesn't fit together in this folder, wherever it is now, a sentence each.
  package var evidence: [String] {
    get throws(BookError) { try Self.evidence(in: currentPath)?.sentences ?? [] }
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

    /// Takes what is known about a run. One that can't be read has the id that its file's name has.
    init(_ file: HandedInFiles.Run, _ header: RecordedRun?) {
      id = header?.id ?? String(file.name.dropLast(RunFiles.ending.count))
      digest = file.digest
      isInJournal = header?.machine.version != nil
    }
  }

  /// Compares a journal with the runs that are there. Without a journal, nothing is known about them.
  ///
  /// - Parameters:
  ///   - journal: The lines, without carriage returns; empty if there is none.
  ///   - runs: The runs; of several with the same id, the first one counts.
  init(journal: [UInt8], runs: [Run]) {
    guard !journal.isEmpty else { return }
    hasJournal = true
    brokenLines = JournalChain.breaks(in: journal)
    var recorded: [String: String] = [:]
    for line in lineRanges(of: journal) {
      guard case .run(let run) = Journal.subject(of: journal[line]) else { continue }
      recorded[run.run] = run.sha256
    }
    var seen: Set<String> = []
    for run in runs where seen.insert(run.id).inserted {
      if let digest = recorded[run.id] {
        if let found = run.digest, found != digest { changedRuns.append(run.id) }
      } else if run.isInJournal {
        unknownRuns.append(run.id)
      }
    }
    missingRuns = recorded.keys.filter { !seen.contains($0) }.sorted()
  }

  /// Compares the files of a bundle with its manifest. What is said about a run isn't said about its file again.
  ///
  /// - Parameter digests: The digests of the files that were found, as `HandedInFiles` has them.
  mutating func compare(_ digests: [String: [String]], with manifest: Manifest) {
    let known = Set((changedRuns + missingRuns).map { "\(RunFiles.folder)/\($0)\(RunFiles.ending)" })
    for file in manifest.files where !known.contains(file.path) {
      guard let found = digests[file.path] else {
        missingFiles.append(file.path)
        continue
      }
      if !found.isEmpty, !found.contains(file.sha256) { changedFiles.append(file.path) }
    }
  }
}
