import LessonFormat
import Posix

/// A private temporary folder in which a lesson's own programs run.
struct ProgramFolder {
  /// Its path.
  let path: String

  /// Makes the folder.
  init() throws(Refusal) {
    do throws(SystemError) {
      path = try makeTemporaryFolder("poolbook-lesson", in: Environment.value("TMPDIR") ?? "/tmp")
    } catch {
      throw Refusal("There can be no temporary folder (\(error.reason)); set TMPDIR to a folder of yours.")
    }
  }

  /// Writes a program.
  func write(_ program: ProgramFile) throws(Refusal) {
    do throws(SystemError) { try writeFile(program.text + "\n", to: "\(path)/\(program.name)") } catch {
      throw Refusal("\(program.name) can't be written to the temporary folder (\(error.reason)); free some space.")
    }
  }

  /// Removes the folder with everything in it.
  func remove() { removeFolder(path) }
}
