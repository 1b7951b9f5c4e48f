/// The data of a question's comment, before its prose is known.
struct QuestionHead {
  /// The words of `kind`.
  enum Kind: String, CaseIterable { case text, choice, number, code, file }

  /// The keys of every kind, and those of each kind.
  private static let common = ["id", "kind", "title", "points", "before", "beside"]
  private static let own: [Kind: [String]] = [
    .text: [], .choice: ["options", "correct", "why"], .number: ["check", "correct", "tolerance", "unit", "why"],
    .code: ["file", "language", "starter"] + CellKeys.all, .file: ["file", "language", "starter"] + CellKeys.all,
  ]

  var id = ""
  var kind = Question.Kind.text
  /// How a code cell is run; `nil` for other questions.
  var cell: CellSpec?
  var title: String?
  var points: Int?
  var before: String?
  var beside: String?
  /// The ids it refers to, to be checked when all ids are known.
  var references: [Reference] = []
  /// Whether a code fence in the prompt is the starter text.
  var wantsStarter = false
  private let reservedNames: Set<String>

  /// Reads the keys and adds every fault to `diagnostics`.
  init(
    _ mapping: YAMLMapping, reservedNames: Set<String>, source: SourceText, into diagnostics: inout [Diagnostic]
  ) {
    self.reservedNames = reservedNames
    let all = Kind.allCases.reduce(into: Self.common) { all, kind in
      all += (Self.own[kind] ?? []).filter { !all.contains($0) }
    }
    var fields = Fields(mapping, source: source, noun: "a question", known: all)
    defer { diagnostics += fields.diagnostics }
    id = fields.word("id", required: "id: its-name") ?? ""
    title = fields.word("title")
    points = fields.whole("points", in: 0...1000)
    for key in ["before", "beside"] {
      guard let word = fields.word(key), let place = mapping[key]?.place else { continue }
      if key == "before" { before = word } else { beside = word }
      references.append(Reference(name: word, wants: key == "before" ? .experiment : .either, from: id, place: place))
    }
    guard let word = fields.word("kind", required: "kind: text") else { return }
    guard let kind = Kind(rawValue: word) else {
      let kinds = Kind.allCases.map(\.rawValue)
      fields.report(
        mapping["kind"]?.place ?? mapping.place, "There is no kind of question called `\(word.prefix(80))`.",
        fix: fix(for: word, among: kinds, noun: "kind"))
      return
    }
    refuseForeignKeys(kind, &fields)
    readOwn(kind, &fields)
  }

  private func refuseForeignKeys(_ kind: Kind, _ fields: inout Fields) {
    for entry in fields.mapping.entries where !Self.common.contains(entry.key) {
      guard Self.own[kind]?.contains(entry.key) == false else { continue }
      let owners = Kind.allCases.filter { Self.own[$0]?.contains(entry.key) == true }.map(\.rawValue)
      guard !owners.isEmpty else { continue }
      fields.report(
        entry.keyPlace, "A question of kind `\(kind.rawValue)` has no key `\(entry.key)`.",
        fix: "Remove it, or write \(oneOf(owners.map { "kind: \($0)" })).")
    }
  }

  private mutating func readOwn(_ kind: Kind, _ fields: inout Fields) {
    switch kind {
    case .text: self.kind = .text
    case .choice: self.kind = choice(&fields)
    case .number: self.kind = number(&fields)
    case .code, .file:
      let starter = fields.word("starter")
      wantsStarter = starter == nil
      if kind == .code {
        let language = fields.word("language") ?? "python"
        self.kind = .code(language: language, starter: starter ?? "")
        cell = codeCell(language, &fields)
      } else {
        let name = fileName(&fields)
        let language = fields.word("language") ?? Self.language(ofFile: name)
        self.kind = .file(name: name, language: language, starter: starter ?? "")
        if name.hasSuffix(".py") {
          cell = CellKeys.read(file: name, &fields)
        } else {
          CellKeys.refuse(&fields) {
            "`\($0)` is for a Python file."
          } fix: {
            "Remove `\($0)`, or name a file that ends in `.py`."
          }
        }
      }
      if let cell {
        let place = fields.mapping["uses"]?.place ?? fields.mapping.place
        references += cell.uses.map { Reference(name: $0, wants: .cell, from: id, place: place) }
      }
    }
  }

  /// The code cell of a question of kind `code`; `nil` if it has no file.
  private func codeCell(_ language: String, _ fields: inout Fields) -> CellSpec? {
    guard let entry = fields.mapping["file"] else {
      CellKeys.refuse(&fields) {
        "`\($0)` is for a code cell, which has a file."
      } fix: {
        "Write `file: my_program.py` as well, or remove `\($0)`."
      }
      return nil
    }
    if language != "python", let entry = fields.mapping["language"] {
      fields.report(entry.place, "A code cell is in Python.", fix: "Remove `language`, or remove `file`.")
    }
    let name = fileName(&fields)
    if !name.isEmpty, !name.hasSuffix(".py") {
      let stem = name.prefix { $0 != "." }.prefix(40)
      fields.report(
        entry.place, "`\(name.prefix(80))` is not the name of a Python file.",
        fix: "Write a name that ends in `.py`: `\(stem.isEmpty ? "my_program" : stem).py`.")
    }
    return CellKeys.read(file: name, &fields)
  }

