import Lessons
import Testing

@testable import LessonFormat

/// Spans as text: `k(def) f`, one line a line.
private func inked(_ code: String, _ language: String?) -> [String] {
  codeSpans(code, language: language).map { line in
    line.map { text, ink in
      switch ink {
      case .plain: text
      case .keyword: "k(\(text))"
      case .string: "s(\(text))"
      case .comment: "c(\(text))"
      case .number: "n(\(text))"
      }
    }.joined()
  }
}

@Suite struct CodeSpansTests {
  @Test(arguments: [
    ("def f(n):  # why", "k(def) f(n):  c(# why)"),
    ("x = 100_000_000 + 0x1f + 1e-8 + .5", "x = n(100_000_000) + n(0x1f) + n(1e-8) + n(.5)"),
    ("s = 'it\\'s' + \"#no\"", "s = s('it\\'s') + s(\"#no\")"),
    ("f\"{x}\" rb'\\''", "s(f\"{x}\") s(rb'\\'')"),
    ("x1 = import_me", "x1 = import_me"),
    ("open('never closed", "open(s('never closed)"),
    ("a[0].b", "a[n(0)].b"),
  ])
  func `a line of Python has its inks`(code: String, expected: String) {
    #expect(inked(code, "python") == [expected])
  }

  @Test func `a triple-quoted string goes over lines`() {
    #expect(
      inked("'''one\n\n\"two\" ''' if", "python") == ["s('''one)", "", "s(\"two\" ''') k(if)"])
  }

  @Test func `a string that is not closed ends with its line`() {
    #expect(inked("'open\nreturn 1", "python") == ["s('open)", "k(return) n(1)"])
  }

  @Test(arguments: [
    ("#!/bin/bash", "c(#!/bin/bash)"),
    ("#SBATCH --mem=4GB", "k(#SBATCH)c( --mem=4GB)"),
    ("cd \"$SLURM_SUBMIT_DIR/x\" # go", "k(cd) s(\")n($SLURM_SUBMIT_DIR)s(/x\") c(# go)"),
    ("echo '$HOME' ${A:-b} $? $1 a#b", "echo s('$HOME') n(${A:-b}) n($?) n($1) a#b"),
    ("for i in 1 2; do", "k(for) i k(in) n(1) n(2); k(do)"),
    ("squeue -u $USER", "squeue -u n($USER)"),
    ("python done.py", "python done.py"),
    ("echo \\# 5$", "echo \\# 5$"),
  ])
  func `a line of shell script has its inks`(code: String, expected: String) {
    #expect(inked(code, "bash") == [expected])
  }

  @Test func `code in an unknown language stays plain`() {
    #expect(inked("if x { 1 }\n\n# no", "text") == ["if x { 1 }", "", "# no"])
    #expect(inked("if", nil) == ["if"])
  }

  @Test(arguments: ["python", "bash", "text"])
  func `spans joined give the code back, whatever it is`(language: String) {
    var random = SplitMix(seed: 7)
    let alphabet = Array("ab1_ .\n\t#'\"\\${}()=;日é")
    for _ in 0..<500 {
      let code = String((0..<60).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] })
      let joined = codeSpans(code, language: language).map { $0.map(\.text).joined() }.joined(separator: "\n")
      #expect(joined == code)
    }
    let lesson = BuiltInLesson.sharingWork
    #expect(codeSpans(lesson, language: language).map { $0.map(\.text).joined() }.joined(separator: "\n") == lesson)
  }
}
