public import WorkerPool

/// Every task of the articles.
public let exampleTasks = TaskRegistry(area, total, loadWords, isKnown, simulate)
