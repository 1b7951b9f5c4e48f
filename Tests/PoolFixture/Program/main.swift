import PoolFixtureTasks
import WorkerPool

WorkerMain.runIfAsked(FixtureTasks.registry)
