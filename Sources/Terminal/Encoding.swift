internal import Canvas
internal import Glibc

/// The characters that may be sent to the terminal.
struct Encoding: Sendable, Equatable {
  /// Whether text is sent as UTF-8; otherwise it is ASCII only.
  let isUTF8: Bool
  /// Whether the terminal's font is likely to have block elements and braille.
  let hasGlyphs: Bool

  /// Sets the character type of the locale. Call it once, before curses reads the locale.
  ///
  /// If no locale is set, or the one that is set isn't installed, it uses C.UTF-8, because almost every terminal
  /// understands UTF-8 today. `LC_ALL=C` asks for ASCII.
  static func choose(terminal: String, environment: (String) -> String?) -> Encoding {
    let all = environment("LC_ALL") ?? ""
    let wantsASCII = all == "C" || all == "POSIX"
    var isUTF8 = false
    if !wantsASCII {
      isUTF8 = setlocale(LC_CTYPE, "") != nil && codeset() == "UTF-8"
      if !isUTF8 { isUTF8 = setlocale(LC_CTYPE, "C.UTF-8") != nil && codeset() == "UTF-8" }
    }
    if !isUTF8 { _ = setlocale(LC_CTYPE, "C") }
    let family = terminal.prefix { $0 != "-" && $0 != "." }
    let narrowFonts = ["linux", "vt52", "vt100", "vt102", "vt220", "ansi", "cons25", "cygwin", "sun", "hurd", "mach"]
    return Encoding(isUTF8: isUTF8, hasGlyphs: isUTF8 && !narrowFonts.contains(String(family)))
  }

  /// Whether the locale says that the terminal sends Latin-1, even if that locale isn't installed here.
  static func sendsLatin1(environment: (String) -> String?) -> Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap(environment).first { !$0.isEmpty } ?? ""
    let charset = locale.lowercased().filter { $0 != "-" }.prefix { $0 != "@" }
    return charset.hasSuffix("iso88591") || charset.hasSuffix("iso885915")
  }

  private static func codeset() -> String? { nl_langinfo(Int32(CODESET)).map { String(cString: $0) } }
}
