import Testing

@testable import Posix

@Suite struct MemoryLimitTests {
  @Test func `there is room for a little memory, but not for all addresses`() {
    #expect(hasRoom(forBytes: 1 << 20))
    #expect(!hasRoom(forBytes: .max / 2))
  }
}
