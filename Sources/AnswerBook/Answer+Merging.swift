extension Answer {
  /// The line between two versions of a text.
  package static let versionMark = "----- The same answer, from another program. Keep one of the two. -----"

  /// Merges an answer that was changed in two programs.
  ///
  /// What only one of them changed is taken from that one. If both changed the text, the result has both versions, the
  /// first one first, so that someone who is typing in it can go on. If both changed another field, `ours` is used.
  ///
  /// - Parameter base: The answer before both changes.
  package static func merging(_ ours: Answer?, _ theirs: Answer?, since base: Answer?) -> Answer? {
    // An answer that is missing may be lost, and the other program can't know what was typed here.
    guard let theirs else { return ours }
    if isSame(ours, base) { return theirs }
    guard !isSame(theirs, base), !isSame(ours, theirs), let ours else { return ours }
    let base = base ?? Answer()
    var merged = ours
    if ours.choice == base.choice { merged.choice = theirs.choice }
    if isSameText(ours.number, base.number) { merged.number = theirs.number }
    merged.text = merging(ours.text, theirs.text, since: base.text)
    merged.hintsShown = max(ours.hintsShown, theirs.hintsShown)
    merged.solutionSeen = ours.solutionSeen || theirs.solutionSeen
    return merged
  }

  /// Whether fields with room for only one value were changed in two ways, so that `merging` uses ours.
  static func overrules(_ ours: Answer?, _ theirs: Answer?, since base: Answer?) -> Bool {
    guard let ours, let theirs else { return false }
    let base = base ?? Answer()
    return ours.choice != base.choice && theirs.choice != base.choice && ours.choice != theirs.choice
      || !isSameText(ours.number, base.number) && !isSameText(theirs.number, base.number)
        && !isSameText(ours.number, theirs.number)
  }

  private static func merging(_ ours: String, _ theirs: String, since base: String) -> String {
    if isSameText(ours, base) { return theirs }
    if isSameText(theirs, base) { return ours }
    // If one version has all of the other, nothing is lost without the other.
    if trimmed(ours).isEmpty || theirs.contains(ours) { return theirs }
    if trimmed(theirs).isEmpty || ours.contains(theirs) { return ours }
    // What was typed after an earlier merge belongs to our version.
    if theirs.utf8.starts(with: base.utf8) {
      let added = String(decoding: theirs.utf8.dropFirst(base.utf8.count), as: UTF8.self)
      if added.hasPrefix("\n\n\(versionMark)\n") { return ours + added }
    }
    return "\(ours)\n\n\(versionMark)\n\n\(theirs)"
  }

  private static func isSameText(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }
}

/// An answer that was changed in another program while the workbook was open.
package struct OutsideEdit: Sendable, Equatable {
  /// The question's id.
  package var question: String
  /// The answer that the workbook wanted to save.
  package var before: Answer?
  /// The answer that is saved, with the changes of both.
  package var after: Answer?

  /// Describes an edit.
  package init(question: String, before: Answer?, after: Answer?) {
    (self.question, self.before, self.after) = (question, before, after)
  }
}
