import Glibc
import Terminal

/// The student's own editor, for a session that never took the terminal over.
enum PlainEditor {
  /// Opens a text in `$VISUAL` or `$EDITOR` and returns what it was left with.
  static func edit(_ text: String, fileName: String) throws(Refusal) -> String {
    guard let command = Environment.editor else {
      throw Refusal("No editor is set; set EDITOR, as in `export EDITOR=nano`.")
    }
    var template = Array("/tmp/poolbook-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else {
      throw Refusal("No folder for the editor's copy can be made in /tmp; free some space there.")
    }
    let folder = String(cString: made)
    let path = "\(folder)/\(fileName)"
    defer {
      unlink(path)
      rmdir(folder)
    }
    guard FileText.write(text, to: path) else {
      throw Refusal("\(path) can't be written (\(FileText.reason)); the answer is unchanged.")
    }
    let end: ProgramEnd
    do { end = try runEditor(command, file: path) } catch { throw Refusal(String(describing: error)) }
    guard end == .exited(0) else { throw Refusal("\(command) did not end well; the answer is unchanged.") }
    guard let edited = FileText.read(path) else {
      throw Refusal("What \(command) left can't be read; the answer is unchanged.")
    }
    return edited
  }
}
