import Testing

@testable import WorkerPool

@Suite struct DealerTests {
  /// Deals everything to the workers in turn.
  private func deal(_ dealer: inout Dealer, workers: Int, itemTime: Double? = nil) -> [[Range<Int>]] {
    var dealt = [[Range<Int>]](repeating: [], count: workers)
    var idle = 0
    var turn = 0
    while idle < workers {
      if let range = dealer.deal(to: turn, itemTime: itemTime) {
        dealt[turn].append(range)
        idle = 0
      } else {
        idle += 1
      }
      turn = (turn + 1) % workers
    }
    return dealt
  }

  @Test func `every schedule deals every item once`() {
    for schedule in Schedule.allCases {
      for workers in [1, 2, 3, 7, 256] {
        for items in [0, 1, 2, 5, 255, 256, 257, 10_000] {
          for chunk in [ChunkSize.auto, .items(1), .items(3), .items(.max)] {
            var dealer = Dealer(items: items, workers: workers, chunk: chunk, schedule: schedule)
            let all = deal(&dealer, workers: workers, itemTime: 900).joined()
            #expect(all.flatMap { Array($0) }.sorted() == Array(0..<items))
            #expect(all.allSatisfy { !$0.isEmpty })
            #expect(dealer.undealt == 0)
          }
        }
      }
    }
  }

  @Test func `chunk sizes follow Python's rule`() {
    #expect(ChunkSize.pythonRule(items: 10, workers: 4) == 1)
    #expect(ChunkSize.pythonRule(items: 1_000_000, workers: 4) == 62_500)
    #expect(ChunkSize.pythonRule(items: 17, workers: 4) == 2)
    #expect(ChunkSize.pythonRule(items: 0, workers: 4) == 1)
    #expect(ChunkSize.pythonRule(items: .max, workers: 1) == .max / 4 + 1)
  }

  @Test func `static deals one block to each worker`() {
    var dealer = Dealer(items: 10, workers: 4, chunk: .auto, schedule: .static)
    #expect(deal(&dealer, workers: 4) == [[0..<3], [3..<6], [6..<8], [8..<10]])
  }

  @Test func `cyclic deals chunk j to worker j mod n`() {
    var dealer = Dealer(items: 10, workers: 3, chunk: .items(2), schedule: .cyclic)
    #expect(deal(&dealer, workers: 3) == [[0..<2, 6..<8], [2..<4, 8..<10], [4..<6]])
  }

  @Test func `guided chunks shrink`() {
    var dealer = Dealer(items: 100, workers: 2, chunk: .items(4), schedule: .guided)
    #expect(deal(&dealer, workers: 2).joined().map(\.count).sorted(by: >) == [25, 19, 14, 11, 8, 6, 5, 4, 4, 4])
  }

  @Test func `auto aims at two milliseconds`() {
    var dealer = Dealer(items: 1_000_000, workers: 2, chunk: .auto, schedule: .auto)
    #expect(dealer.deal(to: 0, itemTime: nil)?.count == 1_024)
    #expect(dealer.deal(to: 1, itemTime: 1_000)?.count == 2_000)
    #expect(dealer.deal(to: 0, itemTime: 50_000_000)?.count == 1)
  }

  @Test func `items that were given back are dealt first`() {
    var dealer = Dealer(items: 10, workers: 2, chunk: .items(4), schedule: .static)
    #expect(dealer.deal(to: 0, itemTime: nil) == 0..<4)
    dealer.giveBack(0..<4)
    #expect(dealer.deal(to: 1, itemTime: nil) == 0..<4)
    dealer.suspect(0..<2)
    #expect(dealer.dealSuspect() == 0..<1)
    #expect(dealer.dealSuspect() == 1..<2)
    #expect(dealer.dealSuspect() == nil)
  }
}
