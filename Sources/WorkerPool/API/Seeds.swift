/// Seeds for items that draw random numbers.
public enum Seeds {
  /// The seed of one item: SplitMix64 (Steele, Lea, Flood 2014) at the item's place in the sequence of the root, so
  /// that neighbouring items have unrelated seeds.
  public static func seed(root: UInt64, item: Int) -> UInt64 {
    var z = root &+ 0x9e37_79b9_7f4a_7c15 &* (UInt64(bitPattern: Int64(item)) &+ 1)
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
