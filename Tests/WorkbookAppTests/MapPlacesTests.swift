import Testing

@testable import WorkbookApp

/// Where the workers of a map's picture are.
@Suite struct MapPlacesTests {
  /// The picture of ten items that four workers took like this.
  private func places(_ takers: [[Int]], workers: Int = 4, rows: Int = 12, lanes: Int = 8) -> MapPlaces {
    MapPlaces(takers: takers, workers: workers, boxHeight: 1, rows: rows, lanes: lanes)
  }

  @Test func `each worker is in the row of an item that it took itself, so that no other way leads into it`() {
    let takers = [[0], [1], [2], [3], [1], [1], [0], [1], [2], [1]]
    let places = places(takers)
    #expect(places.rows == [0: 0, 1: 1, 2: 2, 3: 3])
    #expect(Set(places.lanes.values).count == 4)
  }

  @Test func `ways that are not side by side share a column`() {
    let places = places([[0], [0], [0], [1], [1], [2], [3]])
    #expect(places.lanes == [0: 0, 1: 0, 2: 0, 3: 0])
    #expect(places.rows == [0: 0, 1: 3, 2: 5, 3: 6])
  }

  @Test func `an item that was given out again is the last worker's`() {
    let places = places([[0, 1], [1], [0]])
    #expect(places.rows[0] == 2 && places.rows[1] == 0)
    #expect(places.lanes[0] != places.lanes[1])
  }

  @Test func `workers that took nothing are below the others, and between them if there is no other room`() {
    #expect(places([[2], [2]]).rows == [2: 0, 0: 1, 1: 2, 3: 3])
    #expect(places([[0], [0], [0], [1]], rows: 4).rows == [0: 0, 1: 3, 2: 1, 3: 2])
    #expect(places([[0], [0], [0], [1]], workers: 64, rows: 4).rows.count == 4)
  }

  @Test func `if there is room, items and workers are boxes of three rows`() {
    let places = MapPlaces(takers: [[1], [0], [1], [1]], workers: 3, boxHeight: 3, rows: 12, lanes: 8)
    #expect(places.height == 3 && places.rows == [1: 0, 0: 3, 2: 6])
    let tight = MapPlaces(takers: [[1], [0]], workers: 3, boxHeight: 3, rows: 6, lanes: 8)
    #expect(tight.height == 1 && tight.rows[1] == 1 && tight.rows[0] == 4)
  }

  @Test func `nothing at all is no problem`() {
    #expect(places([], workers: 0).rows.isEmpty && places([], rows: 0).rows.isEmpty)
    #expect(places([[]], lanes: 0).rows.count == 4)
  }
}
