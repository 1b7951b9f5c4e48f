import Glibc
import Terminal

/// The student's own editor, on a copy of an answer.
enum ExternalEditor {
  /// The command: `$VISUAL`, otherwise `$EDITOR`; nothing where neither is set.
  static var command: String? { Environment.value("VISUAL") ?? Environment.value("EDITOR") }

  /// Hands the terminal to the editor with a text and returns what it was left with. Without a screen the terminal is
  /// the shell's as it stands.
  ///
  /// The copy has a folder of its own, so that the editor's own files go when it goes, and the answer's file name, so
  /// that the editor knows the language.
  static func edit(_ text: String, fileName: String, on screen: Screen?) throws(Refusal) -> String {
    guard let command else { throw Refusal("No editor is set; set EDITOR, as in `export EDITOR=nano`.") }
    let folder = try makeFolder()
    defer { removeFolder(folder) }
    let path = folder + "/" + fileName
    guard FileText.write(text, to: path) else {
      throw Refusal("\(path) can't be written (\(String(cString: strerror(errno)))); the answer is unchanged.")
    }
    let end: ProgramEnd
    do {
      let open = { try runEditor(command, file: path) }
      end = if let screen { try screen.release(open) } else { try open() }
    } catch {
      throw Refusal(String(describing: error))
    }
    guard end == .exited(0) else { throw Refusal("\(command) ended \(words(for: end)); the answer is unchanged.") }
    guard let edited = FileText.read(path) else {
      throw Refusal("What \(command) left can't be read; the answer is unchanged.")
    }
    return edited
  }

  private static func words(for end: ProgramEnd) -> String {
    switch end {
    case .exited(let status): "with status \(status)"
    case .signalled(let signal): "by signal \(signal)"
    }
  }

  private static func makeFolder() throws(Refusal) -> String {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/poolbook-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Refusal("No folder for the editor's copy can be made in \(parent); set TMPDIR to one that can be written.")
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func removeFolder(_ folder: String) {
    guard let directory = opendir(folder) else { return }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { unlink(folder + "/" + name) }
    }
    closedir(directory)
    rmdir(folder)
  }
}
