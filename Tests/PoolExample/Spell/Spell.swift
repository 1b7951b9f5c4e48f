import ArgumentParser
import ExampleTasks
import WorkerPool

@main struct Spell: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Prints the words that are not in a list.")

  @Option(help: "The file with the known words, one per line.")
  var list: String

  @Argument(help: "The words to look up.")
  var words: [String]

  static func main() async {
    // Workers are this program, too. Their arguments are not for the parser.
    WorkerMain.runIfAsked(exampleTasks)
    await main(nil)
  }

  func run() async throws {
    let options = PoolOptions(initialiser: Initialiser(loadWords, argument: list))
    let known = try await withWorkerPool(options) { pool in
      try await pool.map(isKnown, over: words)
    }
    for (word, isKnown) in zip(words, known) where !isKnown { print(word) }
  }
}
