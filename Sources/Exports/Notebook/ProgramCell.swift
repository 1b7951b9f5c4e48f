internal import Experiments
internal import LessonFormat
import Text

extension Notebook.Cell {
  /// A cell that runs a Python file with the notebook's own Python, and what the recorded run of it wrote.
  ///
  /// - Parameters:
  ///   - count: The number in the brackets beside it, if there is a run.
  ///   - outputs: What is shown below what the program wrote.
  init(running experiment: ReportedExperiment, id: String, count: Int, outputs: [Notebook.Output]) {
    let file = visible(experiment.spec.cell?.file ?? experiment.runs.last?.report.file ?? "", onOneLine: true)
    let argument = experiment.spec.passesProcesses ? " \(experiment.spec.knobs.processes)" : ""
    let code = "import sys\n!{sys.executable} \(word(file))\(argument)"
    guard let program = experiment.program else {
      self.init(code: code, id: id)
      return
    }
    self.init(code: code, id: id, outputs: program.notebookOutputs + outputs, count: count)
  }
}

extension PythonFindings {
  /// What it wrote, and the exception that ended it, as Jupyter would have shown them. Control characters are visible.
  fileprivate var notebookOutputs: [Notebook.Output] {
    let before = printed_left_out.map { "… (\(counted($0, "byte")) before)\n" } ?? ""
    let written = before + visible(printed)
    return (written.isEmpty ? [] : [.printed(written)])
      + (error.map { [.raised(visible($0.type, onOneLine: true), visible($0.text), traceback: tracebackLines)] } ?? [])
  }
}

/// A word of a command in a notebook: the shell takes it as it is, and Jupyter calculates nothing in it.
private func word(_ text: String) -> String {
  commandLine([text]).replacing("{", with: "{{").replacing("}", with: "}}")
}
