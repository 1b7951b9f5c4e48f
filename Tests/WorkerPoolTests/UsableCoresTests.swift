import Testing

@testable import WorkerPool

@Suite struct UsableCoresTests {
  private func cores(
    affinity: Int = 16, _ environment: [String: String] = [:], _ files: [String: String] = [:]
  ) -> UsableCores {
    UsableCores(affinity: affinity, environment: { environment[$0] }, file: { files[$0] })
  }

  @Test func `this machine has at least one`() {
    #expect(UsableCores.count() >= 1)
    #expect(!UsableCores.now().why.isEmpty)
  }

  @Test func `without other limits the affinity counts`() {
    #expect(cores().cores == 16)
    #expect(cores().why == "16 cores: as many as the processor affinity allows")
    #expect(cores(affinity: -1).cores == 1)
  }

  @Test func `a quota of a control group is rounded up, and every group above counts`() {
    let membership = "0::/user.slice/job\n"
    let files = [
      "/proc/self/cgroup": membership,
      "/sys/fs/cgroup/user.slice/job/cpu.max": "max 100000\n",
      "/sys/fs/cgroup/user.slice/cpu.max": "250000 100000\n",
    ]
    #expect(cores([:], files).cores == 3)
    #expect(cores([:], files).why == "3 cores: as many as the control group allows")
    #expect(cores([:], ["/proc/self/cgroup": membership]).cores == 16)
    #expect(cores([:], ["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.max": "50000 100000"]).cores == 1)
    #expect(cores([:], ["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.max": "nonsense"]).cores == 16)
  }

  @Test func `control groups of version 1 count, too`() {
    let files = [
      "/proc/self/cgroup": "5:memory:/a\n4:cpu,cpuacct:/a/b\n",
      "/sys/fs/cgroup/cpu,cpuacct/a/b/cpu.cfs_quota_us": "-1\n",
      "/sys/fs/cgroup/cpu,cpuacct/a/b/cpu.cfs_period_us": "100000\n",
      "/sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us": "400000\n",
      "/sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_period_us": "100000\n",
    ]
    #expect(cores([:], files).cores == 4)
  }

  @Test func `a SLURM job has the cores of its allocation`() {
    #expect(cores(["SLURM_JOB_ID": "1", "SLURM_CPUS_ON_NODE": "6"]).cores == 6)
    #expect(cores(["SLURM_JOB_ID": "1", "SLURM_NTASKS": "2", "SLURM_CPUS_PER_TASK": "4"]).cores == 8)
    #expect(cores(["SLURM_NTASKS": "2"]).cores == 16)
    let spread = ["SLURM_JOB_ID": "1", "SLURM_NTASKS": "10", "SLURM_TASKS_PER_NODE": "4(x2),2"]
    for (node, share) in [("0", 4), ("1", 4), ("2", 2)] {
      #expect(cores(spread.merging(["SLURM_NODEID": node]) { $1 }).cores == share)
    }
    #expect(cores(spread.merging(["SLURM_CPUS_ON_NODE": "3"]) { $1 }).cores == 3)
    #expect(cores(spread.merging(["SLURM_CPUS_PER_TASK": "2"]) { $1 }).cores == 8)
    #expect(cores(["SLURM_JOB_ID": "1", "SLURM_CPUS_ON_NODE": "many"]).cores == 16)
    for (list, all) in [("4(x2),2", 10), ("4", 4), ("many", nil), ("", nil)] {
      #expect(SlurmAllocation.allCores { ["SLURM_JOB_CPUS_PER_NODE": list][$0] } == all)
    }
    #expect(cores(affinity: 2, ["SLURM_JOB_ID": "1", "SLURM_CPUS_ON_NODE": "6"]).cores == 2)
  }

  @Test func `a job that has fewer cores here than it asked for says both numbers`() {
    let spread = ["SLURM_JOB_ID": "1", "SLURM_NTASKS": "8", "SLURM_TASKS_PER_NODE": "2(x4)"]
    #expect(cores(spread).shortfall == "the job asked for 8, this node lets you use 2")
    #expect(cores(["SLURM_JOB_ID": "1", "SLURM_NTASKS": "8", "SLURM_TASKS_PER_NODE": "8"]).shortfall == nil)
    #expect(cores([:]).shortfall == nil)
  }
}
