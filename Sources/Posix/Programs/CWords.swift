/// Words in the form that `exec` takes: an array of pointers that ends with a null pointer. The memory
/// lives as long as this object.
///
/// It doesn't use `strdup`: that memory comes from the C library and would go back to the program's own `free`, which is
/// a different one if a sanitizer is linked in.
package final class CWords {
  /// The array for the call.
  package let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let bytes: UnsafeMutablePointer<CChar>

  /// Copies the words; after them come `others`, which must outlive this object.
  package init(_ words: [String], followedBy others: [UnsafeMutablePointer<CChar>] = []) {
    bytes = .allocate(capacity: max(1, words.reduce(0) { $0 + $1.utf8.count + 1 }))
    pointers = .allocate(capacity: words.count + others.count + 1)
    var next = bytes
    for (index, word) in words.enumerated() {
      pointers[index] = next
      for byte in word.utf8 {
        next.pointee = CChar(bitPattern: byte)
        next += 1
      }
      next.pointee = 0
      next += 1
    }
    for (index, other) in others.enumerated() { pointers[words.count + index] = other }
    pointers[words.count + others.count] = nil
  }

  deinit {
    bytes.deallocate()
    pointers.deallocate()
  }
}
