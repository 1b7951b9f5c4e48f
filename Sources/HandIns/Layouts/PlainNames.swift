/// Finds the names of students in the paths of folders or files that follow no known layout.
///
/// The name is the first part in which the paths differ; if all differ only further down, it is that one: `a/jane` and
/// `b/joe` as well as `jane/work` and `joe/work`.
///
/// - Parameter paths: The path of each hand-in: that of its folder or zip, or of its file if that isn't `answers.md`.
/// - Returns: A name for each path. It may be the same for several, which are attempts of one student then.
func plainNames(of paths: [[String]], lesson: String) -> [String] {
  let names = paths.map { path -> [String] in
    let words = path.map { word(in: $0, lesson: lesson) }.filter { !$0.isEmpty }
    return words.isEmpty ? [path.last ?? ""] : words
  }
  guard names.count > 1 else { return names.map { $0.last ?? "" } }
  func column(_ level: Int) -> [String] { names.map { $0[min(level, $0.count - 1)] } }
  let deepest = names.map(\.count).max() ?? 1
  let first = (0..<deepest).first { Set(column($0)).count > 1 } ?? deepest - 1
  let distinct = (first..<deepest).first { Set(column($0)).count == names.count }
  return column(distinct ?? first)
}

/// The part of a name that can say who the student is; empty if it is the name of a lesson or of its files.
private func word(in name: String, lesson: String) -> String {
  var word = name[...]
  for ending in [".zip", ".poolbook", ".md", ".txt"] where word.hasSuffix(ending) { word = word.dropLast(ending.count) }
  if word == lesson || word == "answers" { return "" }
  return String(word.hasPrefix(lesson + "-") ? word.dropFirst(lesson.count + 1) : word)
}
