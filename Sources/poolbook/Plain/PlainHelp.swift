import Experiments

/// The words of a session by lines.
enum PlainHelp {
  /// Every word with what it does.
  static let lines = PlainProse.table(
    [],
    [
      ["next, or Enter alone", "go on reading"],
      ["back", "go back to the place before"],
      ["read", "say this place again"],
      ["sections", "the lesson's sections, numbered"],
      ["list", "what there is to do in this section, with ids"],
      ["go 3, go shares", "go to a section by number, or to anything by id"],
      ["run", "run the experiment here; run ID runs another"],
      ["kill 2", "while an experiment runs: kill worker 2 and see what follows"],
      ["knobs", "what can be set before a run; reset puts all back"],
      ["processes 2", "set a knob, by its name and its new value"],
      ["runs", "your earlier runs of the experiment here"],
      ["answer", "answer the question here; answer TEXT in one line"],
      ["show", "your answer as it stands"],
      ["line 3 TEXT", "replace line 3 of your answer"],
      ["insert 3 TEXT", "put a line before line 3"],
      ["delete 3", "take line 3 out"],
      ["edit", "change your answer in the editor of $EDITOR"],
      ["hint", "the next hint"],
      ["solution", "the solution, once you have answered"],
      ["quit", "leave; everything is kept, and so it is at ctrl-D"],
    ])
}
