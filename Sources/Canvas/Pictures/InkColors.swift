/// The colours that an ink has outside of a terminal, and its number among the 256 colours of a terminal.
package enum InkColors {
  /// Xterm colours of medium brightness: blue, brick, green, magenta, teal, olive, violet. Each has a contrast of at least
  /// 2.8 : 1 on a dark and on a light background, also for people who can't tell red from green or see no colours.
  package static let workers256: [Int16] = [63, 131, 64, 133, 66, 100, 97]

  /// The xterm colour of an ink; `nil` for the terminal's own foreground.
  package static func xterm(_ ink: Ink) -> Int16? {
    switch ink {
    case .plain, .comment: nil
    case .worker(let index): workers256[place(of: index)]
    case .keyword: 99
    case .string: 64
    case .number: 131
    }
  }

  /// Which of the workers' colours a worker has; they repeat.
  package static func place(of worker: Int) -> Int { Int(worker.magnitude % UInt(workers256.count)) }

  /// A colour on a light background and on a dark one, as `#rrggbb`.
  package struct Pair: Sendable, Equatable {
    /// The one on a light background, and the one on a dark background.
    package let light: String, dark: String
  }

  /// The background.
  package static let ground = Pair(light: "#ffffff", dark: "#16181d")

  /// The colour of an ink. Its contrast with the background is at least 6.5 on a light one and 9 on a dark one, and that of a
  /// dim ink at least 4.6 and 5.
  package static func pair(_ ink: Ink, dim: Bool) -> Pair {
    switch ink {
    case .plain: dim ? faint : Pair(light: "#1f2328", dark: "#e6e8eb")
    case .comment: faint
    case .worker(let index): (dim ? dimWorkers : workers)[place(of: index)]
    case .keyword: (dim ? dimWorkers : workers)[6]
    case .string: (dim ? dimWorkers : workers)[2]
    case .number: (dim ? dimWorkers : workers)[1]
    }
  }

  private static let faint = Pair(light: "#636870", dark: "#9aa0a8")
  private static let workers = [
    Pair(light: "#274ae7", dark: "#a7b6f5"), Pair(light: "#a63827", dark: "#e9a9a0"),
    Pair(light: "#1b6c22", dark: "#4ad256"), Pair(light: "#9e2e8c", dark: "#e5a4da"),
    Pair(light: "#10686d", dark: "#1eccd5"), Pair(light: "#6a5e0c", dark: "#d2b917"),
    Pair(light: "#7d38c2", dark: "#caade7"),
  ]
  private static let dimWorkers = [
    Pair(light: "#4c69eb", dark: "#6881ee"), Pair(light: "#ce4530", dark: "#d76654"),
    Pair(light: "#22862a", dark: "#279d31"), Pair(light: "#c439ad", dark: "#d05cbc"),
    Pair(light: "#138187", dark: "#17979e"), Pair(light: "#85750f", dark: "#9b8811"),
    Pair(light: "#9358cf", dark: "#a472d6"),
  ]
}
