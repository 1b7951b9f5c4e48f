import Glibc

/// The environment this process was started with.
package enum Environment {
  /// The value of a variable; `nil` if it is missing or empty.
  package static func value(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// The name this machine has in its network; `localhost` if it has none.
package func hostName() -> String {
  var name = utsname()
  guard uname(&name) == 0 else { return "localhost" }
  return withUnsafeBytes(of: &name.nodename) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}
