internal import AnswerBook
internal import Archive
import Glibc
package import LessonFormat
internal import Posix
internal import Text

/// Finds the hand-ins in folders, zips, and zips in zips, by what is in the files. Nothing in them is ever run.
package struct Finder {
  let lesson: Lesson
  let pattern: NamePattern?
  /// What was found, in the order of the paths.
  package internal(set) var handIns: [FoundHandIn] = []
  /// What was set aside.
  package internal(set) var setAside: [SetAside] = []
  /// The files of the people whom the paths name, to report those who handed in something else.
  var seen: [String: (path: String, person: Person, count: Int)] = [:]
  /// How many records were read of each student, or in each place that names no student, and their bytes.
  var records: [String: (count: Int, bytes: Int)] = [:]
  private var deadline = Deadline(seconds: Limits.seconds)
  var submitters: [ArraySlice<String>: [String: [Person]]] = [:]

  /// Makes a finder that has found nothing yet.
  ///
  /// - Parameter pattern: How the user's own paths say who the students are; the known layouts are tried after it.
  package init(_ lesson: Lesson, pattern: NamePattern? = nil) { (self.lesson, self.pattern) = (lesson, pattern) }

  /// Looks for hand-ins in a folder or a file.
  package mutating func search(_ path: String) {
    let base = baseName(of: path)
    deadline = Deadline(seconds: Limits.seconds)
    do throws(SystemError) {
      let file = try Descriptor.take(open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC), from: "open")
      var status = stat()
      guard fstat(file.number, &status) == 0 else { throw SystemError("fstat") }
      switch status.st_mode & S_IFMT {
      case S_IFDIR:
        let listing = FolderSource(file).list(base: [base])
        note(listing.setAside)
        process(listing.files, nesting: 0)
      case S_IFREG: process([FoundFile(path: [base], source: FileItself(file), number: 0)], nesting: 0)
      default: setAside.append(SetAside(path: path, reason: "It is neither a folder nor a file."))
      }
    } catch {
      setAside.append(SetAside(path: path, reason: "It can't be opened (\(error.reason))."))
    }
  }

  /// Looks at the files of one folder or archive with everything in it.
  mutating func process(_ files: [FoundFile], nesting: Int) {
    readSubmitters(files)
    var homes = Homes()
    for file in files {
      if deadline.isOver {
        note([
          (file.path, "Reading takes longer than \(Limits.seconds) seconds; this and what comes after it was not read.")
        ])
        break
      }
      let origin = origin(of: file.path)
      let name = origin?.rest.last ?? file.path.last ?? ""
      let role = HandedInFiles.role(of: name, in: lesson)
      if let origin { see(origin, file) }
      do throws(Unreadable) {
        let start = try file.start()
        switch Kind(start, isNamedLikeARecord: role == .record) {
        case .record(lesson.id), .cutRecord: homes.add(file, .record, origin)
        case .record(let other):
          homes.noteOtherLesson(file, origin)
          throw Unreadable("It is a record of another lesson, \(other).")
        case .zip: try unpack(file, nesting: nesting)
        case .otherArchive(let kind): throw Unreadable("It is \(kind), which is not read: unpack it, or ask for a zip.")
        case .utf16Record:
          throw Unreadable("It is in UTF-16: save it in UTF-8, or ask for the file as Poolbook wrote it.")
        case .other:
          if let role, role != .record { homes.add(file, role, origin) } else { homes.addOther(file, origin) }
        }
      } catch {
        note([(file.path, error.reason)])
      }
    }
    // Only a manifest lists files that are nothing else to a hand-in.
    let hasManifest = homes.inOrder.contains { $0.others.contains { $0.role == .manifest } }
    let paths = hasManifest ? Dictionary(files.map { ($0.path, $0) }) { first, _ in first } : [:]
    for home in homes.inOrder { read(home, paths) }
  }

  private mutating func unpack(_ file: FoundFile, nesting: Int) throws(Unreadable) {
    guard nesting <= Limits.archives else {
      throw Unreadable("It is in more than \(Limits.archives) other archives, so it was not read.")
    }
    // What the user named may have all hand-ins in it; what is in it is one of them, or a small download.
    let isOuter = file.source is FileItself
    let reader = try reader(of: file)
    let source = ZipSource(reader, Deadline(seconds: isOuter ? Limits.seconds : Limits.innerSeconds))
    let listing = try source.list(base: file.path, limit: isOuter ? Limits.files : Limits.innerFiles)
    let before = handIns.count + setAside.count
    note(listing.setAside)
    process(listing.files, nesting: nesting + 1)
    // The names of documents end otherwise, and those of other lessons' archives have been noted.
    if handIns.count + setAside.count == before, file.path.last?.lowercased().hasSuffix(".zip") == true {
      throw Unreadable("There is no record of this lesson in it.")
    }
  }

  private func reader(of file: FoundFile) throws(Unreadable) -> ZipReader {
    let open =
      switch file.source {
      case let source as FileItself: source.file
      case let source as FolderSource: try source.descriptor(of: file.number)
      default: Descriptor?.none
      }
    let bytes = open == nil ? try file.bytes(limit: Limits.archive) : []
    do throws(ArchiveError) {
      guard let open else { return try ZipReader(bytes: bytes) }
      return try ZipReader(descriptor: open.number)
    } catch {
      throw Unreadable(error.description)
    }
  }
}
