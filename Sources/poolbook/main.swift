import BatchJob
import Experiments
import WorkerPool

// A worker is this program started with other words: it is dispatched before anything else runs. So is the process that
// looks after a batch job.
WorkerMain.runIfAsked(standardTasks)
JobSupervisor.runIfAsked()
Poolbook.begin()
