import Glibc
import Testing

@testable import PythonCells

struct JobLimitsTests {
  private func job(_ variables: [String: String]) -> JobLimits? { JobLimits { variables[$0] } }

  @Test func `outside of a job there are no limits of one`() { #expect(job(["SLURM_MEM_PER_NODE": "100"]) == nil) }

  @Test func `the memory of a job is that of its node, or of its cores together`() {
    let megabyte = 1 << 20
    #expect(job(["SLURM_JOB_ID": "1", "SLURM_MEM_PER_NODE": "1000"])?.memory == 950 * megabyte)
    let each = ["SLURM_JOB_ID": "1", "SLURM_MEM_PER_CPU": "500", "SLURM_CPUS_ON_NODE": "4"]
    #expect(job(each)?.memory == 1900 * megabyte)
    #expect(job(["SLURM_JOB_ID": "1"]) == JobLimits())
  }

  @Test func `in a job, only its own limits count, unless others are asked for`() throws {
    let job = try #require(self.job(["SLURM_JOB_ID": "1", "SLURM_MEM_PER_NODE": "1000"]))
    #expect(CellLimits.ofCommand(time: nil, memory: nil, job: job).time > 1e6)
    #expect(CellLimits.ofCommand(time: nil, memory: nil, job: job).memory == job.memory)
    #expect(CellLimits.ofCommand(time: 5, memory: 1 << 30, job: job).memory == 1 << 30)
    #expect(CellLimits.ofCommand(time: 5, memory: nil, job: job).time == 5)
    #expect(CellLimits.ofCommand(time: nil, memory: nil, job: nil).time == 60)
    #expect(CellLimits(job: job).time == 60 && CellLimits(job: job).output == CellLimits(job: nil).output)
    #expect(CellLimits(job: job).nice == 0 && CellLimits(job: nil).nice == 5)
  }

  @Test func `a pool as large as the machine is allowed`() {
    let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    #expect(CellLimits(job: nil).processes > cores && CellLimits(job: nil).processes >= 64)
  }
}
