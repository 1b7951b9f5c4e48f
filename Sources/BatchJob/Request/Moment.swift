/// Why a text isn't a moment, and where the reading stopped; `nil` if it came to the end.
struct MomentProblem: Error {
  var position: Int?
}

/// Reads a moment for `--begin` or `--deadline`, such as `now+1hour`, `16:00`, `tomorrow` or `2030-01-31T08:00`.
///
/// - Returns: Seconds since 1970.
func moment(_ text: String, now: Int, secondsFromUTC: Int) throws(MomentProblem) -> Int {
  var reader = MomentReader(text)
  try reader.read()
  return try reader.moment(now: now, secondsFromUTC: secondsFromUTC)
}

/// Reads times and dates in any order, as sbatch does: the last of each kind counts.
private struct MomentReader {
  private let bytes: [UInt8]
  private var position = 0
  /// Seconds to add to the time now.
  private var offset: Int?
  /// Days from today.
  private var daysAhead: Int?
  private var date: (year: Int?, month: Int, day: Int)?
  /// Seconds since midnight.
  private var time: Int?

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func read() throws(MomentProblem) {
    while position < bytes.count {
      if isBlank(position) || at(position) == UInt8(ascii: "-") || at(position) == UInt8(ascii: "T") {
        position += 1
      } else if digit(position) != nil {
        if at(position + 1) == UInt8(ascii: ":") || at(position + 2) == UInt8(ascii: ":") {
          try readTime()
        } else {
          try readDate()
        }
      } else if takeWord("now") {
        try readOffset()
      } else if takeWord("today") {
        daysAhead = 0
      } else if takeWord("tomorrow") {
        daysAhead = 1
      } else if let hour = takeHour() {
        time = hour * 3600
      } else {
        throw MomentProblem(position: position)
      }
    }
  }

  func moment(now: Int, secondsFromUTC: Int) throws(MomentProblem) -> Int {
    if let offset { return now + offset }
    let (today, clock) = ((now + secondsFromUTC) / 86_400, (now + secondsFromUTC) % 86_400)
    var day = today + (daysAhead ?? 0)
    if let date {
      var year = date.year ?? calendarYear(ofDay: today)
      // Without a year, it is the next such day.
      if date.year == nil, daysSince1970(year, date.month, date.day) < today { year += 1 }
      day = daysSince1970(year, date.month, date.day)
    } else if daysAhead == nil {
      guard let time else { throw MomentProblem(position: nil) }
      if time <= clock { day += 1 }
    }
    return day * 86_400 + (time ?? 0) - secondsFromUTC
  }

  // MARK: Parts

