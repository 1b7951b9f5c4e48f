import Glibc

/// What the surroundings say that the program was started in.
enum Environment {
  /// A variable's value; nothing where it is missing or empty.
  static func value(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
