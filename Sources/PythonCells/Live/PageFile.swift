import Glibc
import Posix

/// A worker's file, read while the worker writes it.
struct PageFile {
  /// Its name, which no other has.
  var name: String
  /// Reads so many bytes from an offset on, or as many as there are.
  var read: (_ offset: Int, _ count: Int) -> [UInt8]

  /// Reads the head until two copies are the same; `nil` if it changes all the time, or isn't there yet.
  var head: WorkerPage? {
    var before: [UInt8] = []
    for _ in 0..<8 {
      let bytes = read(0, WorkerPage.headBytes)
      guard bytes.count == WorkerPage.headBytes else { return nil }
      if bytes == before { return WorkerPage(bytes) }
      before = bytes
    }
    return nil
  }

  /// The records from one on, as far as they are written.
  func records(from first: Int, most: Int = .max) -> [WorkerPage.Span] {
    var found: [WorkerPage.Span] = []
    var piece = min(64, most)
    while found.count < most {
      let spans = WorkerPage.spans(
        in: read(WorkerPage.headBytes + (first + found.count) * WorkerPage.recordBytes, piece * WorkerPage.recordBytes))
      found += spans
      if spans.count < piece { break }
      piece = min(piece * 4, 1 << 14)
    }
    return found
  }

  /// The first record that began at a time or later. Records are in the order of time.
  ///
  /// - Parameter start: No record before this one is it.
  func firstRecord(since time: UInt64, from start: Int) -> Int {
    func isBefore(_ index: Int) -> Bool {
      records(from: index, most: 1).first.map { $0.time.lowerBound < time } ?? false
    }
    var (low, high) = (start, start)
    while isBefore(high) { (low, high) = (high + 1, high * 2 + 1 - start) }
    while low < high {
      let middle = (low + high) / 2
      if isBefore(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension PageFile {
  /// The file at a path, which is opened for each look: a pool may have hundreds.
  init(_ path: String) {
    self.init(name: path) { offset, count in
      guard let file = try? Descriptor.take(open(path, O_RDONLY | O_CLOEXEC), from: "open") else { return [] }
      var bytes = [UInt8](repeating: 0, count: count)
      let got = bytes.withUnsafeMutableBytes { pread(file.number, $0.baseAddress, $0.count, off_t(offset)) }
      return got == count ? bytes : Array(bytes.prefix(max(0, got)))
    }
  }
}
