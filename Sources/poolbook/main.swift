import Experiments
import WorkerPool

// A worker is this program started with other words: it is dispatched before anything else runs.
WorkerMain.runIfAsked(standardTasks)
Poolbook.begin()
