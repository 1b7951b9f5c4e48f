/// The tasks that a program's workers can do.
public struct TaskRegistry: Sendable {
  private let registrations: [TaskRegistration]

  /// Makes a registry of these tasks. A name may be given twice only to tasks of the same types; then the first counts.
  public init(_ tasks: any RegistrableTask...) { self.init(tasks) }

  /// Makes a registry of these tasks. A name may be given twice only to tasks of the same types; then the first counts.
  public init(_ tasks: [any RegistrableTask]) { registrations = tasks.map(\.registration) }

  /// The names of the tasks, in the order given.
  public var names: [String] { registrations.map(\.name) }

  /// The task with this name and these types. A worker asks once for each map, so searching from front to back is quick
  /// enough.
  func task(named name: String, types: String) throws(TaskRefusal) -> TaskRegistration {
    var found: TaskRegistration?
    for candidate in registrations where candidate.name == name {
      if let found, found.types() != candidate.types() {
        throw TaskRefusal("two tasks are named \(name), \(found.types()) and \(candidate.types()): rename one of them")
      }
      found = found ?? candidate
    }
    guard let found else {
      throw TaskRefusal(
        "the worker's program has no task named \(name): add it to the registry that is passed to WorkerMain.runIfAsked"
      )
    }
    guard found.types() == types else {
      throw TaskRefusal(
        "the worker's task \(name) is \(found.types()), but the pool's is \(types): give them different names, or build "
          + "both programs from the same source")
    }
    return found
  }
}

/// Something that can be put into a registry: a `PoolTask`, or a type of your own that has one and returns its
/// registration.
public protocol RegistrableTask: Sendable {
  /// The task as a registry keeps it.
  var registration: TaskRegistration { get }
}

extension RegistrableTask {
  /// What the task is called.
  public var name: String { registration.name }
}

/// A task as a registry keeps it, whatever its types are.
public struct TaskRegistration: Sendable {
  /// What the task is called.
  public let name: String
  /// Does the items of one chunk.
  let perform: @Sendable (inout ChunkWork) -> Void
  /// The names of its input and output types.
  let types: @Sendable () -> String
}

/// Why a worker can't do a task, as a clause.
struct TaskRefusal: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}

extension PoolTask: RegistrableTask {
  /// The task as a registry keeps it.
  public var registration: TaskRegistration { TaskRegistration(name: name, perform: work, types: { Self.types }) }

  /// The names of its input and output types.
  static var types: String { "\(Input.wireName) -> \(Output.wireName)" }
}
