import AnswerBook
import Experiments
import WorkbookApp

/// Writes the record away from the thread that draws, so that a slow disk never stops the screen.
actor Keeper {
  private let folder: BookFolder
  private let mailbox: Mailbox
  private var kept = -1

  /// Makes a keeper of this folder that reports to this mailbox.
  init(folder: BookFolder, mailbox: Mailbox) {
    self.folder = folder
    self.mailbox = mailbox
  }

  /// Writes the book as it was at a revision; one that came late, after a newer one, is left out.
  func keep(_ book: AnswerBook, revision: Int) {
    guard revision > kept else { return }
    do throws(BookError) {
      try folder.save(book)
      kept = revision
      mailbox.post(.saved(revision: revision))
      for notice in folder.takeNotices() { mailbox.post(.noticed(notice)) }
    } catch {
      mailbox.post(.saveFailed(String(describing: error)))
    }
  }

  /// Writes a run beside the answers.
  func keep(_ run: RecordedRun) {
    do throws(BookError) {
      try folder.save(run)
    } catch {
      mailbox.post(.saveFailed(String(describing: error)))
    }
  }

  /// Reads the events of a run back.
  func fetchEvents(of run: String) {
    do throws(BookError) {
      mailbox.post(.eventsLoaded(run: run, try folder.events(ofRun: run)))
    } catch {
      mailbox.post(.eventsMissing(run: run, error.description))
    }
  }
}
