import BatchJob
import Foundation
import Testing

/// A batch file that was submitted to SLURM 22.05, and what came of it. `Data/cases.jsonl` has one on each line.
struct RecordedCase: Decodable, Sendable, CustomTestStringConvertible {
  var id: String
  var about: String
  var cluster: String
  var name: String?
  var script: String?
  var script64: String?
  var argv: [String]
  var setenv: [String: String]?
  var stdin: String?
  var pre: String?
  var dep: String?
  var during: String?
  var during_pending: Bool?
  var wait: Double?
  var racy: String?
  var rc: Int32
  var stdout: String
  var stderr: String
  var job: OneOrMany<[String: String]>?
  var final: OneOrMany<End>?
  var env: [String: String]?
  var files: [String: String]?

  struct End: Decodable, Sendable, Equatable {
    var state: String
    var reason: String
    var exit: String
  }

  var testDescription: String { "\(id): \(about)" }

  /// The bytes of the script, if the case has one, with the id of the job it depends on.
  func bytes(dependency: String) -> [UInt8]? {
    script64.flatMap { Data(base64Encoded: $0) }.map { Array($0) }
      ?? script.map { Array($0.replacing("@DEP@", with: dependency).utf8) }
  }

  /// The name of the script's file.
  var file: String {
    name ?? argv.first { $0.hasSuffix(".sb") || $0.hasSuffix(".sh") || $0.hasSuffix(".py") } ?? "job.sb"
  }

  /// The nodes of its cluster.
  var nodes: Int { cluster.split(separator: "x").first.flatMap { Int($0) } ?? 1 }

  static let all: [RecordedCase] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Data/cases.jsonl")
    guard let text = try? String(contentsOf: path, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap {
      do { return try JSONDecoder().decode(RecordedCase.self, from: Data($0.utf8)) } catch {
        Issue.record("\($0.prefix(40)): \(error)")
        return nil
      }
    }
  }()
}

/// What SLURM reports of a job, or of each task of an array.
enum OneOrMany<Value: Decodable & Sendable>: Decodable, Sendable {
  case one(Value)
  case many([Value])

  init(from decoder: any Decoder) throws {
    let box = try decoder.singleValueContainer()
    self = try (try? box.decode([Value].self)).map { .many($0) } ?? .one(box.decode(Value.self))
  }

  var all: [Value] {
    switch self {
    case .one(let value): [value]
    case .many(let values): values
    }
  }
}