  private func choice(_ fields: inout Fields) -> Question.Kind {
    let options = fields.list("options") ?? []
    if options.count < 2, fields.mapping["options"]?.value != .other {
      fields.report(
        fields.mapping["options"]?.place ?? fields.mapping.place, "A choice needs at least two options.",
        fix: "Write `options: [one, another]`.")
    }
    var correct: Set<Int> = []
    for word in fields.list("correct") ?? [] {
      if let number = Int(word), options.indices.contains(number - 1) {
        correct.insert(number - 1)
      } else if !options.isEmpty {
        fields.report(
          fields.mapping["correct"]?.place ?? fields.mapping.place, "There is no option `\(word.prefix(80))`.",
          fix:
            "Write the numbers of the right options, 1 to \(options.count), or remove `correct` if no option is wrong.")
      }
    }
    return .choice(options: options, correct: correct, why: fields.flag("why"))
  }

  private mutating func number(_ fields: inout Fields) -> Question.Kind {
    var check: Check?
    if let words = fields.word("check"), let entry = fields.mapping["check"] {
      switch CheckGrammar.read(words) {
      case .success(let figure):
        check = Check(figure: figure, tolerance: tolerance(for: figure, &fields))
        references += figure.experiments.map {
          Reference(name: $0, wants: figure.isResult ? .result : .figure, from: id, place: entry.place)
        }
      case .failure(let fault): fields.report(entry.place, fault.message, fix: fault.fix)
      }
    } else if fields.mapping["correct"] != nil {
      check = constants(&fields)
    } else if let entry = fields.mapping["tolerance"], fields.mapping["check"] == nil {
      fields.report(
        entry.keyPlace, "`tolerance` needs `check` or `correct`.",
        fix: "Remove it, or write `check: EXPERIMENT.seconds` or `correct: 2.21`.")
    }
    if let entry = fields.mapping["correct"], fields.mapping["check"] != nil {
      fields.report(
        entry.keyPlace, "A number has either `check` or `correct`.", fix: "Remove `correct`, or remove `check`.")
    }
    return .number(unit: fields.word("unit"), check: check, why: fields.flag("why"))
  }

  /// Reads the right number, or a list of them.
  private func constants(_ fields: inout Fields) -> Check? {
    guard let entry = fields.mapping["correct"], let words = fields.list("correct") else { return nil }
    var numbers: [Double] = []
    // Without a tolerance, a number may be rounded as the lesson rounds it: 2.21 means 2.205 to 2.215.
    var rounding = 0.0
    for word in words {
      guard let number = Double(word.filter { $0 != "_" }), number.isFinite else {
        fields.report(
          entry.place, "`\(word.prefix(80))` is not a number.", fix: "Write `correct: 2.21`, without the unit.")
        return nil
      }
      numbers.append(number)
      if let point = word.firstIndex(of: "."), !word.lowercased().contains("e"), number != 0 {
        var half = 0.5
        for _ in word[word.index(after: point)...] where half > 1e-300 { half /= 10 }
        rounding = max(rounding, half / abs(number))
      }
    }
    guard !numbers.isEmpty else {
      fields.report(entry.place, "`correct` needs a number.", fix: "Write `correct: 2.21`.")
      return nil
    }
    return Check(figure: .constants(numbers), tolerance: tolerance(usual: rounding, &fields))
  }

  /// Reads a fraction or a percentage. Without one, counts and results must be exact, and times and ratios may differ by a
  /// tenth.
  private func tolerance(for figure: Check.Figure, _ fields: inout Fields) -> Double {
    switch figure {
    case .workers, .chunks, .deaths, .result, .constants: tolerance(usual: 0, &fields)
    case .seconds, .imbalance, .speedup: tolerance(usual: 0.1, &fields)
    }
  }

  private func tolerance(usual: Double, _ fields: inout Fields) -> Double {
    guard let word = fields.word("tolerance"), let entry = fields.mapping["tolerance"] else { return usual }
    let percent = word.hasSuffix("%")
    let digits = percent ? String(word.dropLast()).filter { $0 != " " } : word
    guard let number = Double(digits), case let value = percent ? number / 100 : number, (0...10).contains(value) else {
      fields.report(
        entry.place, "`\(word.prefix(80))` is not a tolerance.", fix: "Write a fraction or a percentage: `10 %`.")
      return usual
    }
    return value
  }

  private func fileName(_ fields: inout Fields) -> String { fields.fileName(reserved: reservedNames) }

  private static func language(ofFile name: String) -> String {
    if name.hasSuffix(".py") { return "python" }
    return name.hasSuffix(".sb") || name.hasSuffix(".sh") ? "bash" : "text"
  }
}

extension Fields {
  /// The name of a file in the student's folder, from the key `file`; empty if it is missing.
  ///
  /// - Parameter reserved: Names that the workbook uses itself, in lower case.
  mutating func fileName(reserved: Set<String>) -> String {
    guard let name = word("file", required: "file: pool_example.py") else { return "" }
    let plain = name.utf8.count <= 100 && !name.hasPrefix(".") && !name.contains { "/\\\n\t".contains($0) }
    if !plain || reserved.contains(name.lowercased()), let entry = mapping["file"] {
      report(
        entry.place, "`\(name.prefix(80))` can't be a file in the student's folder.",
        fix: "Write a name without a path that the workbook doesn't use itself, such as `pool_example.py`.")
    }
    return name
  }
}
