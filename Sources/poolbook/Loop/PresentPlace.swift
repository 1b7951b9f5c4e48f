import FoundationEssentials
import Glibc
import Posix
import WorkbookApp

/// Where a presentation says on which page it is, for the speaker's notes in another terminal.
///
/// It is a file in a folder that only this user can use, replaced as a whole. So the presentation never waits for a
/// reader, and a reader that comes late, or again, finds it.
struct PresentPlace {
  private let folder: String

  /// The place of this user's presentations.
  init() {
    folder = Environment.value("XDG_RUNTIME_DIR").map { "\($0)/poolbook" } ?? "/tmp/poolbook-\(getuid())"
  }

  private var path: String { "\(folder)/present.json" }

  /// Whether the folder is this user's, and nobody else can write to it.
  private var isOurs: Bool {
    var status = stat()
    return lstat(folder, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid()
      && status.st_mode & 0o077 == 0
  }

  /// Says where the presentation is. If that can't be written, only the notes miss it.
  func write(_ place: NotesScreen.Place) {
    mkdir(folder, 0o700)
    guard isOurs, let data = try? JSONEncoder().encode(place) else { return }
    let temporary = "\(path).\(getpid())"
    guard (try? writeFile(String(decoding: data, as: UTF8.self), to: temporary, permissions: 0o600)) != nil else {
      return
    }
    if rename(temporary, path) != 0 { unlink(temporary) }
  }

  /// Says that the presentation has ended.
  func clear() { if isOurs { unlink(path) } }

  /// Where the presentation is; `nil` if there is none.
  func read() -> NotesScreen.Place? {
    guard isOurs, let bytes = try? readFile(path, limit: 1 << 16, followsLinks: false) else { return nil }
    return try? JSONDecoder().decode(NotesScreen.Place.self, from: Data(bytes))
  }
}
