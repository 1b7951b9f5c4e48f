extension BatchRequest {
  /// `--cpu-freq`: a frequency, or two of them with or without a governor, or a governor alone.
  mutating func applyFrequency(_ text: String) throws(SubmissionRefusal) {
    func refused(_ line: String) -> SubmissionRefusal { .error(line, "Invalid --cpu-freq argument", code: 255) }
    let parts = text.lowercased().split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    let governor = parts.count > 1 ? parts[1] : governors[parts[0]] == nil ? nil : parts[0]
    let frequencies = parts.count == 1 && governor != nil ? [] : ends
    guard parts.count <= 2, frequencies.count <= 2, frequencies.allSatisfy({ frequency($0) != nil }),
      governor.map({ governors[$0] != nil }) ?? true
    else { throw refused("unrecognized --cpu-freq argument \"\(text)\"") }
    if frequencies.count == 2, let low = frequency(frequencies[0]), let high = frequency(frequencies[1]), low >= high {
      throw refused("min cpu-frec (\(frequencies[0])) must be < max cpu-freq (\(frequencies[1]))")
    }
    if let governor, frequencies.count == 1 { throw refused("gov on cpu-frec (\(governor)) illegal without max") }
    if let governor, ["powersave", "conservative", "schedutil"].contains(governor) {
      throw refused("governor of \(governor) is not allowed in slurm.conf")
    }
    let shown = frequencies.map(\.capitalizedFirst).joined(separator: "-")
    variables["SLURM_CPU_FREQ_REQ"] =
      [shown, governor.flatMap { governors[$0] } ?? ""].filter { !$0.isEmpty }.joined(separator: ":")
  }
}

private let governors = [
  "conservative": "Conservative", "ondemand": "OnDemand", "performance": "Performance", "powersave": "PowerSave",
  "schedutil": "SchedUtil", "userspace": "UserSpace",
]

/// A number that grows with the frequency; names are above all numbers.
private func frequency(_ text: String) -> Int? {
  ["low", "medium", "highm1", "high"].firstIndex(of: text).map { Int.max - 10 + $0 } ?? Int(text)
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
