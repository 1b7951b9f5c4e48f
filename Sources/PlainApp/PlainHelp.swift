/// The commands of the plain workbook.
enum PlainHelp {
  /// Every command with what it does.
  static let lines = PlainProse.table(
    [],
    [
      ["next, or Enter alone", "go on reading"],
      ["back", "go back to the previous place"],
      ["read", "show this place again"],
      ["sections", "list the sections of the lesson with their numbers"],
      ["list", "list the experiments and questions of this section"],
      ["go 3, go shares", "go to a section by number, or to anything by id"],
      ["run", "run the experiment here; run ID runs another one"],
      ["check", "run the program here once, to check it"],
      ["stop", "while something runs: stop it"],
      ["traceback", "show what Python said about the exception that ended the last run"],
      ["kill 2", "while an experiment runs: kill worker 2"],
      ["knobs", "show the settings; reset restores the lesson's"],
      ["processes 2", "change a setting: its name and the new value"],
      ["runs", "list your earlier runs of the experiment here"],
      ["timeline", "show the last run event by event, with times"],
      ["job", "follow the batch job here; output shows what it has printed, cancel cancels it"],
      ["answer, answer TEXT", "answer the question here"],
      ["show", "show your answer"],
      ["line 3 TEXT", "replace line 3 of your answer"],
      ["insert 3 TEXT", "insert a line before line 3"],
      ["delete 3", "delete line 3"],
      ["edit", "edit your answer in your own editor ($EDITOR)"],
      ["hint", "show the next hint"],
      ["solution", "show the solution, once you have answered"],
      ["hand-in", "list what is missing and what to hand in; stage adds the files to a Git repository"],
      ["pack", "pack the one file to upload"],
      ["name Jane Doe, 4711", "say who you are: your name, and your id after a comma if you have one"],
      ["restore", "use newer answers from the journal, if there are any"],
      ["quit", "leave; everything is saved (ctrl-D does the same)"],
    ])
}
