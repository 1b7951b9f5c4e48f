extension Question {
  /// One thing a question asks the student to fill in. The record, the screen and the plain workbook go through
  /// `Question.fields` instead of asking which kind of question it is.
  ///
  /// To add a kind of question:
  /// 1. Parse it: a case of `Question.Kind`, its keys and its reader in `QuestionHead`.
  /// 2. List its fields in `Question.fields` below. If the fields there are enough, this is all.
  /// 3. For a new kind of field: a case of `Field.Kind` and `Field.Name`, its value in `Answer`, and a field view
  ///    (`QuestionPane` on the screen, `PlainWorkbook` in plain text). The compiler lists the places.
  package struct Field: Sendable, Equatable {
    /// What kind of field it is.
    package var kind: Kind
    /// Whether it asks for the reason of another field. A question counts as answered without its reason.
    package var isReason = false

    /// The kinds of fields.
    package enum Kind: Sendable, Equatable {
      /// One of several options. `correct` has the indices of the right ones; it is empty if none is wrong.
      case choice(options: [String], correct: Set<Int>)
      /// A number in a unit, compared with the student's own runs if it has a check.
      case number(unit: String?, check: Check?)
      /// A text, a program or a file.
      case text(TextForm)
    }

    /// What a text field holds.
    package struct TextForm: Sendable, Equatable {
      /// The language of a program or a file; `nil` for free text.
      package var language: String?
      /// The file in the student's folder that has the text; `nil` if only the record has it.
      package var fileName: String?
      /// What the field holds before the student has written anything.
      package var starter = ""
      /// What takes its place for a Python that lacks modules.
      package var variants: [String] = []

      /// Describes a text by its parts; by default free text.
      package init(
        language: String? = nil, fileName: String? = nil, starter: String = "", variants: [String] = []
      ) {
        self.language = language
        self.fileName = fileName
        self.starter = starter
        self.variants = variants
      }

      /// Every text that the field can hold before the student has written anything.
      package var starters: [String] { [starter] + variants }
    }

    /// The names of fields. No two fields of a question have the same name; the record and the journal use them.
    package enum Name: String, Sendable, Equatable, CaseIterable {
      case choice, number, text
    }

    /// The field's name, which never changes.
    package var name: Name {
      switch kind {
      case .choice: .choice
      case .number: .number
      case .text: .text
      }
    }
  }

  /// The fields of an answer, in the order in which they are filled in; never empty.
  package var fields: [Field] {
    switch kind {
    case .text: [Field(kind: .text(.init()))]
    case .choice(let options, let correct, let why):
      [Field(kind: .choice(options: options, correct: correct))] + (why ? [.reason] : [])
    case .number(let unit, let check, let why):
      [Field(kind: .number(unit: unit, check: check))] + (why ? [.reason] : [])
    case .code(let language, let starter):
      [Field(kind: .text(.init(language: language, fileName: cell?.file, starter: starter, variants: variants)))]
    case .file(let name, let language, let starter):
      [Field(kind: .text(.init(language: language, fileName: name, starter: starter, variants: variants)))]
    }
  }

  /// The starter texts for a Python that lacks modules.
  private var variants: [String] { cell?.variants.map(\.starter) ?? [] }

  /// The field of a name; `nil` if the question has none.
  package func field(_ name: Field.Name) -> Field? { fields.first { $0.name == name } }

  /// The options to choose from; empty if it is not a choice.
  package var options: [String] {
    if case .choice(let options, _)? = field(.choice)?.kind { options } else { [] }
  }

  /// The unit of the number; `nil` if none is expected.
  package var unit: String? {
    if case .number(let unit, _)? = field(.number)?.kind { unit } else { nil }
  }

  /// The language of the program text; `nil` if the text is free text.
  package var language: String? { textForm.language }

  /// The file in the student's folder that has the text; `nil` if only the record has it.
  package var fileName: String? { textForm.fileName }

  /// What the text field holds before the student has written anything.
  package var starter: String { textForm.starter }

  /// A name for the file that an external editor opens; its extension tells the editor the language.
  package var editorFileName: String {
    if let fileName { return fileName }
    return switch language {
    case nil: id + ".md"
    case "python": id + ".py"
    case "bash": id + ".sh"
    default: id + ".txt"
    }
  }

  /// Every text that the text field can hold before the student has written anything.
  package var starters: [String] { textForm.starters }

  private var textForm: Field.TextForm {
    if case .text(let form)? = field(.text)?.kind { form } else { Field.TextForm() }
  }
}

extension Question.Field {
  /// The text field that asks for the reason beside a choice or a number.
  fileprivate static let reason = Question.Field(kind: .text(TextForm()), isReason: true)
}