  /// What follows `now`: a sign, a count and a unit.
  private mutating func readOffset() throws(MomentProblem) {
    offset = offset ?? 0
    var next = position
    while isBlank(next) { next += 1 }
    guard let sign = at(next), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return }
    let start = next
    next += 1
    while isBlank(next) { next += 1 }
    let number = LeadingNumber(String(decoding: bytes[next...], as: UTF8.self))
    guard digit(next) != nil else { throw MomentProblem(position: start) }
    position = next
    while digit(position) != nil { position += 1 }
    var unit = 1
    if position < bytes.count, !isBlank(position) {
      let units = [("second", 1), ("minute", 60), ("hour", 3600), ("day", 86_400), ("week", 604_800)]
      guard let found = units.first(where: { takeWord($0.0) }) else { throw MomentProblem(position: next) }
      _ = takeWord("s")
      unit = found.1
    }
    offset = (sign == UInt8(ascii: "-") ? -1 : 1) &* number.value &* unit
  }

  /// `16:00` or `4:30:15 pm`.
  private mutating func readTime() throws(MomentProblem) {
    var next = position
    var hour = 0
    while let digit = digit(next) { (hour, next) = (10 * hour + digit, next + 1) }
    guard hour < 24 else { throw MomentProblem(position: next - 2) }
    next += 1
    let minute = try sixtieth(&next)
    var second = 0
    if at(next) == UInt8(ascii: ":") {
      next += 1
      second = try sixtieth(&next)
    }
    position = next
    while isBlank(next) { next += 1 }
    let half = String(decoding: bytes[min(next, bytes.count)...].prefix(2), as: UTF8.self).lowercased()
    if half == "am" || half == "pm" {
      guard hour <= 12 else { throw MomentProblem(position: next) }
      hour = hour % 12 + (half == "pm" ? 12 : 0)
      position = next + 2
    }
    time = hour * 3600 + minute * 60 + second
  }

  /// Two digits below 60.
  private func sixtieth(_ next: inout Int) throws(MomentProblem) -> Int {
    guard let tens = digit(next) else { throw MomentProblem(position: next) }
    guard let ones = digit(next + 1) else { throw MomentProblem(position: next + 1) }
    guard tens < 6 else { throw MomentProblem(position: next) }
    next += 2
    return 10 * tens + ones
  }

  /// `2030-01-31`, `01/31/30`, `1/31`, `1.31.30` or `013130`.
  private mutating func readDate() throws(MomentProblem) {
    let start = position
    if (0...3).allSatisfy({ digit(start + $0) != nil }), at(start + 4) == UInt8(ascii: "-"),
      let month = twoDigits(start + 5), at(start + 7) == UInt8(ascii: "-"), let day = twoDigits(start + 8)
    {
      guard (1...12).contains(month) else { throw MomentProblem(position: start + 5) }
      guard (1...31).contains(day) else { throw MomentProblem(position: start + 8) }
      date = ((0...3).reduce(0) { 10 * $0 + (digit(start + $1) ?? 0) }, month, day)
      position = start + 10
      return
    }
    let month = try part(upTo: 12)
    takeSeparator()
    let day = try part(upTo: 31)
    takeSeparator()
    var year = 0
    if let tens = digit(position) {
      guard let ones = digit(position + 1) else { throw MomentProblem(position: position + 1) }
      year = 10 * tens + ones
      position += 2
    }
    date = (year == 0 ? nil : 2000 + year, month, day)
  }

  /// A number of one or two digits.
  private mutating func part(upTo most: Int) throws(MomentProblem) -> Int {
    guard var number = digit(position) else { throw MomentProblem(position: position) }
    position += 1
    if let ones = digit(position) { (number, position) = (10 * number + ones, position + 1) }
    guard (1...most).contains(number) else { throw MomentProblem(position: position - 2) }
    return number
  }

  private mutating func takeSeparator() {
    if at(position) == UInt8(ascii: "/") || at(position) == UInt8(ascii: ".") { position += 1 }
  }

  /// The hour of a word such as `noon`.
  private mutating func takeHour() -> Int? {
    [("midnight", 0), ("noon", 12), ("fika", 15), ("teatime", 16)].first { takeWord($0.0) }?.1
  }

  private mutating func takeWord(_ word: String) -> Bool {
    let found = String(decoding: bytes[position...].prefix(word.utf8.count), as: UTF8.self)
    guard found.lowercased() == word else { return false }
    position += word.utf8.count
    return true
  }

  // MARK: Bytes

  private func at(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

  private func isBlank(_ index: Int) -> Bool { at(index) == UInt8(ascii: " ") || at(index) == UInt8(ascii: "\t") }

  private func digit(_ index: Int) -> Int? {
    at(index).flatMap { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) ? Int($0 - UInt8(ascii: "0")) : nil }
  }

  private func twoDigits(_ index: Int) -> Int? {
    guard let tens = digit(index), let ones = digit(index + 1) else { return nil }
    return 10 * tens + ones
  }
}

/// The year of the Gregorian calendar that a day belongs to, which is counted from 1970.
private func calendarYear(ofDay day: Int) -> Int {
  var year = 1970 + day / 366
  while daysSince1970(year + 1, 1, 1) <= day { year += 1 }
  return year
}

/// The days from 1970 to a date of the Gregorian calendar.
func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
  // Years are counted from March, so that a leap day is the last of its year.
  let years = month > 2 ? year : year - 1
  let era = years / 400
  let yearOfEra = years - era * 400
  let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
  return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}
