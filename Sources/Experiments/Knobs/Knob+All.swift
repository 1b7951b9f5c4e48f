import Posix
import Text
internal import WorkerPool

extension Knob {
  /// Every knob, in the order in which the command line and lessons read them; each name once.
  package static let all = [processes, chunk, schedule, repeats, seed, seeding, items, samples, range, rows, limit]

  /// How many workers the pool has.
  package static let processes = Knob.whole(
    "processes", \.processes, in: 1...Knobs.mostProcesses, "How many workers the pool has, 1 to 256.",
    words: { counted($0, "process", plural: "processes") })

  /// How many items travel together.
  package static let chunk = Knob(
    "chunk", \.chunk, "How many items travel together: a number, or auto for ceil(items / (4 × workers)).",
    valueName: "N|auto", wants: "a whole number from 1 to \(formatCount(Knobs.mostSamples)), or auto",
    read: { word, _ in word == "auto" ? .auto : wholeNumber(word, in: 1...Knobs.mostSamples).map(ChunkSize.items) },
    text: { if case .items(let count) = $0 { String(count) } else { "auto" } },
    words: { if case .items(let count) = $0 { "chunk \(formatCount(count))" } else { "chunk auto" } })

  /// Which worker gets the next chunk.
  package static let schedule = Knob(
    "schedule", \.schedule, "Which worker gets the next chunk: static, cyclic, dynamic, guided or auto.",
    valueName: "schedule", choices: Schedule.allCases.map(\.rawValue),
    wants: Schedule.allCases.map(\.rawValue).joined(separator: ", "),
    read: { word, _ in Schedule(rawValue: word) }, text: \.rawValue,
    words: { $0 == .dynamic ? nil : $0.rawValue })

  /// How often the map is run.
  package static let repeats = Knob.whole(
    "repeat", \.repeats, in: 1...1000, "How often the whole map is run, for a mean and a deviation.",
    words: { $0 > 1 ? "\($0) times" : nil })

  /// Where the random numbers start.
  package static let seed = Knob(
    "seed", \.seeding, "Where random numbers start: a number, or pid to give each worker its own seed.",
    valueName: "N|pid", wants: "a whole number from 0, or pid",
    read: { word, before in word == "pid" ? .processID : UInt64(word).map(before.with(root:)) },
    text: { $0.root.map { String($0) } ?? "pid" })

  /// How the items get their seeds.
  package static let seeding = Knob(
    "seeding", \.seeding,
    "How a seed reaches the items: pid, same (all draw the same points) or item (each its own stream).",
    valueName: "pid|same|item", choices: Seeding.words, wants: "pid, same or item",
    read: { word, before in before.with(word: word) }, text: \.word, words: \.description)

  /// The items, all of them numbers.
  package static let items = Knob(
    "items", \.items, "The items: 5,5,5,5 or 0..<10.", valueName: "items", isWork: true,
    wants: "a list like 5,5,5,5 or a range like 0..<10",
    read: { word, _ in Items(numbers: word) }, text: \.text, words: \.words)

  /// The items of a task that takes any values.
  package static let anyItems = Knob(
    "items", \.items, "The items: 5,5,5,5 or 0..<10, or any values as JSON: [\"a\", [1, 2]].", valueName: "items",
    isWork: true, takesJSON: true,
    wants: "a list like 5,5,5,5, a range like 0..<10 or a JSON array like [\"a\", \"b\"]",
    read: { word, _ in word.hasPrefix("[") ? Items(json: word) : Items(numbers: word) }, text: \.text, words: \.words)

  /// How many random points are drawn.
  package static let samples = Knob.whole(
    "samples", \.samples, in: 1...Knobs.mostSamples,
    "How many points are drawn in all, split over the processes: 1e8 or 100 000 000.", isWork: true,
    words: { counted($0, "sample") })

  /// The numbers that are the items.
  package static let range = Knob(
    "range", \.range, "The numbers, from the first up to but not including the last: 100..<200.",
    valueName: "A..<B", isWork: true,
    wants: "a range like 100..<200, whole numbers up to \(formatCount(Knobs.rangeEnd))",
    read: { word, _ in numberRange(word, upTo: Knobs.rangeEnd) }, text: { "\($0.lowerBound)..<\($0.upperBound)" },
    words: { "\(formatCount($0.lowerBound)) ..< \(formatCount($0.upperBound))" })

  /// How large a picture is.
  package static let rows = Knob.whole(
    "rows", \.rows, in: 8...4096, "How many rows the picture has, each of them an item: 8 to 4096.", isWork: true,
    words: { counted($0, "row") })

  /// How long an item may take.
  package static let limit = Knob(
    "limit", \.limit, "How many seconds one item may take before it is given up, or none.",
    valueName: "SECONDS|none", wants: "a number of seconds from 0.001 to 3600, or none",
    read: { word, _ in durationOrNone(word, in: 0.001...Knobs.longestSleep) },
    text: { $0.map { formatItem($0.inSeconds) } ?? "none" },
    words: { $0.map { "limit \(formatDuration($0.inSeconds))" } })
}
