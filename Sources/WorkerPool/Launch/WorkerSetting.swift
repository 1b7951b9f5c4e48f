import Glibc
import Posix

/// What every worker process of a pool is started with.
struct WorkerSetting {
  /// The path of its program.
  let program: String
  /// What `ps` shows as its name.
  let displayName: String
  let environment: CWords
  /// The directory it starts in; `nil` for the current one.
  let directory: Descriptor?

  init(_ options: PoolOptions) throws(PoolError) {
    displayName = options.command.displayName
    // The backtracer would take seconds after each crash, and its report would push the reason out of the last words.
    let variables = ["SWIFT_BACKTRACE": "enable=no"].merging(options.environment) { _, chosen in chosen }
    environment = Environment.words(with: variables)
    let path = options.command.executable
    guard let folder = options.workingDirectory else {
      program = path
      directory = nil
      return
    }
    // The path is meant from here, but it will be looked up from there.
    program = path.contains("/") && !path.hasPrefix("/") ? WorkerSetting.current + "/" + path : path
    do throws(SystemError) {
      directory = try Descriptor.take(open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), from: "open \(folder)")
    } catch {
      throw .badOption("workers can't start in \(folder) (\(error.reason)): set workingDirectory to a directory")
    }
  }

  private static var current: String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }
}
