internal import CLinux
import Glibc
import Posix

/// Memory that the pool shares with its local workers: one line for each worker, which the worker writes and the pool
/// reads at any time.
///
/// Sendable because the mapping never moves while the object lives, and every access to a line is atomic.
final class SharedPage: @unchecked Sendable {
  private let base: UnsafeMutablePointer<cl_worker_line>
  private let workers: Int
  private var isKept = false

  /// Maps the page behind a descriptor; `nil` if there is none.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size >= MemoryLayout<cl_worker_line>.stride else { return nil }
    // The slots for large messages come after the lines, in the same file.
    let size = min(Int(status.st_size), SharedPage.largestSize)
    guard let mapped = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0), mapped != MAP_FAILED else {
      return nil
    }
    workers = size / MemoryLayout<cl_worker_line>.stride
    base = mapped.assumingMemoryBound(to: cl_worker_line.self)
  }

  deinit {
    if !isKept { munmap(base, workers * MemoryLayout<cl_worker_line>.stride) }
  }

  /// What comes behind this many bytes of the file is no line: more than the lines of the largest pool need, and a whole
  /// number of pages on every machine.
  static let largestSize = 1 << 16

  /// Makes a page for this many workers, and the file through which they reach it.
  static func make(workers: Int) throws(SystemError) -> (page: SharedPage, file: Descriptor) {
    let file = try Descriptor.take(cl_memory_file("worker-pool"), from: "memfd_create")
    guard ftruncate(file.number, off_t(workers * MemoryLayout<cl_worker_line>.stride)) == 0 else {
      throw SystemError("ftruncate")
    }
    guard let page = SharedPage(descriptor: file.number) else { throw SystemError("mmap") }
    return (page, file)
  }

  /// Keeps the memory mapped after the object is gone: a worker needs it until its process ends.
  func keepForEver() { isKept = true }

  /// The line of the first worker.
  var onlyLine: UnsafeMutablePointer<cl_worker_line> { base }

  /// A worker's line.
  func line(of worker: Int) -> UnsafeMutablePointer<cl_worker_line>? {
    worker >= 0 && worker < workers ? base + worker : nil
  }

  /// Makes the only worker of this page skip what is left of its chunk.
  func stopCurrentMap() { cl_line_stop(base, cl_line_run(base)) }

  /// What a worker is doing now.
  func progress(of worker: Int) -> WorkerProgress {
    let line = base + worker
    let item = Int(cl_line_item(line))
    return WorkerProgress(
      worker: worker, map: Int(cl_line_run(line)), item: item < 0 ? nil : item, since: cl_line_since(line),
      fraction: Double(cl_line_fraction(line)) / 1e6, itemsDone: Int(cl_line_done(line)))
  }
}

/// A worker's line of the shared page, as the pool uses it.
struct SharedLine: Gauge {
  private let line: UnsafeMutablePointer<cl_worker_line>

  /// Makes the line that of a worker that has not begun anything.
  init(_ line: UnsafeMutablePointer<cl_worker_line>) {
    self.line = line
    cl_line_reset(line)
  }

  var position: GaugePosition {
    let item = Int(cl_line_item(line))
    return GaugePosition(map: cl_line_run(line), item: item < 0 ? nil : item, since: cl_line_since(line))
  }

  var chunksBegun: UInt32 { cl_line_begun(line) }
  func stop(map: UInt32) { cl_line_stop(line, map) }
  func requestReport() { cl_line_nudge(line) }
  func takeBack() -> UInt32? { cl_line_take_back(line) }
  func giveAgain() { cl_line_give_again(line) }
}
