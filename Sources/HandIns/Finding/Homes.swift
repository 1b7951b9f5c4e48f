internal import AnswerBook

/// The files that belong together: those of one folder, or those that a flat download gives to one student.
struct Homes {
  /// A place with the files of one hand-in; sometimes with several records.
  struct Home {
    var records: [(file: FoundFile, origin: Origin?)] = []
    /// The other files, the newest of each name last.
    var others: [(file: FoundFile, role: HandedInFiles.Role, origin: Origin?)] = []
  }

  private var homes: [[String]: Home] = [:]
  private var order: [[String]] = []

  /// The homes in the order in which their first files were found.
  var inOrder: [Home] { order.compactMap { homes[$0] } }

  /// Adds a file to its home.
  mutating func add(_ file: FoundFile, _ role: HandedInFiles.Role, _ origin: Origin?) {
    let isFlat = origin?.depth == file.path.count - 1
    if role == .run, !isFlat, file.path.dropLast().last != "runs" { return }
    let key = Self.key(of: file.path, role, origin)
    if homes[key] == nil { order.append(key) }
    if role == .record {
      homes[key, default: Home()].records.append((file, origin))
    } else {
      homes[key, default: Home()].others.append((file, role, origin))
    }
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
