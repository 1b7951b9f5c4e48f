import FoundationEssentials
import Glibc
import Posix
import WorkbookApp

/// Where presentations say on which page they are, for the speaker's notes in another terminal.
///
/// Each presentation has a file in folders that only this user can use, replaced as a whole. So a presentation never
/// waits for a reader, and a reader that comes late, or again, finds it.
struct PresentPlace {
  /// One terminal may know the folder of the session, and another one not, so there is a second one.
  private let folders =
    [Environment.value("XDG_RUNTIME_DIR").map { "\($0)/poolbook" }, "/tmp/poolbook-\(getuid())"].compactMap { $0 }
    .filter { $0.hasPrefix("/") }

  private static let prefix = "present-", suffix = ".json"
  private var name: String { "\(Self.prefix)\(getpid())\(Self.suffix)" }

  /// Whether a folder is this user's, and nobody else can write to it.
  private func isOurs(_ folder: String) -> Bool {
    var status = stat()
    return lstat(folder, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid()
      && status.st_mode & 0o077 == 0
  }

  /// Says where the presentation is. If that can't be written, only the notes miss it.
  func write(_ place: NotesScreen.Place) {
    guard let data = try? JSONEncoder().encode(place) else { return }
    for folder in folders {
      mkdir(folder, 0o700)
      guard isOurs(folder) else { continue }
      let temporary = "\(folder)/.\(name)"
      guard (try? writeFile(String(decoding: data, as: UTF8.self), to: temporary, permissions: 0o600)) != nil,
        rename(temporary, "\(folder)/\(name)") == 0
      else {
        unlink(temporary)
        continue
      }
    }
  }

  /// Says that the presentation has ended, and clears up after others that were killed.
  func clear() {
    for folder in folders where isOurs(folder) {
      for other in names(in: folder) {
        if let process = process(of: other), process == getpid() || !isAlive(process) { unlink("\(folder)/\(other)") }
      }
    }
  }

  /// Where the presentation of a lesson is, the one that has moved last; `nil` if there is none.
  func read(lesson: String) -> NotesScreen.Place? {
    var found: (place: NotesScreen.Place, time: timespec)?
    for folder in folders where isOurs(folder) {
      for name in names(in: folder) {
        let path = "\(folder)/\(name)"
        var status = stat()
        guard let process = process(of: name), isAlive(process), lstat(path, &status) == 0,
          let bytes = try? readFile(path, limit: 1 << 16, followsLinks: false),
          let place = try? JSONDecoder().decode(NotesScreen.Place.self, from: Data(bytes)), place.lesson == lesson
        else { continue }
        let time = status.st_mtim
        if let found, (found.time.tv_sec, found.time.tv_nsec) >= (time.tv_sec, time.tv_nsec) { continue }
        found = (place, time)
      }
    }
    return found?.place
  }

  /// The presentation that a file belongs to; `nil` if it is another file.
  private func process(of name: String) -> pid_t? {
    guard name.hasPrefix(Self.prefix), name.hasSuffix(Self.suffix) else { return nil }
    return pid_t(name.dropFirst(Self.prefix.count).dropLast(Self.suffix.count)).flatMap { $0 > 0 ? $0 : nil }
  }

  private func isAlive(_ process: pid_t) -> Bool { kill(process, 0) == 0 || errno != ESRCH }
}
