import BatchJob

// The program that looks after the jobs of tests: in a test, the own program is the test runner.
JobSupervisor.runIfAsked()
