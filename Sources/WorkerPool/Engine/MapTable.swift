/// The maps that are not done. Those that have items to deal form a ring, from which they are dealt in turn.
///
/// Every operation takes the same time, however many maps there are: thousands of callers may have one each.
struct MapTable {
  private var byNumber: [UInt32: ActiveMap] = [:]
  /// The map that was added last: most often that is the one that is looked up.
  private var latest: ActiveMap?
  /// The map whose turn it is; `nil` if none has items to deal.
  private(set) var current: ActiveMap?
  /// How many maps have items to deal.
  private(set) var dealable = 0

  /// True if every map is done.
  var isEmpty: Bool { byNumber.isEmpty }

  /// All maps, in the order they came.
  var all: [ActiveMap] { byNumber.values.sorted { $0.id < $1.id } }

  /// The map with this number, if it is not done.
  func find(_ number: UInt32) -> ActiveMap? {
    if let latest, latest.id == number { return latest }
    return byNumber[number]
  }

  /// Adds a map.
  mutating func add(_ map: ActiveMap) {
    byNumber[map.id] = map
    latest = map
    link(map)
  }

  /// Removes a map that is done or must end; false if it was removed before.
  mutating func remove(_ map: ActiveMap) -> Bool {
    guard byNumber.removeValue(forKey: map.id) != nil else { return false }
    if latest === map { latest = nil }
    unlink(map)
    return true
  }

  /// It is the next map's turn.
  mutating func advance() { current = current?.next }

  // MARK: What changes how many items a map has to deal

  /// Takes back items that were dealt.
  mutating func giveBack(_ items: Range<Int>, to map: ActiveMap) {
    map.dealer.giveBack(items)
    link(map)
  }

  /// Takes back items, one of which made a worker misbehave.
  mutating func suspect(_ items: Range<Int>, of map: ActiveMap) {
    map.dealer.suspect(items)
    link(map)
  }

  /// A lazy map has more items.
  mutating func extend(_ map: ActiveMap, by items: Int) {
    map.dealer.extend(by: items)
    link(map)
  }

  /// A map has dealt its last items, for the time being.
  mutating func retire(_ map: ActiveMap) { unlink(map) }

  // MARK: The ring

  /// Puts a map that has items to deal behind all others.
  private mutating func link(_ map: ActiveMap) {
    guard map.next == nil, !map.dealer.isEmpty, byNumber[map.id] === map else { return }
    dealable += 1
    let next = current ?? map
    let previous = current?.previous ?? map
    map.next = next
    map.previous = previous
    previous.next = map
    next.previous = map
    if current == nil { current = map }
  }

  private mutating func unlink(_ map: ActiveMap) {
    guard let next = map.next else { return }
    dealable -= 1
    if current === map { current = next === map ? nil : next }
    map.previous?.next = next
    next.previous = map.previous
    map.next = nil
    map.previous = nil
  }
}
