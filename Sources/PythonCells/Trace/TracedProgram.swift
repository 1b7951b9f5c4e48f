/// A traced program: its pools, their workers and maps, made of events and pages.
struct TracedProgram {
  /// A pool.
  struct Pool: Equatable {
    var processes: Int
    var kind: String
    var method: String?
    /// Whether the number of processes was given to it.
    var isNamed = false
    /// When its creation began and ended.
    var made: Range<UInt64>
    /// How long its end took.
    var ending: UInt64 = 0
    /// When its end began; `nil` if it did not.
    var endBegan: UInt64?
  }

  /// A worker process.
  struct Worker: Equatable {
    var pid: Int32
    var pool: PoolKey
    var began: UInt64
    var ready: UInt64?
    var ended: (time: UInt64, code: Int32)?

    static func == (a: Worker, b: Worker) -> Bool { a.pid == b.pid && a.began == b.began }
  }

  /// The pools.
  private(set) var pools: [PoolKey: Pool] = [:]
  /// The workers, in the order in which they began once everything is put together.
  private(set) var workers: [Worker] = []
  /// Exit codes of workers that ended before they could write anything.
  private(set) var stillborn: [Int32] = []
  /// The maps, in the order in which they began once everything is put together.
  private(set) var maps: [TracedMap] = []
  /// The last that was said about the single calls of each pool.
  private(set) var calls: [PoolKey: TraceEvent] = [:]
  /// The process that ran the file; `nil` before that.
  private(set) var parent: Int32?
  /// The events.
  private(set) var events: [TraceEvent] = []
  /// The pages, or only their heads.
  let pages: [WorkerPage]
  /// Where the maps that are a single job are; a program may have very many.
  private var places: [PoolKey: [Int: Int]] = [:]
  /// Where the numbers of jobs that are calls jump, and how many calls there are before each.
  private var callRuns: [PoolKey: [(job: Int, rank: Int)]] = [:]
  /// What exceptions said, by worker, job, chunk and place in it.
  private var failures: [[Int]: String] = [:]

  /// A program that has not begun.
  init() { pages = [] }

  /// Puts together what was written.
  init(events: [TraceEvent], pages: [WorkerPage]) {
    self.pages = pages
    add(events[...])
    addCalls()
    for page in pages { take(page) }
    for index in maps.indices {
      let seen = maps[index].parts.map { $0.unfinished?.items.upperBound ?? $0.items.upperBound }.max() ?? 0
      maps[index].items = max(maps[index].items, seen)
    }
    maps.sort { $0.began < $1.began }
    workers.sort { $0.began < $1.began }
  }

  /// Takes more events. Until everything is put together, pools don't have their calls as a map.
  mutating func add(_ more: ArraySlice<TraceEvent>) {
    events += more
    for event in more { take(event) }
  }

  private mutating func take(_ event: TraceEvent) {
    switch event.e {
    case "run": parent = event.by
    case "worker":
      if let key = event.key { workers.append(Worker(pid: event.by, pool: key, began: event.t)) }
    case "ready":
      change(event.by) { $0.ready = event.t }
    case "ended":
      guard let pid = event.pid, let code = event.code else { return }
      if !change(pid, { $0.ended = (event.t, code) }) { stillborn.append(code) }
    case "pool":
      guard let key = event.key, let end = event.end, end >= event.t else { return }
      let count = min(max(event.n ?? 1, 1), 1 << 20)
      pools[key] = Pool(
        processes: count, kind: event.kind ?? "Pool", method: event.method, isNamed: event.named ?? false,
        made: event.t..<end)
    case "poolEnding":
      if let key = event.key { pools[key]?.endBegan = event.t }
    case "poolEnded":
      guard let key = event.key, let began = pools[key]?.endBegan, event.t >= began else { return }
      pools[key]?.ending &+= event.t - began
    case "map":
      guard let key = event.key, let job = event.job, (0..<1 << 32).contains(job) else { return }
      if event.works == nil { places[key, default: [:]][job] = maps.count }
      let works = event.works.map { max(0, min($0, 1 << 32)) }
      maps.append(
        TracedMap(
          pool: key, how: event.how ?? "map", jobs: works.map { .each(job..<job + $0) } ?? .one(job),
          chunk: min(max(event.chunk ?? 1, 1), 1 << 30), items: min(max(event.n ?? 0, 0), 1 << 40), began: event.t))
    case "mapSize", "length":
      guard let job = event.job, let key = event.key, let index = place(of: job, in: key), let n = event.n else {
        return
      }
      let chunk = event.e == "length" ? maps[index].chunk : 1
      // Nobody knows yet how long the last chunk is.
      maps[index].items = max(maps[index].items, n > 0 ? (min(n, 1 << 40) - 1) &* chunk &+ 1 : 0)
      if event.e == "length" { maps[index].chunks = max(0, n) }
      if let works = event.works { maps[index].jobs = .each(job..<job + max(0, min(works, 1 << 32))) }
    case "calls":
      if let key = event.key { calls[key] = event }
    case "callsFrom":
      if let key = event.key, let job = event.job, let n = event.n { callRuns[key, default: []].append((job, n)) }
    case "failed":
      guard let job = event.job, let chunk = event.chunk, let first = event.first else { return }
      failures[[Int(event.by), job, chunk, first]] = event.text ?? "failed"
    case "mapEnded":
      guard let job = event.job, let key = event.key, let index = place(of: job, in: key) else { return }
      maps[index].ended = max(event.t, maps[index].began)
      maps[index].isWhole = event.ok ?? false
    default: break
    }
  }

