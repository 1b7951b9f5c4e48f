internal import Canvas
internal import Glibc

/// What the terminal's text may be made of.
struct Encoding: Sendable, Equatable {
  /// Whether text goes out as UTF-8; otherwise only ASCII does.
  let isUTF8: Bool
  /// Whether the terminal's font is likely to have block elements and braille.
  let hasGlyphs: Bool

  /// Sets the locale's character type, once, before curses looks at it.
  ///
  /// Where the locale is not UTF-8 because nothing was chosen, or what was chosen isn't installed, C.UTF-8 stands in:
  /// almost every terminal is UTF-8 by now. `LC_ALL=C` is taken as the wish for ASCII.
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

  private static func codeset() -> String? { nl_langinfo(Int32(CODESET)).map { String(cString: $0) } }
}

/// A variable of the environment.
func environmentVariable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
