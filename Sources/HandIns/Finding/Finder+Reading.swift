internal import AnswerBook
import Glibc
internal import Text

extension Finder {
  /// Reads the hand-ins of a home. If it has several records, the other files belong to the newest one, or to the one that
  /// is named `answers.md`.
  ///
  /// - Parameter paths: The files of the whole folder or archive, if any of its homes has a manifest.
  mutating func read(_ home: Homes.Home, _ paths: [[String]: FoundFile]) {
    // A journal without a record can still give back the answers, but then it has to show whose they are.
    let manifest = home.others.last { $0.role == .manifest }
    let isSure = !home.records.isEmpty || manifest != nil
    func remember(_ path: String, _ bytes: [UInt8]?, in files: inout HandedInFiles) {
      if manifest != nil { files.note(path, bytes) }
    }
    if home.records.isEmpty, home.isOfOtherLesson { return }
    var files = HandedInFiles()
    var notices: [String] = []
    var names: [String] = []
    for (file, role, origin) in home.others.sorted(by: { ($0.origin?.attempt ?? 0) < ($1.origin?.attempt ?? 0) }) {
      let name = (origin?.rest ?? file.path).last ?? ""
      if role != .manifest { names.append(role == .run ? "runs/\(name)" : name) }
      let path = HandedInFiles.path(of: role, name: name)
      do throws(Unreadable) { remember(path, try add(file, role, name, to: &files, isSure: isSure), in: &files) } catch
      {
        notices.append("\(visible(name, onOneLine: true)) can't be read: \(error.reason)")
        remember(path, nil, in: &files)
      }
    }
    if let manifest { noteOthers(Manifest(files.manifest), manifest.file, home, paths, &files) }
    if home.records.isEmpty {
      guard !files.journal.isEmpty, let journal = home.others.first(where: { $0.role == .journal }) else { return }
      return add(journal.file, journal.origin, files, names, notices)
    }
    let main = home.records.indices.max { a, b in
      let (one, other) = (home.records[a], home.records[b])
      return (one.origin?.attempt ?? 0, one.file.path.last == "answers.md" ? 1 : 0)
        < (other.origin?.attempt ?? 0, other.file.path.last == "answers.md" ? 1 : 0)
    }
    for (index, (file, origin)) in home.records.enumerated() {
      var own = index == main ? files : HandedInFiles()
      do throws(Unreadable) { own.record = try recordBytes(file, origin) } catch {
        note([(file.path, error.reason)])
        continue
      }
      remember(HandedInFiles.path(of: .record, name: ""), own.record, in: &own)
      add(file, origin, own, ["answers.md"] + (index == main ? names : []), index == main ? notices : [])
    }
  }

  /// Reads a record, unless there have been too many from the same student: all of them stay in memory.
  private mutating func recordBytes(_ file: FoundFile, _ origin: Origin?) throws(Unreadable) -> [UInt8] {
    let place = origin.map { key(of: $0) } ?? file.path.prefix(2).joined(separator: "/")
    var sum = records[place] ?? (count: 0, bytes: 0)
    guard sum.count < Limits.records, sum.bytes < Limits.allRecords else {
      throw Unreadable("There are too many records here, or too large ones, so it was not read.")
    }
    let bytes = try file.bytes(limit: Limits.record)
    sum = (sum.count + 1, sum.bytes + bytes.count)
    records[place] = sum
    return bytes
  }

  /// Adds a file to a hand-in.
  ///
  /// - Returns: What is in the file; `nil` if it wasn't read whole.
  private func add(
    _ file: FoundFile, _ role: HandedInFiles.Role, _ name: String, to files: inout HandedInFiles, isSure: Bool
  ) throws(Unreadable) -> [UInt8]? {
    switch role {
    case .record: return nil
    case .journal:
      let bytes = try file.bytes(limit: Limits.journal)
      // Of several, one that the program didn't write doesn't count.
      if isSure && files.journal.isEmpty || HandedInFiles.isJournal(bytes, of: lesson) { files.journal = bytes }
      return files.journal
    case .jobs:
      files.jobs = try file.bytes(limit: Limits.record)
      return files.jobs
    case .file(let question):
      let bytes = try file.bytes(limit: Limits.record)
      files.files[question] = bytes
      return bytes
    case .run:
      guard files.runs.count < Limits.runs else { throw Unreadable("There are more than \(Limits.runs) runs.") }
      // Of a run that is very long, its first line says enough, and its digest stays unknown.
      let rest = Limits.allRuns - files.bytesOfRuns
      let whole = rest > 0 ? try? file.bytes(limit: min(rest, Limits.run)) : nil
      let bytes = if let whole { whole } else { try file.start(Limits.runLine) }
      files.runs.append(HandedInFiles.Run(bytes, isWhole: whole != nil, name: name))
      return whole
    case .manifest:
      files.manifest = try file.bytes(limit: Limits.record)
      return files.manifest
    }
  }

