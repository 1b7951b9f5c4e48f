package import WorkerPool

/// The figures and the result of a run: the object that `--json` prints. Times are in seconds.
package struct RunReport: Sendable, Equatable, Codable {
  /// The task that ran.
  package var task: ExperimentTask
  /// Workers in the pool.
  package var processes: Int
  /// The rule for dealing the items.
  package var schedule: Schedule
  /// Items in a chunk; in the largest one if chunks shrink.
  package var chunk: Int
  /// How many items were mapped.
  package var items: Int
  /// The process that owned the pool.
  package var parent: ParentReport
  /// One entry for each worker, in order, even if it took no item.
  package var workers: [WorkerReport]
  /// Pairs of item index and worker index of the last repeat; `nil` above 10 000 items.
  package var assignment: [[Int]]?
  /// How many items `assignment` would have if there weren't too many; `nil` if it has them.
  package private(set) var assignment_left_out: Int?
  /// How long each repeat of the map took, start-up not included.
  package var runs_s: [Double]
  /// Arithmetic mean of `runs_s`.
  package var mean_s: Double
  /// Standard deviation of `runs_s` (population, as IPython's %%timeit reports it); 0 for a single run.
  package var stddev_s: Double
  /// From the creation of the pool until every worker was ready.
  package var startup_s: Double
  /// The seed of each item; `nil` for tasks that draw no random numbers.
  package var seeds: [UInt64]?
  /// How unevenly the work of the last repeat was shared; `nil` if no worker was busy. See `loadImbalance`.
  package private(set) var imbalance: Double?
  /// How many events of the last repeat the recorded run leaves out; `nil` if it has all of them.
  package var events_left_out: Int?
  /// The items of the last repeat that have no result; `nil` if all have one.
  package var failures: [FailedItem]?
  /// The items of the last repeat that have a result only because they were tried again; `nil` if there are none.
  package var retried: [RetriedItem]?
  /// The program's file, if the task runs one.
  package var file: String?
  /// The Python that ran it.
  package var python: PythonUsed?
  /// The files of the student's folder that the run rests on: the program, and what it imports. `nil` if it has none.
  package var code: [CodeFile]?
  /// What the task found.
  package var result: TaskResult

  /// Makes a report from its parts.
  package init(
    task: ExperimentTask, processes: Int, schedule: Schedule, chunk: Int, items: Int, parent: ParentReport,
    workers: [WorkerReport], assignment: [[Int]]?, runs_s: [Double], mean_s: Double, stddev_s: Double,
    startup_s: Double, seeds: [UInt64]? = nil, events_left_out: Int? = nil, result: TaskResult
  ) {
    self.task = task
    self.processes = processes
    self.schedule = schedule
    self.chunk = chunk
    self.items = items
    self.parent = parent
    self.workers = workers
    self.assignment = assignment
    assignment_left_out = assignment == nil && items > 0 ? items : nil
    self.runs_s = runs_s
    self.mean_s = mean_s
    self.stddev_s = stddev_s
    self.startup_s = startup_s
    self.seeds = seeds
    self.events_left_out = events_left_out
    self.result = result
    imbalance = loadImbalance(workers.map(\.busy_s))
  }

  /// How many chunks the workers finished in all.
  package var chunks: Int { workers.reduce(0) { $0 &+ $1.chunks } }

  /// How many worker processes ended before the run was over, in all repeats together.
  package var deaths: Int { workers.reduce(0) { $0 + ($1.ended?.count ?? 0) } }

  /// Items of the last repeat that had to be given out again because the process that had them ended.
  package var givenAgain: [Range<Int>] {
    workers.flatMap { $0.ended ?? [] }.filter { $0.run == runs_s.count }.flatMap(\.givenAgain)
  }

  /// Whether the imbalance says anything about how the items were shared. It doesn't for a single worker, or for items
  /// that take almost no time.
  package var hasMeaningfulImbalance: Bool {
    imbalance != nil && workers.count > 1 && !task.traits.contains(.isInstant)
  }
}

extension RunReport {
  /// Reads the object; the task says how its result is read.
  package init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: CodingKeys.self)
    task = try box.decode(ExperimentTask.self, forKey: .task)
    processes = try box.decode(Int.self, forKey: .processes)
    schedule = try box.decode(Schedule.self, forKey: .schedule)
    chunk = try box.decode(Int.self, forKey: .chunk)
    items = try box.decode(Int.self, forKey: .items)
    parent = try box.decode(ParentReport.self, forKey: .parent)
    workers = try box.decode([WorkerReport].self, forKey: .workers)
    assignment = try box.decodeIfPresent([[Int]].self, forKey: .assignment)
    assignment_left_out = try box.decodeIfPresent(Int.self, forKey: .assignment_left_out)
    runs_s = try box.decode([Double].self, forKey: .runs_s)
    mean_s = try box.decode(Double.self, forKey: .mean_s)
    stddev_s = try box.decode(Double.self, forKey: .stddev_s)
    startup_s = try box.decode(Double.self, forKey: .startup_s)
    seeds = try box.decodeIfPresent([UInt64].self, forKey: .seeds)
    imbalance = try box.decodeIfPresent(Double.self, forKey: .imbalance)
    events_left_out = try box.decodeIfPresent(Int.self, forKey: .events_left_out)
    failures = try box.decodeIfPresent([FailedItem].self, forKey: .failures)
    retried = try box.decodeIfPresent([RetriedItem].self, forKey: .retried)
    file = try box.decodeIfPresent(String.self, forKey: .file)
    python = try box.decodeIfPresent(PythonUsed.self, forKey: .python)
    code = try box.decodeIfPresent([CodeFile].self, forKey: .code)
    result = try task.result(from: box.superDecoder(forKey: .result))
  }
}

/// The process that owned the pool.
package struct ParentReport: Sendable, Equatable, Codable {
  /// Its name: `parent`.
  package var name: String
  /// Its process id.
  package var pid: Int32

  /// Makes the entry.
  package init(name: String = "parent", pid: Int32) {
    self.name = name
    self.pid = pid
  }
}

/// One worker's part in the last repeat of a run.
package struct WorkerReport: Sendable, Equatable, Codable {
  /// `worker-1`, `worker-2` …
  package var name: String
  /// Its process id.
  package var pid: Int32
  /// The machine it ran on.
  package var host: String
  /// Items it finished.
  package var items: Int
  /// Chunks it finished.
  package var chunks: Int
  /// Seconds it spent inside the task.
  package var busy_s: Double
  /// Seconds of the map that it spent outside the task.
  package var idle_s: Double
  /// Earlier processes of this worker that ended during the run; `nil` if there were none.
  package var ended: [LostProcess]?
  /// The last lines that its code wrote to standard output and standard error; `nil` if it wrote none.
  package var output: [String]?
  /// How many lines it wrote before those; `nil` if those are all.
  package var output_before: Int?

  /// Makes the entry from its parts.
  package init(
    name: String, pid: Int32, host: String, items: Int, chunks: Int, busy_s: Double, idle_s: Double,
    ended: [LostProcess]? = nil, output: [String]? = nil, output_before: Int? = nil
  ) {
    self.name = name
    self.pid = pid
    self.host = host
    self.items = items
    self.chunks = chunks
    self.busy_s = busy_s
    self.idle_s = idle_s
    self.output = output
    self.output_before = output_before
    self.ended = ended
  }
}
