import AnswerBook
import Session

/// Packs what a student hands in into a file in the student's folder, and says where it is, or why it can't be packed.
func pack(_ folder: BookFolder) -> Result<PackedHandIn, Refused> {
  Result { () throws(Refused) in
    do throws(BookError) {
      return PackedHandIn(try folder.saveBundle(), in: folder.currentPath)
    } catch {
      throw Refused(error.description)
    }
  }
}
