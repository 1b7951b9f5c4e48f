/// Why a text isn't a moment, and where the reading stopped.
struct MomentProblem: Error {
  var position: Int
}

/// Reads a moment for `--begin` or `--deadline`, such as `now+1hour`, `16:00`, `tomorrow` or `2030-01-31T08:00`.
///
/// - Returns: Seconds since 1970.
func moment(_ text: String, now: Int, secondsFromUTC: Int) throws(MomentProblem) -> Int {
  let words = text.lowercased()
  if words.hasPrefix("now") { return try now + offset(String(words.dropFirst(3)), start: 3) }
  let today = (now + secondsFromUTC) / 86_400
  func at(_ day: Int, _ seconds: Int) -> Int { day * 86_400 + seconds - secondsFromUTC }
  func next(_ seconds: Int) -> Int { at(today, seconds) > now ? at(today, seconds) : at(today + 1, seconds) }
  switch words {
  case "today": return now
  case "tomorrow": return at(today + 1, (now + secondsFromUTC) % 86_400)
  case "midnight": return at(today + 1, 0)
  case "noon": return next(12 * 3600)
  case "fika": return next(15 * 3600)
  case "teatime": return next(16 * 3600)
  default: break
  }
  let halves = words.split(separator: "t", maxSplits: 1, omittingEmptySubsequences: false)
  if halves.count == 2, let day = try day(halves[0], today: today), let seconds = clock(halves[1]) {
    return at(day, seconds)
  }
  if let day = try day(words[...], today: today) { return at(day, 0) }
  if let seconds = clock(words[...]) { return next(seconds) }
  throw MomentProblem(position: words.first?.isNumber == true && words.last?.isLetter == true ? 1 : 0)
}

/// What follows `now`: a sign, a count and a unit.
private func offset(_ text: String, start: Int) throws(MomentProblem) -> Int {
  if text.isEmpty { return 0 }
  guard let sign = text.first, sign == "+" || sign == "-" else { throw MomentProblem(position: start) }
  let number = LeadingNumber(String(text.dropFirst()))
  let units = [
    "": 1, "second": 1, "seconds": 1, "minute": 60, "minutes": 60, "hour": 3600, "hours": 3600, "day": 86_400,
    "days": 86_400, "week": 604_800, "weeks": 604_800,
  ]
  guard number.isThere, let unit = units[String(number.rest)] else { throw MomentProblem(position: start + 1) }
  return (sign == "-" ? -1 : 1) * number.value * unit
}

/// A day as `2030-01-31`, `01/31/30` or `013130`, counted from 1970; `nil` if the text has another form.
private func day(_ text: Substring, today: Int) throws(MomentProblem) -> Int? {
  var parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
  if parts.count == 3 {
    guard let year = Int(parts[0]), year > 1000, let month = Int(parts[1]), let day = Int(parts[2]) else { return nil }
    guard (1...12).contains(month), (1...31).contains(day) else { throw MomentProblem(position: 5) }
    return daysSince1970(year, month, day)
  }
  parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
  if parts.count == 1, text.count == 6, text.allSatisfy(\.isNumber) {
    parts = [0, 2, 4].map { String(text.dropFirst($0).prefix(2)) }
  }
  guard parts.count == 3, let month = Int(parts[0]), let day = Int(parts[1]), let year = Int(parts[2]) else {
    return nil
  }
  guard (1...12).contains(month), (1...31).contains(day) else { return nil }
  return daysSince1970(year < 100 ? 2000 + year : year, month, day)
}

/// A time of day as `16:00` or `4:30:15pm`, in seconds; `nil` if the text has another form.
private func clock(_ text: Substring) -> Int? {
  var rest = text
  var shift = 0
  if rest.hasSuffix("pm") || rest.hasSuffix("am") {
    shift = rest.hasSuffix("pm") ? 12 : 0
    rest = rest.dropLast(2)
  }
  let fields = rest.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
  guard (2...3).contains(fields.count), fields.allSatisfy({ $0 >= 0 }), fields[0] < 24, fields[1] < 60 else {
    return nil
  }
  let hour = shift == 12 && fields[0] < 12 ? fields[0] + 12 : fields[0]
  return hour * 3600 + fields[1] * 60 + (fields.count == 3 ? fields[2] : 0)
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
