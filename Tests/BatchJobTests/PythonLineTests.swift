import Testing

@testable import BatchJob

struct PythonLineTests {
  private func lines(_ commands: String...) -> [PythonLine] {
    BatchScript("#!/bin/bash\n#SBATCH --ntasks=2\n" + commands.joined(separator: "\n") + "\n").pythonLines
  }

  @Test(arguments: [
    ("python pool_example.py", "python"), ("/usr/bin/python3.11 -u pool_example.py 4", "/usr/bin/python3.11"),
    ("srun time python3 'pool_example.py' > out", "python3"),
  ])
  func `a line that runs a file with Python is known`(_ command: String, _ program: String) {
    #expect(lines(command).map(\.file) == ["pool_example.py"])
    #expect(lines(command).map(\.program) == [program])
    #expect(lines(command).map(\.isTraced) == [false])
  }

  @Test(arguments: [
    "poolbook run python --file pool_example.py --experiment program",
    "~/bin/poolbook run python --experiment=program --file=pool_example.py",
  ])
  func `a line that runs it traced is known`(_ command: String) {
    #expect(lines(command).map(\.file) == ["pool_example.py"])
    #expect(lines(command).map(\.isTraced) == [true])
    #expect(lines(command).map(\.experiment) == ["program"])
  }

  @Test(arguments: [
    "# python pool_example.py", "python -m pip list", "echo pythonic x.py", "poolbook run primes", "python -c 'x'", "",
  ])
  func `other lines aren't`(_ command: String) { #expect(lines(command).isEmpty) }

  @Test func `a traced run that belongs to no experiment is a warning`() {
    func complaints(_ command: String) -> [String] {
      BatchScript("#!/bin/bash\n#SBATCH --ntasks=1 --nodes=1 --time=5\n\(command)\n").findings()
        .filter { $0.severity != .note }.map(\.sentence)
    }
    #expect(complaints("poolbook run python --file a.py").count == 1)
    #expect(complaints("poolbook run python --file a.py --experiment a").isEmpty)
    #expect(complaints("python a.py").isEmpty)
  }

  @Test func `srun in front of poolbook run starts it several times`() {
    let found = BatchScript("#!/bin/bash\n#SBATCH --ntasks=4 --nodes=1 --time=5\nsrun poolbook run primes\n").findings()
    #expect(found.contains { $0.line == 3 && $0.sentence.contains("srun starts this program 4 times") })
  }
}
