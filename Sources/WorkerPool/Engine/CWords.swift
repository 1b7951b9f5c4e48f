/// Words as C's programs get them: an array of pointers, the last of them null, to bytes that live as long as the object.
///
/// Not `strdup`: its memory would come from the C library and go back to whatever `free` the program has, which is another
/// one where a sanitizer is linked in.
final class CWords {
  /// What `posix_spawn` and `exec` take.
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let bytes: UnsafeMutablePointer<CChar>

  /// Copies the words; `others`, which must outlive the object, follow them.
  init(_ words: [String], followedBy others: [UnsafeMutablePointer<CChar>] = []) {
    bytes = .allocate(capacity: max(1, words.reduce(0) { $0 + $1.utf8.count + 1 }))
    pointers = .allocate(capacity: words.count + others.count + 1)
    var next = bytes
    for (place, word) in words.enumerated() {
      pointers[place] = next
      for byte in word.utf8 {
        next.pointee = CChar(bitPattern: byte)
        next += 1
      }
      next.pointee = 0
      next += 1
    }
    for (place, other) in others.enumerated() { pointers[words.count + place] = other }
    pointers[words.count + others.count] = nil
  }

  deinit {
    bytes.deallocate()
    pointers.deallocate()
  }
}