  /// Changes the last worker with this process id, if there is one.
  @discardableResult
  private mutating func change(_ pid: Int32, _ body: (inout Worker) -> Void) -> Bool {
    guard let index = workers.lastIndex(where: { $0.pid == pid }) else { return false }
    body(&workers[index])
    return true
  }

  /// The single calls of each pool are a map: jobs that no other map of the pool has. They were taken in their order.
  private mutating func addCalls() {
    for (key, event) in calls {
      var jobs: Set<Int> = []
      for page in pages where page.pool == key {
        jobs.formUnion(page.spans.map(\.job))
        if let held = page.held { jobs.insert(held.job) }
      }
      let own = jobs.filter { place(of: $0, in: key) == nil }.sorted()
      maps.append(
        TracedMap(
          pool: key, how: "calls", jobs: .calls(Dictionary(uniqueKeysWithValues: zip(own, own.indices))),
          chunk: 1, items: min(max(event.n ?? 0, 0), 1 << 40),
          began: event.t, ended: event.end.map { max($0, event.t) }, isWhole: event.ok ?? false))
    }
  }
}

extension TracedProgram {
  /// Where the map of a job is, as long as the maps aren't sorted.
  func place(of job: Int, in pool: PoolKey) -> Int? {
    places[pool]?[job]
      ?? maps.lastIndex { map in
        if case .one = map.jobs { return false }
        return map.pool == pool && map.has(job)
      }
  }

  /// The worker whose process this is.
  func worker(_ pid: Int32) -> Worker? { workers.last { $0.pid == pid } }

  /// The map that a worker has an item of, and which; `nil` if it has none.
  func held(by page: WorkerPage) -> (map: TracedMap, items: Range<Int>, since: UInt64)? {
    guard let held = page.held, let map = maps.last(where: { $0.pool == page.pool && $0.has(held.job) }) else {
      return nil
    }
    let base = map.base(job: held.job, chunk: held.chunk)
    return (map, base + held.items.lowerBound..<base + held.items.upperBound, held.since)
  }

  private mutating func take(_ page: WorkerPage) {
    var rest = page.spans[...]
    var held = page.held
    while let first = rest.first {
      // A worker does one chunk at a time.
      let spans = rest.prefix { $0.job == first.job && $0.chunk == first.chunk }
      rest = rest.dropFirst(spans.count)
      let isLast = rest.isEmpty && held?.job == first.job && held?.chunk == first.chunk
      add(page, job: first.job, chunk: first.chunk, spans, isLast ? held : nil)
      if isLast { held = nil }
    }
    if let held { add(page, job: held.job, chunk: held.chunk, [], held) }
  }

  private mutating func add(
    _ page: WorkerPage, job: Int, chunk: Int, _ spans: ArraySlice<WorkerPage.Span>, _ held: WorkerPage.Held?
  ) {
    guard let index = place(of: job, in: page.pool) else { return }
    let base = maps[index].base(job: job, chunk: chunk)
    let start = spans.first?.items.lowerBound ?? held?.items.lowerBound ?? 0
    let end = spans.last?.items.upperBound ?? start
    let since = held?.since ?? 0
    let time = (spans.first?.time.lowerBound ?? since, spans.last?.time.upperBound ?? since)
    let single = spans.filter { $0.items.count == 1 }.map { span in
      TracedMap.Single(
        item: base + span.items.lowerBound, time: span.time,
        failure: span.failed ? failure(page.pid, job, chunk, span.items.lowerBound) : nil)
    }
    maps[index].parts.append(
      TracedMap.Part(
        pid: page.pid, items: base + start..<base + max(start, end), time: time.0..<max(time.0, time.1),
        single: single.count == spans.count ? single : single.filter { $0.failure != nil },
        unfinished: held.map {
          (base + $0.items.lowerBound..<base + $0.items.upperBound, $0.since, worker(page.pid)?.ended?.time)
        }))
  }

  /// What the exception of an item said.
  func failure(_ pid: Int32, _ job: Int, _ chunk: Int, _ first: Int) -> String {
    failures[[Int(pid), job, chunk, first]] ?? "failed"
  }

  /// How many single calls of a pool came before one, by the numbers of their jobs; `nil` if it is no call.
  func rank(ofCall job: Int, in pool: PoolKey) -> Int? {
    guard calls[pool] != nil, place(of: job, in: pool) == nil,
      let run = callRuns[pool]?.last(where: { $0.job <= job })
    else { return nil }
    return run.rank &+ (job - run.job)
  }
}
