/// The tasks that a program's workers can do.
public struct TaskRegistry: Sendable {
  private let registrations: [TaskRegistration]

  /// Makes a registry of these tasks. If two have the same name, the first counts.
  public init(_ tasks: any RegistrableTask...) { self.init(tasks) }

  /// Makes a registry of these tasks. If two have the same name, the first counts.
  public init(_ tasks: [any RegistrableTask]) { registrations = tasks.map(\.registration) }

  /// The names of the tasks, in the order given.
  public var names: [String] { registrations.map(\.name) }

  /// The task with this name. A worker asks once for each map, so searching from front to back is quick enough.
  func task(named name: String) -> TaskRegistration? { registrations.first { $0.name == name } }
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
}

extension PoolTask: RegistrableTask {
  /// The task as a registry keeps it.
  public var registration: TaskRegistration { TaskRegistration(name: name, perform: work) }
}
