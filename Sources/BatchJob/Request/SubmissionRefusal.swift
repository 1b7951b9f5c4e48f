/// Why a job isn't accepted, exactly as sbatch says it.
package struct SubmissionRefusal: Error, Sendable, Equatable {
  /// What goes to standard error, with all line ends.
  package var text: String
  /// The exit code.
  package var code: Int32

  /// Makes a refusal from its parts.
  package init(text: String, code: Int32) {
    self.text = text
    self.code = code
  }

  /// Lines that begin with `sbatch: error:`.
  package static func error(_ lines: String..., code: Int32 = 1) -> SubmissionRefusal {
    SubmissionRefusal(text: lines.map { "sbatch: error: \($0)\n" }.joined(), code: code)
  }

  /// A line that begins with `sbatch: fatal:`.
  package static func fatal(_ line: String) -> SubmissionRefusal {
    SubmissionRefusal(text: "sbatch: fatal: \(line)\n", code: 1)
  }

  /// A wrong way to write an option, as the C library says it.
  static func usage(_ line: String) -> SubmissionRefusal {
    SubmissionRefusal(text: "sbatch: \(line)\nTry \"sbatch --help\" for more information\n", code: 255)
  }

  /// A value that an option doesn't take.
  static func invalid(_ option: String) -> SubmissionRefusal { .error("Invalid --\(option) specification", code: 255) }

  /// What the controller says of a job it doesn't take, after lines of its own.
  static func failed(_ reason: String, after lines: String...) -> SubmissionRefusal {
    let text = (lines + ["Batch job submission failed: \(reason)"]).map { "sbatch: error: \($0)\n" }.joined()
    return SubmissionRefusal(text: text, code: 1)
  }

  /// The same for a job that is only tried: it isn't said what of the node is too small.
  var ofTest: SubmissionRefusal {
    let lines = text.split(separator: "\n").filter { !$0.hasSuffix("can not be satisfied") }
    let before = "sbatch: error: Batch job submission failed:"
    let said = lines.map { "\($0.replacing(before, with: "allocation failure:"))\n" }
    return SubmissionRefusal(text: said.joined(), code: code)
  }

  /// Something that SLURM can do and the stand-in can't.
  static func notInStandIn(_ what: String) -> SubmissionRefusal {
    SubmissionRefusal(text: "poolbook: \(what): not in the stand-in; it needs a cluster with SLURM.\n", code: 1)
  }
}
