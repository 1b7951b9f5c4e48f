import Experiments
import LessonFormat
import Session
import Testing

/// How `samples: auto` in a lesson becomes a number.
@Suite struct SamplesTests {
  private func samples(_ experiment: String, in session: Session) throws -> Int {
    session.settings(of: try #require(session.experiment(experiment))).knobs.samples
  }

  @Test func `until it is measured, the number is the one for comparing`() throws {
    let session = Sample.session()
    #expect(session.needsSamples)
    #expect(try samples("alone", in: session) == 100_000_000)
  }

  @Test func `all experiments that leave it to the machine get one number, and keep it`() throws {
    var session = Sample.session()
    session.choose(samples: 2_000_000_000)
    session.choose(samples: 5_000_000_000)
    #expect(!session.needsSamples)
    #expect(try samples("alone", in: session) == 2_000_000_000)
    #expect(try samples("pooled", in: session) == 2_000_000_000)
  }

  @Test func `the first run on this machine decides for later sessions`() throws {
    let runs = [
      Sample.run(of: "alone", samples: 7, began: 1, host: "n2"), Sample.run(of: "pooled", samples: 50, began: 3),
      Sample.run(of: "alone", samples: 20, began: 2),
    ]
    let session = Sample.session(runs: runs)
    #expect(!session.needsSamples)
    #expect(try samples("pooled", in: session) == 20)
    #expect(Sample.session(runs: Array(runs.prefix(1))).needsSamples)
  }

  @Test func `a run that begins before the measurement settles the number`() throws {
    var session = Sample.session()
    let alone = try #require(session.experiment("alone"))
    try session.set(.samples, to: "1000", of: alone)
    session.begin(alone)
    session.choose(samples: 2_000_000_000)
    #expect(try samples("pooled", in: session) == 1000)
  }

  @Test func `the student's own number stays, and reset goes back to the machine's`() throws {
    var session = Sample.session()
    let alone = try #require(session.experiment("alone"))
    try session.set(.samples, to: "1e8", of: alone)
    session.choose(samples: 2_000_000_000)
    #expect(try samples("alone", in: session) == 100_000_000)
    session.reset(alone)
    #expect(try samples("alone", in: session) == 2_000_000_000)
  }

  @Test func `both numbers are usual values of the knob, and of no other`() throws {
    var session = Sample.session()
    let alone = try #require(session.experiment("alone"))
    #expect(session.usualValues(of: .samples, in: alone).map(\.text) == ["100000000"])
    session.choose(samples: 2_000_000_000)
    #expect(
      session.usualValues(of: .samples, in: alone).map(\.sentence) == [
        "2 000 000 000 is about a second for one process of this machine.",
        "100 000 000 is the number behind the lesson's own times.",
      ])
    #expect(session.usualValues(of: .processes, in: alone).isEmpty)
  }
}
