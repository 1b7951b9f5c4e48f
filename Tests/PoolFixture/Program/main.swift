import PoolFixtureTasks
import WorkerPool

WorkerMain.runIfAsked(FixtureTasks.registry)
await Scenario.runIfAsked()
