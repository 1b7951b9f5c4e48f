internal import AnswerBook

extension ExportFormat {
  /// The one file to hand in, without keeping its receipt.
  static let bundle = ExportFormat(name: "bundle", summary: "the file to upload, a zip", endings: [".zip"]) {
    source throws(BookError) in
    guard let folder = source.folder else { throw .noFolder }
    return try BookFolder.bundle(in: folder, source.lesson).bytes
  }
}
