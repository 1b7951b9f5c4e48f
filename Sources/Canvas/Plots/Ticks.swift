/// At most this many round values from 0 up, which are 1, 2 or 5 times a power of ten apart.
package func ticks(upTo top: Double, atMost count: Int) -> [Double] {
  guard top > 0, top.isFinite, count > 0 else { return [0] }
  var step = 1.0
  while step * Double(count) < top { step *= 10 }
  while step / 10 * Double(count) >= top { step /= 10 }
  for part in [0.2, 0.5] where step * part * Double(count) >= top {
    step *= part
    break
  }
  return Array(stride(from: 0, through: top * 1.000_001, by: step))
}

/// A number with as many decimals as its step needs: `4`, `0.5`, `0.025`.
package func tickLabel(_ value: Double, step: Double) -> String {
  var decimals = 0
  var scaled = step
  while decimals < 9, abs(scaled - scaled.rounded()) > 1e-6 {
    scaled *= 10
    decimals += 1
  }
  var scale = 1
  for _ in 0..<decimals { scale *= 10 }
  let shown = Int((value * Double(scale)).rounded())
  if decimals == 0 { return String(shown) }
  let fraction = String(shown % scale)
  return "\(shown / scale)." + String(repeating: "0", count: decimals - fraction.count) + fraction
}
