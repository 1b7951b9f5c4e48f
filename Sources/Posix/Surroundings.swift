internal import CLinux
import Glibc

/// The arguments this process was started with, without the program's name.
package func programArguments() -> [String] {
  var words: [String] = []
  var next = cl_arguments()
  while let word = next?.pointee {
    words.append(String(cString: word))
    next = next?.successor()
  }
  return Array(words.dropFirst())
}

/// The environment this process was started with.
package enum Environment {
  /// The value of a variable; `nil` if it is missing or empty.
  package static func value(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The environment of this process as it is now, for a program that is started: the array of the process itself may be freed
  /// when another thread sets a variable.
  package static func now() -> CWords {
    var inherited: [UnsafeMutablePointer<CChar>] = []
    var next = cl_environment()
    while let variable = next?.pointee {
      inherited.append(variable)
      next = next?.successor()
    }
    return CWords([], followedBy: inherited)
  }

  /// The environment for a program that is started: that of this process, with these variables added or changed.
  package static func words(with variables: [String: String]) -> CWords {
    var inherited: [UnsafeMutablePointer<CChar>] = []
    var next = cl_environment()
    while let variable = next?.pointee {
      let name = String(cString: variable).prefix { $0 != "=" }
      if variables[String(name)] == nil { inherited.append(variable) }
      next = next?.successor()
    }
    return CWords(variables.map { "\($0.key)=\($0.value)" }, followedBy: inherited)
  }
}

/// The name this machine has in its network; `localhost` if it has none.
package func hostName() -> String {
  var name = utsname()
  guard uname(&name) == 0 else { return "localhost" }
  return withUnsafeBytes(of: &name.nodename) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}
