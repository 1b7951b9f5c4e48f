/// The commands of the plain workbook.
enum PlainHelp {
  /// Every command with what it does.
  static let lines = PlainProse.table(
    [],
    [
      ["next, or Enter alone", "go on reading"],
      ["back", "go back to the place before"],
      ["read", "show this place again"],
      ["sections", "the lesson's sections, numbered"],
      ["list", "what there is to do in this section, with ids"],
      ["go 3, go shares", "go to a section by number, or to anything by id"],
      ["run", "run the experiment here; run ID runs another"],
      ["kill 2", "while an experiment runs: kill worker 2"],
      ["knobs", "the settings of the experiment; reset goes back to the lesson's"],
      ["processes 2", "change a setting: its name and the new value"],
      ["runs", "your earlier runs of the experiment here"],
      ["timeline", "the last run again, event by event, with times"],
      ["answer", "answer the question here; answer TEXT in one line"],
      ["show", "your answer as it stands"],
      ["line 3 TEXT", "replace line 3 of your answer"],
      ["insert 3 TEXT", "insert a line before line 3"],
      ["delete 3", "delete line 3"],
      ["edit", "change your answer in the editor of $EDITOR"],
      ["hint", "the next hint"],
      ["solution", "the solution, once you have answered"],
      ["quit", "leave; everything is saved, at ctrl-D as well"],
    ])
}
