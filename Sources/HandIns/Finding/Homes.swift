internal import AnswerBook

/// The files that belong together: those of one folder, or those that a flat download gives to one student.
struct Homes {
  /// A place with the files of one hand-in; sometimes with several records.
  struct Home {
    var records: [(file: FoundFile, origin: Origin?)] = []
    /// The other files, the newest of each name last.
    var others: [(file: FoundFile, role: HandedInFiles.Role, origin: Origin?)] = []
    /// The names of the files of a flat download that are none of these; a manifest may list them.
    var rest: [String: FoundFile] = [:]
    /// Whether a record of another lesson was found here.
    var isOfOtherLesson = false
  }

  private var homes: [[String]: Home] = [:]
  private var order: [[String]] = []
  private var known: Set<[String]> = []

  /// The homes in the order in which their first files were found.
  var inOrder: [Home] { order.compactMap { homes[$0] } }

  /// Adds a file to its home.
  mutating func add(_ file: FoundFile, _ role: HandedInFiles.Role, _ origin: Origin?) {
    let isFlat = origin?.depth == file.path.count - 1
    if role == .run, !isFlat, file.path.dropLast().last != "runs" { return }
    let key = Self.key(of: file.path, role, origin)
    if known.insert(key).inserted { order.append(key) }
    if role == .record {
      homes[key, default: Home()].records.append((file, origin))
    } else {
      homes[key, default: Home()].others.append((file, role, origin))
    }
  }

  /// Adds a file that is no part of a record, in case a manifest lists it.
  mutating func addOther(_ file: FoundFile, _ origin: Origin?) {
    guard let origin, origin.depth == file.path.count - 1, let name = origin.rest.last else { return }
    homes[Self.key(of: file.path, .manifest, origin), default: Home()].rest[name] = file
  }

  /// Notes that a record of another lesson was found, to which the other files of its home belong.
  mutating func noteOtherLesson(_ file: FoundFile, _ origin: Origin?) {
    homes[Self.key(of: file.path, .record, origin), default: Home()].isOfOtherLesson = true
  }

  /// The folder of a file. The runs are in a folder of their own, unless the download is flat; then a student's files are
  /// those with the same prefix.
  private static func key(of path: [String], _ role: HandedInFiles.Role, _ origin: Origin?) -> [String] {
    var folder = path.dropLast()
    if role == .run, folder.last == "runs" { folder = folder.dropLast() }
    guard let origin, origin.depth == path.count - 1 else { return Array(folder) }
    // Canvas gives each file a number of its own; elsewhere, the number is that of the attempt.
    let attempt = origin.layout == .canvas || origin.layout == .pattern ? "" : "\(origin.attempt)"
    return folder + ["", origin.person.id, origin.person.name, attempt]
  }
}
