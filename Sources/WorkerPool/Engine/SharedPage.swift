internal import CLinux
import Glibc

/// Memory that the pool shares with its workers: one line for each, written by the worker and sampled by the pool
/// without a message.
///
/// Sendable because the mapping never moves while the object lives, and every access to a line is atomic.
final class SharedPage: @unchecked Sendable {
  private let base: UnsafeMutablePointer<cl_worker_line>
  private let workers: Int
  private var isKept = false

  /// Maps the page behind a descriptor; nothing if that is not one.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size >= MemoryLayout<cl_worker_line>.stride,
      let mapped = mmap(nil, Int(status.st_size), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
      mapped != MAP_FAILED
    else { return nil }
    workers = Int(status.st_size) / MemoryLayout<cl_worker_line>.stride
    base = mapped.assumingMemoryBound(to: cl_worker_line.self)
  }

  deinit {
    if !isKept { munmap(base, workers * MemoryLayout<cl_worker_line>.stride) }
  }

  /// Makes the memory outlive the object: a worker needs it to its end.
  func keepForEver() { isKept = true }

  /// A worker's line.
  func line(of worker: Int) -> UnsafeMutablePointer<cl_worker_line>? {
    worker >= 0 && worker < workers ? base + worker : nil
  }

  /// What a worker is at.
  func progress(of worker: Int) -> WorkerProgress {
    let line = base + worker
    let item = Int(cl_line_item(line))
    return WorkerProgress(
      worker: worker, map: Int(cl_line_run(line)), item: item < 0 ? nil : item, since: cl_line_since(line),
      fraction: Double(cl_line_fraction(line)) / 1e6, itemsDone: Int(cl_line_done(line)))
  }
}
