internal import LessonFormat

/// Reads `submission_metadata.yml`, which Gradescope puts beside the folders of the submissions.
///
/// - Returns: Who made each submission, by the name of its folder; none if the file can't be read.
func gradescopeSubmitters(_ yaml: [UInt8]) -> [String: [Person]] {
  // The file also has the results of tests, which can be long.
  let root = try? YAMLNode.parse(String(decoding: yaml, as: UTF8.self), limit: 1 << 22)
  var submitters: [String: [Person]] = [:]
  for pair in (root ?? nil)?.pairs ?? [] {
    guard let folder = pair.key.text, let people = pair.value["submitters"]?.items else { continue }
    submitters[folder] = people.map { person in
      let (name, email) = (person["name"]?.text ?? "", person["email"]?.text ?? "")
      let id = person["sid"]?.text ?? ""
      return Person(id: id.isEmpty ? email : id, name: name, email: email)
    }
  }
  return submitters
}

extension YAMLNode {
  /// The value of a key, which is a symbol of Ruby with a colon before it.
  fileprivate subscript(key: String) -> YAMLNode? {
    pairs?.first { $0.key.text == ":" + key || $0.key.text == key }?.value
  }
}
