import AnswerBook
import Experiments
import Posix
import WorkbookApp

/// Saves the record on another thread than the one that draws, so that a slow disk never stops the screen.
actor Keeper {
  private let folder: BookFolder
  private let mailbox: Mailbox<Message>
  private var savedRevision = -1

  /// Saves in this folder and reports to this mailbox.
  init(folder: BookFolder, mailbox: Mailbox<Message>) {
    self.folder = folder
    self.mailbox = mailbox
  }

  /// Saves the book as it was at a revision, unless a newer one has been saved.
  func save(_ book: AnswerBook, revision: Int) {
    guard revision > savedRevision else { return }
    do throws(BookError) {
      try folder.save(book)
      savedRevision = revision
      mailbox.post(.saved(revision: revision))
      for notice in folder.takeNotices() { mailbox.post(.noticed(notice)) }
    } catch {
      mailbox.post(.saveFailed(error.description))
    }
  }

  /// Saves a run beside the answers.
  func save(_ run: RecordedRun) {
    do throws(BookError) {
      try folder.save(run)
    } catch {
      mailbox.post(.saveFailed(error.description))
    }
  }

  /// Reads the events of a saved run.
  func loadEvents(of run: String) {
    do throws(BookError) {
      mailbox.post(.eventsLoaded(run: run, try folder.events(ofRun: run)))
    } catch {
      mailbox.post(.eventsMissing(run: run, error.description))
    }
  }
}