  /// Notes the files that a manifest lists and that are nothing else to a hand-in, such as the outputs of jobs.
  private func noteOthers(
    _ manifest: Manifest?, _ file: FoundFile, _ home: Homes.Home, _ paths: [[String]: FoundFile],
    _ files: inout HandedInFiles
  ) {
    var rest = Limits.allRuns
    for entry in manifest?.files ?? [] where !files.hasFound(entry.path) {
      let path = entry.path.split(separator: "/").map(String.init)
      guard let found = paths[file.path.dropLast() + path] ?? home.rest[path.last ?? ""] else { continue }
      let bytes = rest > 0 ? try? found.bytes(limit: min(rest, Limits.run)) : nil
      rest -= bytes?.count ?? 0
      files.note(entry.path, bytes)
    }
  }

  private mutating func add(
    _ file: FoundFile, _ origin: Origin?, _ files: HandedInFiles, _ names: [String], _ notices: [String]
  ) {
    do throws(BookError) {
      var handIn = try HandedIn(files, lesson: lesson)
      handIn.notices += notices
      // A record of its own name may be one of many in its folder.
      let isNamed = HandedInFiles.role(of: file.path.last ?? "", in: lesson) == nil
      handIns.append(
        FoundHandIn(
          path: file.shown, origin: origin, names: isNamed ? file.path : file.path.dropLast(), handIn: handIn,
          files: names.sorted()))
      if let origin { seen[key(of: origin)] = nil }
    } catch {
      note([(file.path, error.description)])
    }
  }

  /// Who a path names.
  func origin(of path: [String]) -> Origin? {
    pattern?.origin(of: path) ?? Origin(path) { submitters[$0] ?? [:] }
  }

  /// Reads the list of submitters beside the folders of Gradescope's submissions. One in a student's folder means nothing.
  mutating func readSubmitters(_ files: [FoundFile]) {
    for file in files where file.path.last == "submission_metadata.yml" && origin(of: file.path) == nil {
      guard let bytes = try? file.bytes(limit: Limits.submitters) else { continue }
      submitters[file.path.dropLast()] = gradescopeSubmitters(bytes)
    }
  }

  /// Remembers that somebody handed something in.
  mutating func see(_ origin: Origin, _ file: FoundFile) {
    seen[key(of: origin), default: (file.shown, origin.person, 0)].count += 1
  }

  private func key(of origin: Origin) -> String {
    "\(origin.layout.rawValue)\n\(origin.person.id)\n\(origin.person.name)"
  }

  /// Notes what can't be read.
  mutating func note(_ problems: [(path: [String], reason: String)]) {
    for (path, reason) in problems {
      setAside.append(
        SetAside(path: path.joined(separator: "/"), reason: reason, person: origin(of: path)?.person))
    }
  }

  /// Notes the people whose paths were found without a hand-in and without anything that can't be read.
  package mutating func noteOthers() {
    let noted = Set(setAside.compactMap { $0.person.map { [$0.id, $0.name] } })
    let handedIn = Set(handIns.compactMap { $0.origin.map { [$0.person.id, $0.person.name] } })
    for (_, entry) in seen.sorted(by: { $0.value.path < $1.value.path }) {
      let key = [entry.person.id, entry.person.name]
      guard !noted.contains(key), !handedIn.contains(key) else { continue }
      let what = entry.count == 1 ? "This is the only file" : "None of the \(counted(entry.count, "file"))"
      let rest = entry.count == 1 ? ", and it is no record of this lesson." : " is a record of this lesson."
      setAside.append(SetAside(path: entry.path, reason: what + rest, person: entry.person))
    }
  }
}

/// The last name of a path, also if it is `.` or ends with a slash.
func baseName(of path: String) -> String {
  let resolved = realpath(path, nil)
  defer { free(resolved) }
  let whole = resolved.map { String(cString: $0) } ?? path
  return whole.split(separator: "/").last.map(String.init) ?? "/"
}
