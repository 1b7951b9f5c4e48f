import Testing
import TmuxSession

/// The program as people and scripts meet it. One test at a time: each starts processes enough of its own.
@Suite(.serialized, .inTurn)
struct EndToEnd {}
