import Glibc
import Testing

@testable import Posix

@Suite struct DescriptorTests {
  @Test func `a descriptor has a number that no program expects to be given`() throws {
    let pipe = try Descriptor.pipe()
    #expect(pipe.reading.number >= Descriptor.lowestNumber)
    #expect(pipe.writing.number >= Descriptor.lowestNumber)
    #expect(try pipe.reading.duplicate().number >= Descriptor.lowestNumber)
  }

  @Test func `a descriptor is closed on exec`() throws {
    let pipe = try Descriptor.pipe()
    for number in [pipe.reading.number, pipe.writing.number, try pipe.reading.duplicate().number] {
      #expect(fcntl(number, F_GETFD) & FD_CLOEXEC != 0)
    }
  }

  @Test func `what a failed call returned becomes its error`() {
    let error = #expect(throws: SystemError.self) {
      try Descriptor.take(open("/nowhere/at/all", O_RDONLY), from: "open")
    }
    #expect(error?.description == "open failed: No such file or directory")
  }

  @Test func `a pipe ends when its writing end is closed or goes away`() throws {
    var pipe: (reading: Descriptor, writing: Descriptor?) = try Descriptor.pipe()
    try writeAll("left\n", to: try #require(pipe.writing).number)
    pipe.writing = nil
    #expect(try readAll(from: pipe.reading.number) == Array("left\n".utf8))

    let other = try Descriptor.pipe()
    other.writing.close()
    other.writing.close()
    #expect(try readAll(from: other.reading.number).isEmpty)
  }

  @Test func `a second close leaves the file alone that has the number now`() throws {
    // Another test may get the number in between; then try again.
    var first: Descriptor
    var second: Descriptor
    repeat {
      first = try .take(dup(STDERR_FILENO), from: "dup")
      first.close()
      second = Descriptor(fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, first.number))
    } while second.number != first.number
    first.close()
    #expect(fcntl(second.number, F_GETFD) >= 0)
  }
}
