/// The time that a job may take, in whole minutes.
package struct TimeLimit: Sendable, Equatable, Codable {
  /// The minutes; `nil` for no limit of its own.
  package var minutes: UInt32?

  /// Reads a limit such as `90`, `1:30:00` or `2-12:00`; `nil` if SLURM refuses it.
  package init?(_ text: String) {
    if text == "-1" || ["infinite", "unlimited"].contains(text.lowercased()) { return }
    guard let seconds = Self.seconds(text) else { return nil }
    // SLURM counts seconds in 32 bits, also where they don't fit.
    let counted = Int32(truncatingIfNeeded: seconds)
    let minutes = UInt32(truncatingIfNeeded: (Int(counted) + 59) / 60)
    self.minutes = minutes == 0 ? nil : minutes
  }

  /// As SLURM shows it: `01:30:00`, `2-12:00:00` or `UNLIMITED`.
  package var shown: String { minutes.map { shownMinutes(Int($0)) } ?? "UNLIMITED" }

  /// A time as SLURM reads it, in seconds; `nil` if it refuses it.
  static func seconds(_ text: String) -> Int? {
    // A single minus before digits is read as days.
    if text.first == "-", let days = digits(text.dropFirst()) { return -days &* 86_400 }
    let halves = text.split(separator: "-", omittingEmptySubsequences: false)
    guard halves.count <= 2 else { return nil }
    if halves.count == 2 {
      guard let days = digits(halves[0]) else { return nil }
      if halves[1].isEmpty { return days &* 86_400 }
      guard let fields = fields(halves[1]), fields.count <= 3 else { return nil }
      let (hours, minutes, seconds) = (fields[0], fields.dropFirst().first ?? 0, fields.dropFirst(2).first ?? 0)
      return days &* 86_400 &+ hours &* 3600 &+ minutes &* 60 &+ seconds
    }
    guard let fields = fields(text[...]) else { return nil }
    switch fields.count {
    case 1: return fields[0] &* 60
    case 2: return fields[0] &* 60 &+ fields[1]
    case 3: return fields[0] &* 3600 &+ fields[1] &* 60 &+ fields[2]
    default: return nil
    }
  }

  private static func fields(_ text: Substring) -> [Int]? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.compactMap(digits)
    return numbers.count == parts.count ? numbers : nil
  }

  private static func digits(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
    return LeadingNumber(String(text)).value
  }
}

/// Minutes as SLURM shows a time: `01:30:00` or `2-12:00:00`.
package func shownMinutes(_ minutes: Int) -> String {
  let clock = "\(padded(minutes / 60 % 24)):\(padded(minutes % 60)):00"
  return minutes < 1440 ? clock : "\(minutes / 1440)-\(clock)"
}

/// A number with at least two digits.
func padded(_ number: Int, _ width: Int = 2) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
