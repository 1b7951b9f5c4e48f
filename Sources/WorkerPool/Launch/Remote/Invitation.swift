import Glibc
import Posix

/// Where agents find their pool, and the secret that shows that they belong to it.
///
/// It travels in the environment: `ps` would show an argument to everyone on the machine.
package struct Invitation: Sendable, Equatable {
  /// The address of the pool.
  package var address: String
  /// The port it listens on.
  package var port: UInt16
  /// A random word.
  package var secret: String

  /// The name of the environment variable.
  package static let variable = "POOLBOOK_POOL"

  /// Makes an invitation with a new secret.
  init(address: String, port: UInt16) {
    self.address = address
    self.port = port
    var generator = SystemRandomNumberGenerator()
    secret = (0..<4).map { _ in String(generator.next(), radix: 36) }.joined()
  }

  /// Reads the value of the variable; `nil` if it isn't one.
  init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count == 3, let port = UInt16(words[1]) else { return nil }
    (address, self.port, secret) = (String(words[0]), port, String(words[2]))
  }

  /// The value of the variable.
  package var text: String { "\(address) \(port) \(secret)" }

  /// Compares in a time that doesn't depend on where the words differ.
  func accepts(_ word: String) -> Bool {
    let (mine, theirs) = (Array(secret.utf8), Array(word.utf8))
    guard mine.count == theirs.count else { return false }
    return zip(mine, theirs).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
