import FoundationEssentials
import Text
internal import WorkerPool

/// Why a recorded run can't be read, as a sentence.
package struct RecordingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The sentence.
  package var description: String

  /// Makes an error from its sentence.
  package init(_ description: String) { self.description = description }
}

extension RecordedRun {
  /// The run as JSON lines: first everything except the events, then one event a line. Times start at the pool's creation.
  package func fileText() -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let start = events.first?.time ?? 0
    var lines = (try? encoder.encode(RunHeader(self))).map { [$0] } ?? []
    lines += events.compactMap { try? encoder.encode(EventLine($0, since: start)) }
    return lines.map { String(decoding: $0, as: UTF8.self) + "\n" }.joined()
  }

  /// Reads a whole run. Throws a sentence that names the line that is wrong.
  package static func read(_ text: String) throws(RecordingError) -> RecordedRun { try read(Array(text.utf8)) }

  /// Reads a whole run from the bytes of its file, UTF-8. Throws a sentence that names the line that is wrong.
  package static func read(_ bytes: [UInt8]) throws(RecordingError) -> RecordedRun {
    // Only `\n` ends a line: JSON leaves other line separators within its strings as they are.
    let newline = UInt8(ascii: "\n")
    let lineCount = bytes.count { $0 == newline }
    guard let first = bytes.split(separator: newline, maxSplits: 1).first else {
      throw RecordingError("The file is empty; a recorded run has a first line.")
    }
    guard lineCount <= mostLines else {
      throw RecordingError("The file has more than \(formatCount(mostLines)) lines, more than any recorded run.")
    }
    var run = try readHeader(firstLine: String(decoding: first, as: UTF8.self))
    run.events.reserveCapacity(lineCount)
    let decoder = JSONDecoder()
    var number = 1
    var start = first.endIndex
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: newline) ?? bytes.count
      defer { start = end + 1 }
      guard end > start else { continue }
      number += 1
      let plain = bytes.withUnsafeBufferPointer { EventLine(plain: UnsafeBufferPointer(rebasing: $0[start..<end])) }
      guard let event = (plain ?? (try? decoder.decode(EventLine.self, from: Data(bytes[start..<end]))))?.event else {
        throw RecordingError("Line \(number) is not an event of a recorded run.")
      }
      run.events.append(event)
    }
    return run
  }

  /// More than any run that this program writes, since `RunJournal` keeps fewer events.
  private static let mostLines = 1_000_000

  /// Reads everything except the events from the first line of a recorded run.
  package static func readHeader(firstLine: String) throws(RecordingError) -> RecordedRun {
    guard let header = try? JSONDecoder().decode(RunHeader.self, from: Data(firstLine.utf8)) else {
      throw RecordingError("The first line does not describe a recorded run.")
    }
    guard header.poolbook == RunHeader.format else {
      throw RecordingError("The run has format \(header.poolbook), but this program reads format 1; update poolbook.")
    }
    guard header.report.isSound, header.began.isFinite, abs(header.began) < 1e11 else {
      throw RecordingError("The first line has figures that no run can have; repeat the run.")
    }
    return try header.run()
  }
}

/// The first line of a recorded run.
private struct RunHeader: Codable {
  static let format = 1

  var poolbook: Int
  var id: String
  var experiment: String?
  var group: String?
  var began: Double
  var machine: Machine
  /// Knobs by name, as they would be typed.
  var knobs: [String: String]
  /// The program, if the task runs one.
  var command: [String]?
  var report: RunReport

  init(_ run: RecordedRun) {
    poolbook = Self.format
    id = run.id
    experiment = run.experiment
    group = run.group
    began = run.began
    machine = run.machine
    knobs = Dictionary(uniqueKeysWithValues: run.report.task.knobs.map { ($0.name, $0.text(of: run.knobs)) })
    command = run.knobs.command.isEmpty ? nil : run.knobs.command
    report = run.report
  }

  func run() throws(RecordingError) -> RecordedRun {
    var knobs = Knobs()
    for knob in report.task.knobs {
      guard let text = self.knobs[knob.name] else { continue }
      do throws(KnobError) { try knob.set(text, in: &knobs) } catch { throw RecordingError(error.description) }
    }
    knobs.command = command ?? []
    return RecordedRun(
      id: id, experiment: experiment, group: group, began: began, machine: machine, knobs: knobs, report: report,
      events: [])
  }
}
