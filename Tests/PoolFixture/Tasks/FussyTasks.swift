import Glibc
public import WorkerPool

/// A number that can be written, but not read if it is 13.
public struct Fussy: WireValue, Equatable {
  /// The number.
  public var number: Int

  /// Makes a value.
  public init(_ number: Int) { self.number = number }

  /// Writes the number.
  public func encode(into writer: inout WireWriter) { number.encode(into: &writer) }

  /// Reads the number.
  public init(from reader: inout WireReader) throws(WireError) {
    number = try Int(from: &reader)
    guard number != 13 else { throw .invalid(type: "Fussy") }
  }
}

/// Tasks whose values are hard to send.
extension FixtureTasks {
  /// Returns the number.
  public static let fussyInput = PoolTask<Fussy, Int>(name: "fussy-input") { fussy, _ in fussy.number }
  /// Returns the number.
  public static let fussyResult = PoolTask<Int, Fussy>(name: "fussy-result") { number, _ in Fussy(number) }
  /// Throws an error whose message has this many characters.
  public static let throwLong = PoolTask<Int, Int>(name: "throw-long") { length, _ in
    throw Mishap(description: String(repeating: "é", count: length))
  }
  /// Reverses bytes.
  public static let reverse = PoolTask<[UInt8], [UInt8]>(name: "reverse") { bytes, _ in bytes.reversed() }
  /// Returns the bytes twice; kills its process with SIGKILL if there are some and the first one is 255.
  public static let dieIfMarked = PoolTask<[UInt8], [UInt8]>(name: "die-if-marked") { bytes, _ in
    if bytes.first == 255 { kill(getpid(), SIGKILL) }
    return bytes + bytes
  }
  /// Doubles a number; there is another task of this name.
  public static let twice = PoolTask<Int, Int>(name: "twice") { number, _ in number * 2 }
  /// Doubles a text.
  public static let alsoTwice = PoolTask<String, String>(name: "twice") { text, _ in text + text }
}
