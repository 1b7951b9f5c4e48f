import BatchJob
import Testing

struct SlurmFieldsTests {
  private static let line =
    "JobId=7 JobName=my job UserId=root(0) JobState=FAILED Reason=NonZeroExitCode ExitCode=3:0 RunTime=1-00:00:05 "
    + "TimeLimit=365-00:00:00 SubmitTime=2030-01-31T08:00:00 StartTime=2020-01-31T08:00:01 EndTime=2020-02-01T08:00:06 "
    + "NumNodes=1-1 NumCPUs=4 NumTasks=4 CPUs/Task=1 MinMemoryCPU=2G Comment=a=b, c StdOut=/a b/slurm-7.out Power= "

  @Test func `values with spaces and equals signs are read whole`() {
    let fields = slurmFields(Self.line)
    #expect(fields["JobName"] == "my job")
    #expect(fields["Comment"] == "a=b, c")
    #expect(fields["StdOut"] == "/a b/slurm-7.out")
    #expect(fields["CPUs/Task"] == "1")
    #expect(fields["Power"] == "")
  }

  @Test func `a status is made of the fields`() throws {
    let status = try #require(JobStatus(fields: slurmFields(Self.line)))
    #expect(status.id == "7")
    #expect(status.exit == "3:0")
    #expect(status.exitCode == 3)
    // A year is what SLURM may show for a job that asked for no limit.
    #expect(status.asked == .init(tasks: 4, nodes: 1, cpus: 4, memory_mb: 8192))
    #expect(status.used.time_s == 86_405)
    #expect(status.isOver && status.started != nil && status.ended != nil)
    #expect(status.sentence == "The job failed with exit code 3. The end of the output usually says why.")
  }

  @Test func `other lines are no job`() {
    #expect(JobStatus(fields: slurmFields("")) == nil)
    #expect(JobStatus(fields: slurmFields("slurm_load_jobs error: Invalid job id specified")) == nil)
  }

  @Test(arguments: ["PartitionConfig", "PartitionNodeLimit", "DependencyNeverSatisfied", "launch failed requeued held"])
  func `a job that never starts is distinguished from one that waits its turn`(_ reason: String) {
    var status = JobStatus(
      id: "1", name: "a", state: "PENDING", reason: reason, exit: "0:0", runner: "slurm", asked: .init(), used: .init())
    #expect(status.isStuck)
    #expect(status.sentence.hasPrefix("The job never starts as it is"))
    status.reason = "Priority"
    #expect(!status.isStuck)
    #expect(status.sentence.hasPrefix("The job waits its turn"))
  }
}
