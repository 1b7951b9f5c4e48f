extension Origin {
  /// What one name of a path says.
  struct Named: Equatable {
    var layout: Layout
    var person: Person
    var attempt = 0
    var isLate = false
    /// The name that the student's file had; empty for a folder with the student's files.
    var name: String
  }

  /// `doejane_LATE_12345_67890_answers.md`: the name, the number of the user, and that of the file. In an anonymous
  /// download it is `anon_K9yxW_67890_answers.md`.
  static func canvas(_ name: String) -> Named? {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count > 3, parts[0].allSatisfy({ $0.isLetter || $0.isNumber }), parts[0] == parts[0].lowercased() else {
      return nil
    }
    func named(_ file: Int, _ person: Person) -> Named? {
      guard file + 1 < parts.count, let number = whole(parts[file]) else { return nil }
      let original = parts[(file + 1)...].joined(separator: "_")
      let isLate = parts[1..<file].contains("LATE")
      return original.isEmpty
        ? nil
        : Named(
          layout: .canvas, person: person, attempt: number, isLate: isLate, name: original)
    }
    let words = parts.dropFirst().prefix { whole($0) == nil && $0 != "LATE" }
    let user = 1 + words.count + (parts[(1 + words.count)...].first == "LATE" ? 1 : 0)
    if user < parts.count, whole(parts[user]) != nil,
      let named = named(
        user + 1, Person(id: String(parts[user]), scope: .canvas, name: ([parts[0]] + words).joined(separator: "_")))
    {
      return named
    }
    guard parts[0] == "anon" else { return nil }
    let id = parts[1] == "LATE" ? 2 : 1
    return id < parts.count ? named(id + 1, Person(id: "anon \(parts[id])")) : nil
  }

  /// `Jane Doe_12345_assignsubmission_file_` is a folder; with the name of a file after it, it is that file. `Participant`
  /// is everybody's name if the marking is anonymous.
  static func moodle(_ name: String) -> Named? {
    guard let mark = name.firstRange(of: "_assignsubmission_") else { return nil }
    let (who, what) = (name[..<mark.lowerBound], name[mark.upperBound...])
    guard let bar = who.lastIndex(of: "_"), whole(who[who.index(after: bar)...]) != nil, bar > who.startIndex else {
      return nil
    }
    guard let kind = ["file", "onlinetext"].first(where: { what == $0 || what.hasPrefix($0 + "_") }) else { return nil }
    let id = String(who[who.index(after: bar)...])
    let fullName = String(who[..<bar]).replacing("_", with: " ")
    return Named(
      layout: .moodle, person: Person(id: id, scope: .moodle, name: fullName == "Participant" ? "" : fullName),
      name: String(what.dropFirst(kind.count + 1)))
  }

  /// `397063-2557369 - Mary-Ann Smith - Sep 24, 2024 926 PM`, with or without ` - answers.md`. The number belongs to no
  /// column of the grades, so that the name says who it is.
  static func brightspace(_ name: String) -> Named? {
    guard name.first?.isNumber ?? false else { return nil }
    let parts = pieces(of: name, separator: " - ")
    let numbers = parts[0].split(separator: "-")
    guard numbers.count == 2, numbers.allSatisfy({ whole($0) != nil }), parts.count > 2 else { return nil }
    guard let time = parts.indices.dropFirst(2).first(where: { moment(parts[$0]) != nil }) else { return nil }
    return Named(
      layout: .brightspace, person: Person(name: parts[1..<time].joined(separator: " - ")),
      attempt: moment(parts[time]) ?? 0, name: parts[(time + 1)...].joined(separator: " - "))
  }

  /// `Sharing Work_jdoe_attempt_2024-09-24-21-26-05_answers.md`; each attempt also has a `.txt` of Blackboard's own.
  static func blackboard(_ name: String) -> Named? {
    guard let mark = name.firstRange(of: "_attempt_"), let bar = name[..<mark.lowerBound].lastIndex(of: "_") else {
      return nil
    }
    let user = name[name.index(after: bar)..<mark.lowerBound]
    let (time, rest) = (name[mark.upperBound...].prefix(19), name[mark.upperBound...].dropFirst(19))
    let digits = time.filter { $0 != "-" }
    guard !user.isEmpty, digits.count == 14, let moment = whole(digits[...]), ["_", ".", nil].contains(rest.first)
    else {
      return nil
    }
    return Named(
      layout: .blackboard, person: Person(id: String(user)), attempt: moment,
      name: rest.first == "." ? "attempt" + rest : String(rest.dropFirst()))
  }

  /// Brightspace's times, `Sep 24, 2024 926 PM` or `9:26 PM`, as a number that grows with the time.
  private static func moment(_ text: String) -> Int? {
    let words = text.split(separator: " ")
    guard words.count == 5, let month = months.firstIndex(of: words[0].prefix(3).lowercased()),
      let day = whole(words[1].hasSuffix(",") ? words[1].dropLast() : words[1]), let year = whole(words[2]),
      let clock = whole(words[3].filter { $0 != ":" }[...]), ["AM", "PM"].contains(words[4].uppercased()),
      (1...31).contains(day), (1...9999).contains(year), (0...1259).contains(clock)
    else { return nil }
    let hour = clock / 100 % 12 + (words[4].uppercased() == "PM" ? 12 : 0)
    return (((year * 100 + month + 1) * 100 + day) * 100 + hour) * 100 + clock % 100
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
}

/// A whole number in digits.
private func whole(_ text: Substring) -> Int? {
  text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
}

/// The parts of a text between the places where another one is.
private func pieces(of text: String, separator: String) -> [String] {
  var parts: [String] = []
  var rest = text[...]
  while let place = rest.firstRange(of: separator) {
    parts.append(String(rest[..<place.lowerBound]))
    rest = rest[place.upperBound...]
  }
  return parts + [String(rest)]
}
