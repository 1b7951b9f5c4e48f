import Glibc
import Posix
import Testing

@testable import Archive

@Suite struct ZipTests {
  private let files: [(path: String, bytes: [UInt8])] = [
    ("runs/é.jsonl", Array("{}\n".utf8)), ("answers.md", Array("# Answers\n".utf8)), ("empty", []),
    ("large", [UInt8](repeating: 7, count: 3_000_000)),
  ]

  @Test func `what is packed is unpacked again, in the order of the paths`() throws {
    let reader = try ZipReader(bytes: zip(files))
    let entries = try reader.entries(limit: 10)
    #expect(entries.map(\.name) == ["answers.md", "empty", "large", "runs/é.jsonl"])
    #expect(entries.allSatisfy { $0.kind == .file && !$0.isEncrypted })
    for entry in entries {
      #expect(try reader.bytes(of: entry, limit: 4_000_000) == files.first { $0.path == entry.name }?.bytes)
    }
  }

  @Test func `the order in which files are given doesn't change a byte`() throws {
    #expect(try zip(files) == zip(files.reversed()))
  }

  @Test func `an archive in a file is read by its descriptor`() throws {
    let folder = try makeTemporaryFolder("archive", in: "/tmp")
    defer { removeFolder(folder) }
    let file = Descriptor(open("\(folder)/a.zip", O_RDWR | O_CREAT | O_CLOEXEC, 0o600))
    try writeAll(zip(files), to: file.number)
    let reader = try ZipReader(descriptor: file.number)
    unlink("\(folder)/a.zip")
    #expect(try reader.entries(limit: 4).count == 4)
  }

  @Test func `a file larger than the limit isn't unpacked, whatever it claims`() throws {
    var bytes = try zip([("zeros", [UInt8](repeating: 0, count: 5_000_000))])
    let honest = try ZipReader(bytes: bytes)
    let entry = try #require(try honest.entries(limit: 1).first)
    #expect(throws: ArchiveError.tooLarge(name: "zeros", limit: 1_000_000)) {
      try honest.bytes(of: entry, limit: 1_000_000)
    }
    // Claim ten bytes in both headers.
    let size = withUnsafeBytes(of: UInt32(5_000_000).littleEndian) { Array($0) }
    for start in bytes.indices.dropLast(3) where Array(bytes[start..<start + 4]) == size {
      bytes.replaceSubrange(start..<start + 4, with: [10, 0, 0, 0])
    }
    let liar = try ZipReader(bytes: bytes)
    let small = try #require(try liar.entries(limit: 1).first)
    #expect(small.size == 10)
    #expect(throws: ArchiveError.self) { try liar.bytes(of: small, limit: 1_000_000) }
  }

  @Test func `an archive with too many files is refused before they are read`() throws {
    let reader = try ZipReader(bytes: zip(files))
    #expect(throws: ArchiveError.tooManyFiles(limit: 3)) { try reader.entries(limit: 3) }
  }

  @Test func `an archive that is cut off, and what isn't one, is refused`() throws {
    let bytes = try zip(files)
    for count in [0, 1, 21, bytes.count / 2, bytes.count - 5] {
      #expect(throws: ArchiveError.self) {
        let reader = try ZipReader(bytes: Array(bytes.prefix(count)))
        for entry in try reader.entries(limit: 10) { _ = try reader.bytes(of: entry, limit: 4_000_000) }
      }
    }
    #expect(throws: ArchiveError.notAnArchive) { try ZipReader(bytes: Array("# Answers\n".utf8)) }
  }

  @Test func `damaged contents are noticed`() throws {
    var bytes = try zip([("a", (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 37 ^ $0 >> 3) })])
    bytes[200] ^= 0x10
    let reader = try ZipReader(bytes: bytes)
    let entry = try #require(try reader.entries(limit: 1).first)
    #expect(throws: ArchiveError.damaged(name: "a")) { try reader.bytes(of: entry, limit: 10_000) }
  }

  @Test(arguments: [
    "/etc/passwd", "../answers.md", "a/../../b", "..", "\\\\server\\file", "a\\..\\..\\b", "C:\\x", "C:/x", "", ".",
    "a\0b",
  ])
  func `a path that leads out of the archive is none`(name: String) {
    #expect(entry(name).path == nil)
  }

  @Test func `a path is a list of names, with either kind of slash`() {
    #expect(entry("./a//b.md").path == ["a", "b.md"])
    #expect(entry("Jo Doe\\runs\\1.jsonl").path == ["Jo Doe", "runs", "1.jsonl"])
    #expect(entry("a..b/..c").path == ["a..b", "..c"])
  }

  @Test func `links, devices and folders are distinguished from files`() {
    func kind(_ name: String, _ mode: mode_t, system: UInt = 3) -> ZipEntry.Kind {
      ZipEntry.kind(name: name, madeBy: system << 8 | 20, attributes: UInt(mode) << 16)
    }
    #expect(kind("a", S_IFLNK | 0o777) == .link)
    #expect(kind("a", S_IFCHR | 0o666) == .special)
    #expect(kind("a", S_IFIFO) == .special)
    #expect(kind("a", S_IFDIR | 0o755) == .folder)
    #expect(kind("a/", S_IFREG) == .folder)
    #expect(kind("a/", 0, system: 0) == .folder)
    #expect(kind("a", S_IFLNK, system: 0) == .file)
    #expect(kind("a", 0o644) == .file)
  }

  private func entry(_ name: String) -> ZipEntry {
    ZipEntry(
      name: name, size: 0, kind: .file, isEncrypted: false, method: 8, place: ZipEntry.Place(position: 0, number: 0))
  }
}

@Suite struct DigestTests {
  /// The examples of FIPS 180-2, appendix B.
  @Test func `the sums are those of the standard`() {
    #expect(sha256([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(sha256(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      sha256([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func `what fails while reading isn't said to fail while packing`() {
    #expect(
      ArchiveError.notUnpacked(reason: "No memory").description
        == "It can't be unpacked (No memory): free some memory, and try again.")
  }
}
