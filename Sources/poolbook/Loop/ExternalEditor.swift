import Glibc
import Posix
import Terminal

/// The student's own editor, on a copy of an answer.
enum ExternalEditor {
  /// The command: `$VISUAL`, or else `$EDITOR`; `nil` if neither is set.
  static var command: String? { Environment.value("VISUAL") ?? Environment.value("EDITOR") }

  /// The most bytes that an editor may leave.
  private static let largestText = 8 << 20

  /// Opens the editor with a text and returns the text as the editor left it. With a screen, the terminal is released
  /// meanwhile.
  ///
  /// The copy has its own folder, so that the editor's backup files are removed with it, and the answer's file name, so
  /// that the editor recognises the language.
  static func edit(_ text: String, fileName: String, on screen: Screen?) throws(Refusal) -> String {
    guard let command else { throw Refusal("No editor is set; set EDITOR, as in `export EDITOR=nano`.") }
    let folder = try makeFolder()
    defer { removeFolder(folder) }
    let path = folder + "/" + fileName
    do throws(SystemError) { try writeFile(text, to: path, permissions: 0o600) } catch {
      throw Refusal("\(path) can't be written (\(error.reason)); the answer is unchanged.")
    }
    let open = { Result { () throws(SystemError) in try runEditor(command, file: path) } }
    let result = if let screen { screen.release(open) } else { open() }
    switch result {
    case .success(.exited(0)): break
    case .success(let end): throw Refusal("\(command) \(end); the answer is unchanged.")
    case .failure(let error): throw Refusal("\(command) can't be started (\(error.reason)); the answer is unchanged.")
    }
    do throws(FileError) {
      return String(decoding: try readFile(path, limit: largestText, followsLinks: false), as: UTF8.self)
    } catch {
      let reason = error == .tooLarge ? "it is larger than \(largestText >> 20) MiB, the limit here" : error.reason
      throw Refusal("The text that \(command) left can't be read (\(reason)); the answer is unchanged.")
    }
  }

  private static func makeFolder() throws(Refusal) -> String {
    let parent = Environment.value("TMPDIR") ?? "/tmp"
    do throws(SystemError) { return try makeTemporaryFolder("poolbook", in: parent) } catch {
      throw Refusal("No folder for the editor can be made in \(parent); set TMPDIR to a folder you can write to.")
    }
  }
}
