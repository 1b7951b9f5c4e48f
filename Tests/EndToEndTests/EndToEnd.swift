import Testing
import TmuxSession

/// The program as people and scripts use it. One test runs at a time, because each starts many processes.
@Suite(.serialized, .inTurn)
struct EndToEnd {}
