import AnswerBook
import Archive
import Experiments
import Testing

@testable import HandIns

/// What `collect` notices about journals and bundles, wherever they are.
struct HandInEvidenceTests {
  private let classroom: Classroom

  init() throws { classroom = try Classroom() }

  /// The files of a student who runs the first experiment and then answers; the journal begins with a run.
  private func runFirst() throws -> Classroom.Files {
    var run = classroom.run(id: "r1", began: 1_795_000_000, workers: 4)
    run.machine.version = programVersion
    let files = try classroom.files(run: nil, first: run)
    let journal = try #require(files.first { $0.path == "journal.jsonl" })
    #expect(String(decoding: journal.bytes, as: UTF8.self).split(separator: "\n")[0].contains(#""run":"r1""#))
    return files
  }

  private func edited(_ files: Classroom.Files, _ name: String, _ old: String, _ new: String) throws -> Classroom.Files
  {
    try files.map { file in
      guard file.path == name else { return file }
      let text = String(decoding: file.bytes, as: UTF8.self)
      try #require(text.contains(old))
      return (file.path, Array(text.replacing(old, with: new).utf8))
    }
  }

  /// What is in the bundle that the program makes of the files that were made last.
  private func unpacked() throws -> Classroom.Files {
    let reader = try ZipReader(bytes: try classroom.bundle()[0].bytes)
    return try reader.entries(limit: 20).map { ($0.name, try reader.bytes(of: $0, limit: 1 << 20)) }
  }

  private func flags(_ name: String) throws -> [String] {
    try #require(try classroom.collect("all/\(name)").rows.first).flags.map(\.sentence)
  }

  private let brokenLine =
    "Line 2 of journal.jsonl doesn't match the lines before it: one was changed, added or removed."

  @Test func `a journal that begins with a run is one in a folder, in a bundle and without its record`() throws {
    let files = try runFirst()
    let bundle = try unpacked()
    try classroom.add(files, to: "ann")
    try classroom.add(edited(files, "journal.jsonl", #""number":"4""#, #""number":"3""#), to: "ben")
    try classroom.add(classroom.zipped("x.poolbook.zip", bundle), to: "cem")
    try classroom.add(
      classroom.zipped("x.poolbook.zip", edited(bundle, "journal.jsonl", #""number":"4""#, #""number":"3""#)), to: "dan"
    )
    try classroom.add(files.filter { $0.path != "answers.md" }, to: "eve")
    #expect(try flags("ann") == [] && flags("cem") == [])
    #expect(try flags("ben") == [brokenLine])
    #expect(try flags("dan") == [brokenLine, "journal.jsonl isn't as the bundle's manifest says."])
    let eve = try #require(try classroom.collect("all/eve").rows.first?.attempt)
    #expect(eve.report.questions.first { $0.id == "distinct" }?.isAnswered == true)
  }

  @Test func `a journal whose first line is damaged or very long is one, too`() throws {
    let files = try classroom.files(run: nil) {
      $0.answers["container"] = Answer(text: String(repeating: "long ", count: 999))
    }
    try classroom.add(files.filter { $0.path != "answers.md" }, to: "ann")
    #expect(try classroom.collect("all/ann").handedIn.count == 1)
    try classroom.add(edited(files, "journal.jsonl", #"{"chain""#, #"{chain"#), to: "ben")
    #expect(try flags("ben").contains("2 lines of journal.jsonl can't be read."))
  }

  @Test func `the journal of another lesson is no hand-in`() throws {
    let files = try runFirst()
    let other = try edited(files, "journal.jsonl", #""question":""#, #""question":"not-"#)
    try classroom.add(other.filter { $0.path != "answers.md" }, to: "ann")
    try classroom.add(edited(files, "answers.md", "poolbook: sharing-work", "poolbook: other"), to: "ben")
    #expect(try classroom.collect().handedIn.isEmpty)
  }

  @Test func `files that differ from a bundle's manifest, or are missing, are named`() throws {
    _ = try classroom.files { $0.answers["script"] = Answer(text: "#!/bin/bash\n#SBATCH --ntasks=4\nhostname\n") }
    try classroom.addToStudent("slurm-7.out", "n1\n")
    let bundle = try unpacked()
    let script = try #require(bundle.first { $0.path.hasSuffix(".sb") }).path
    #expect(bundle.contains { $0.path == "slurm-7.out" } && bundle.contains { $0.path == "runs/r1.jsonl" })
    try classroom.add(classroom.zipped("x.poolbook.zip", bundle), to: "ann")
    #expect(try flags("ann").filter { $0.contains("manifest") } == [])
    let changed = bundle.map {
      ($0.path, ["answers.md", "slurm-7.out"].contains($0.path) ? $0.bytes + [10] : $0.bytes)
    }
    try classroom.add(classroom.zipped("x.poolbook.zip", changed), to: "ben")
    #expect(try flags("ben").contains("answers.md and slurm-7.out aren't as the bundle's manifest says."))
    let less = bundle.filter { ![script, "slurm-7.out"].contains($0.path) }
    try classroom.add(classroom.zipped("x.poolbook.zip", less), to: "cem")
    #expect(
      try flags("cem").contains("\(script) and slurm-7.out are in the bundle's manifest, but the files are missing."))
    // Without the journal, only the manifest knows the run.
    let run = try edited(bundle, "runs/r1.jsonl", #""mean_s":0.0031"#, #""mean_s":0.0030"#)
    try classroom.add(classroom.zipped("x.poolbook.zip", run.filter { $0.path != "journal.jsonl" }), to: "dan")
    #expect(try flags("dan").contains("runs/r1.jsonl isn't as the bundle's manifest says."))
    #expect(try flags("dan").contains("journal.jsonl is in the bundle's manifest, but the file is missing."))
    // With it, the run is named once.
    try classroom.add(classroom.zipped("x.poolbook.zip", run), to: "eve")
    #expect(try flags("eve").filter { $0.contains("r1") } == ["Run r1 was changed after it was recorded."])
  }

  @Test func `the files of a bundle that were uploaded one by one match its manifest`() throws {
    _ = try runFirst()
    try classroom.addToStudent("slurm-7.out", "n1\n")
    let bundle = try unpacked()
    try classroom.add(flat("doejane_12_", bundle, numbers: 900), to: "hw")
    #expect(try flags("hw") == [])
    try classroom.add(
      flat("doejane_12_", bundle.map { ($0.path, $0.path == "slurm-7.out" ? [65] : $0.bytes) }, numbers: 900), to: "hx")
    #expect(try flags("hx") == ["slurm-7.out isn't as the bundle's manifest says."])
  }
}
