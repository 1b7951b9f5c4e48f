import Testing

@testable import LessonFormat

/// `line:column message = fix` of every fault.
private func reports(_ body: String) -> [String] {
  faults(lesson(body)).map { "\($0.line):\($0.column) \($0.message) = \($0.fix)" }
}

@Suite struct MessageTests {
  @Test func `a colon in an option is the fault, and the only one`() {
    #expect(
      reports("<!-- question {id: q, kind: choice, options: [A list: in order, B]} -->\nA?\n<!-- end -->") == [
        "10:47 An item of `options` has a colon, so YAML takes it for a key and a value. = Write it in quotes: `\"A list: in order\"`."
      ])
    #expect(
      reports("<!-- question\nid: q\nkind: choice\noptions:\n  - B\n  - A list: in order\n-->\nA?\n<!-- end -->") == [
        "15:5 An item of `options` has a colon, so YAML takes it for a key and a value. = Write it in quotes: `\"A list: in order\"`."
      ])
  }

  @Test(arguments: [
    ("id: e\n\ttask: primes", "12:1 This line is indented with a tab, which YAML doesn't allow."),
    ("id: e\n  task: primes", "12:7 This line is indented, so YAML takes it for a part of the line above."),
    ("id: e\ntitle: One: two\ntask: primes", "12:11 A colon within a value needs quotes around the value."),
    ("id: e\ntask: primes\nprocesses: [1, 2", "A list that begins with `[` isn't closed before this."),
    ("id: \"e\ntask: primes", "A quotation mark isn't closed."),
    ("id: @e\ntask: primes", "11:5 A value can't begin with this character."),
  ])
  func `YAML that can't be read is explained`(yaml: String, expected: String) {
    let found = reports("```experiment\n\(yaml)\n```")
    #expect(found.count == 1)
    #expect(found.first?.contains(expected) == true, "\(found)")
    #expect(found.first?.contains("context") == false)
  }

  @Test func `the beginning of a key is enough to name it`() {
    #expect(
      reports("<!-- question {id: q, kind: code, lang: python} -->\nA?\n<!-- end -->") == [
        "10:35 `lang` is not a key of a question. = Write `language`."
      ])
  }

  @Test func `an empty hint is reported where it is`() {
    #expect(
      reports("<!-- question {id: q, kind: text} -->\nA?\n<!-- hint -->\n<!-- hint -->\nB.\n<!-- end -->") == [
        "12:1 This hint is empty. = Write the hint below it, or remove `<!-- hint -->`."
      ])
  }

  @Test func `a question without an end says where it must end`() {
    #expect(
      reports("<!-- question {id: q, kind: text} -->\nA?\n\n# Two {#two}") == [
        "10:1 This question has no end. = Write `<!-- end -->` above line 13."
      ])
  }

  @Test func `text after a mark is one fault`() {
    #expect(reports("<!-- question {id: q, kind: text} --> A?\n<!-- hint --> B.\n<!-- end -->").count == 2)
  }

  @Test func `a section without an id keeps its words as they are typed`() {
    #expect(reports("# A *b* [c](d) ##").map { $0.hasSuffix("Write `# A *b* [c](d) {#a-b-c}`.") } == [true])
  }
}
