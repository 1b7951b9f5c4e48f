import ArgumentParser
import Canvas
import Posix
import Text

extension PictureGround: ExpressibleByArgument {}

/// Writes a picture to a file that the user named.
func writePicture(_ text: String, to path: String) throws(Refusal) {
  do throws(SystemError) { try writeFile(text, to: path, permissions: 0o644) } catch {
    let shown = visible(path, onOneLine: true)
    throw Refusal("The picture can't be written to \(shown) (\(error.reason)); name another file.")
  }
}
