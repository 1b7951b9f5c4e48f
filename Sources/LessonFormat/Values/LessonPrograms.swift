/// A program of a lesson, to be written to a file.
package struct ProgramFile: Sendable, Equatable {
  /// The file's name.
  package var name: String
  /// The program, without the end of its last line.
  package var text: String

  /// Names a program.
  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// That no solution can be written to a file that another program needs.
package struct NoSolution: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file.
  package var file: String

  /// What is missing, to be continued or ended with a full stop.
  package var description: String { "\(file) has no solution for this Python" }
}

extension Lesson {
  /// The files that a program needs where no student has written any: the solutions of the questions that it uses or that
  /// ask for its own file, and what the lesson gives.
  ///
  /// - Parameter missing: The modules that the Python lacks.
  package func programs(
    behind spec: ExperimentSpec, without missing: Set<String>
  ) throws(NoSolution) -> [ProgramFile] {
    guard let cell = spec.cell else { return [] }
    let writers = questions.filter { $0.cell?.file == cell.file }.map(\.id)
    let given = cell.given.map { [ProgramFile(name: cell.file, text: $0)] } ?? []
    return try solutions(of: cell.uses + writers, without: missing) + given
  }

  /// The solutions of questions, and of those whose files they use, as files.
  ///
  /// - Parameter missing: The modules that the Python lacks.
  package func solutions(of ids: [String], without missing: Set<String>) throws(NoSolution) -> [ProgramFile] {
    var (open, done, files) = (ids, Set<String>(), [ProgramFile]())
    while let next = open.popLast() {
      guard done.insert(next).inserted, let question = questions.first(where: { $0.id == next }),
        let cell = question.cell
      else { continue }
      guard let program = question.program(without: missing.intersection(cell.needs)) else {
        throw NoSolution(file: cell.file)
      }
      files.append(ProgramFile(name: cell.file, text: program))
      open += cell.uses
    }
    return files
  }
}

extension Question {
  /// The first Python program of the solution that imports none of the modules that are missing; `nil` if there is none.
  package func program(without missing: Set<String>) -> String? {
    let programs = solution.lazy.compactMap { if case .code("python", let code) = $0 { code } else { nil } }
    return programs.first { code in
      let words = code.split { " .,\n".contains($0) }
      return !zip(words, words.dropFirst()).contains {
        ($0 == "import" || $0 == "from") && missing.contains(String($1))
      }
    }
  }
}
