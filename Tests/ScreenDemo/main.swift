import Canvas
import Glibc
import Posix
import Terminal

// Shows each key it gets in a row of its own, and has a key for everything that can happen to a program with a screen. The
// tests of Terminal use it in a real terminal.

/// What the demo shows.
struct Demo {
  var log: [String] = []
  var cursor = true

  func canvas(_ size: Size, colors: Int, glyphs: Glyphs) -> Canvas {
    var canvas = Canvas(size: size)
    canvas.put("size \(size.width)x\(size.height) colors \(colors) \(glyphs.isASCII ? "ascii" : "utf8")", x: 0, y: 0)
    for worker in 0..<8 { canvas.put("w\(worker + 1)", x: worker * 3, y: 1, style: Style(.worker(worker), bold: true)) }
    canvas.put("日本 é ▇ ⠿ \u{1B}[31m", x: 0, y: 2, style: Style(italic: true))
    for (row, line) in log.suffix(max(0, size.height - 5)).enumerated() { canvas.put(line, x: 0, y: 3 + row) }
    canvas.fill(Rect(x: 0, y: size.height - 1, width: size.width, height: 1), with: "#", style: .dim)
    canvas.put("日", x: size.width - 4, y: size.height - 1)
    if cursor { canvas.cursor = Canvas.Cursor(x: 2, y: 0) }
    return canvas
  }
}

/// A key in ASCII, for the log.
func describe(_ key: Key) -> String {
  if case .paste(let text) = key { return "paste(\(text.unicodeScalars.count)) \(text.prefix(20).debugDescription)" }
  return "\(key)"
}

/// Writes to standard error.
func say(_ text: String) { try? writeAll(text, to: STDERR_FILENO) }

func run() throws {
  guard let signals = Signals() else { return }
  let screen = try Screen.open()
  defer { screen.close() }
  var demo = Demo()
  while true {
    screen.draw(demo.canvas(screen.size, colors: screen.colors, glyphs: screen.glyphs))
    var descriptors = [
      pollfd(fd: screen.fileDescriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.fileDescriptor, events: Int16(POLLIN), revents: 0),
    ]
    _ = poll(&descriptors, 2, screen.inputDue == nil ? -1 : 10)
    for arrival in signals.read() {
      demo.log.append("signal \(arrival)")
      switch arrival {
      case .terminate, .hangUp, .interrupt: return
      case .stop: screen.suspend()
      case .resume: screen.redraw()
      case .windowChanged: break
      }
    }
    for key in screen.readKeys() {
      demo.log.append(describe(key))
      switch key {
      case .control("c"): return
      case .control("z"): screen.suspend()
      case .control("l"): screen.redraw()
      case .control("t"):
        say("said in passing\n")
      case .control("x"):
        say("the last words\n")
        raise(SIGSEGV)
      case .control("f"): preconditionFailure("a fatal error")
      case .control("o"):
        let end = screen.release {
          Result { try runEditor(Environment.value("EDITOR") ?? "cat", file: "/etc/hostname") }
        }
        demo.log.append("editor \(end)")
      default: break
      }
    }
  }
}

do { try run() } catch {
  say("\(error)\n")
  exit(1)
}
