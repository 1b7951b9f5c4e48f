/// The tasks that a program's workers can do.
public struct TaskRegistry: Sendable {
  /// Every task, in the order given.
  public let tasks: [any RegistrableTask]

  /// Makes a registry of these tasks; of two with one name the first counts.
  public init(_ tasks: any RegistrableTask...) { self.tasks = tasks }

  /// Makes a registry of these tasks; of two with one name the first counts.
  public init(_ tasks: [any RegistrableTask]) { self.tasks = tasks }

  /// The task of this name. A worker asks once a map, so a search from front to back is quick enough.
  func task(named name: String) -> (any RegistrableTask)? { tasks.first { $0.name == name } }
}
