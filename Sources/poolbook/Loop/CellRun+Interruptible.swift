import Experiments
import Posix
import PythonCells
import Text

extension CellRun {
  /// Runs the file for a command. Ctrl-C, or another signal that ends a program, ends it, with the exit code 128 plus the
  /// signal.
  ///
  /// - Parameter output: Called with what the program writes.
  func performInterruptibly(output: (ArraySlice<UInt8>) -> Void = { _ in }) throws(Refusal) -> RecordedRun {
    let signals: SignalPipe
    do throws(SystemError) { signals = try SignalPipe(endingSignals) } catch { throw Refusal(error) }
    var signal: Int32?
    do throws(ExperimentError) {
      return try perform(
        output: output,
        shouldStop: {
          signal = signals.takeAll().last ?? signal
          return signal != nil
        })
    } catch .stopped {
      throw Refusal("Stopped.", code: 128 + (signal ?? 2))
    } catch {
      throw Refusal(visible(error.description))
    }
  }
}
