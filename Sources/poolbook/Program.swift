import Glibc

/// Other programs on this machine.
enum Program {
  /// Where a program is that a shell would find by this name.
  static func find(_ name: String) -> String? {
    if name.contains("/") { return access(name, X_OK) == 0 ? name : nil }
    let path = Environment.value("PATH") ?? "/usr/local/bin:/usr/bin:/bin"
    for folder in path.split(separator: ":") where access("\(folder)/\(name)", X_OK) == 0 {
      return "\(folder)/\(name)"
    }
    return nil
  }

  /// The first line a program prints, on either stream; nothing where it prints none within five seconds.
  ///
  /// The words go through a shell: they must be this program's own.
  static func firstLine(of words: String...) -> String? {
    guard let pipe = popen("timeout 5 \(words.joined(separator: " ")) 2>&1 </dev/null", "re") else { return nil }
    defer { pclose(pipe) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, Int32(line.count), pipe) != nil else { return nil }
    let text = String(decoding: line.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.isEmpty ? nil : text
  }
}
