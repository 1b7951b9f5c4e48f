import BatchJob
import Testing

/// What sbatch 22.05 said on a cluster with one node of four CPUs, beyond the recorded cases.
struct AnswerTests {
  /// What the stand-in says, its exit code, and the request if it is accepted.
  private func answer(
    _ words: String..., directives: [String] = [], variables: [String: String] = [:]
  ) -> (text: String, code: Int32, request: BatchRequest?) {
    let script = "#!/bin/bash\n" + directives.map { $0 + "\n" }.joined() + "true\n"
    let surroundings = BatchRequest.Surroundings(
      // Sunday 29 November 2026, 1:04.
      now: 1_795_914_240, secondsFromUTC: 0, isUser: { $0 == "root" },
      file: { $0 == "job.sb" ? .success(Array(script.utf8)) : .failure(.init(reason: "No such file or directory")) })
    do throws(SubmissionRefusal) {
      let submission = try Submission(
        words: words + ["job.sb"],
        sources: .init(surroundings: surroundings, variables: variables, find: { $0 }, standardInput: { [] }))
      _ = try recordedNode.judge(submission, now: surroundings.now)
      return (submission.notes, 0, submission.request)
    } catch {
      return (error.text, error.code, nil)
    }
  }

  private static let moments: [(String, Int)] = [
    ("12/31", 1_798_675_200), ("1.1", 1_798_761_600), ("010127", 1_798_761_600), ("2027-02-30", 1_803_945_600),
    ("01/01/00", 1_798_761_600), ("10:30 pm", 1_795_991_400), ("12:30am", 1_795_998_600),
    ("noon tomorrow", 1_796_040_000), ("tomorrow-10:30", 1_796_034_600), ("10:30T1/1/27", 1_798_799_400),
    ("2027-01-01T", 1_798_761_600), ("1/1 1/2", 1_798_848_000), ("now + 1", 1_795_914_241),
    ("now+1hour", 1_795_917_840), ("midnight", 1_795_996_800), ("today", 1_795_910_400), ("tomorrow", 1_795_996_800),
  ]

  @Test(arguments: moments) func `a moment is read as sbatch reads it`(_ text: String, _ time: Int) {
    #expect(answer("--begin=\(text)").request?.begin == time)
  }

  private static let positions: [(String, Int)] = [
    ("0", -1), ("1", 1), ("13", 0), ("100", 1), ("1/32", 2), ("12/32/27", 3), ("1/1/2", 5), ("1/1/2027", 6),
    ("0101270", 5), ("2027-13-01", 5), ("2027-01-32", 8), ("10:3", 4), ("10:60", 3), ("3:4:5", 3), ("10:30:60", 6),
    ("24:00", 0), ("13:30pm", 5), ("10:30x", 5), ("Tomorrow", 1), ("now+", 3), ("now+1x", 4), ("nowx", 3),
    ("now x", 4), ("2027-12-31x", 10),
  ]

  @Test(arguments: positions) func `where the reading of a moment stopped is said`(_ text: String, _ position: Int) {
    let (said, code, _) = answer("--begin=\(text)")
    #expect(
      said == "Invalid time specification (pos=\(position)): \(text)\nsbatch: error: Invalid --begin specification\n")
    #expect(code == 255)
    #expect(answer("--begin=T").text == "sbatch: error: Invalid --begin specification\n")
  }

  @Test(arguments: ["n[1]", "n[1-1]", "n[1,1]", "n1,n1", " n1", "n1,"])
  func `a list of nodes may have brackets`(_ list: String) {
    #expect(answer("-w", list).code == 0)
    #expect(answer("-x", list).text.hasSuffix("Requested node configuration is not available\n"))
    #expect(answer("-w", "n[1-2]").text.hasSuffix("Invalid node name specified\n"))
    #expect(answer("-w", "n[01]").text.hasSuffix("Invalid node name specified\n"))
  }

  @Test func `a held job isn't compared with the node`() {
    for option in ["--mem=9G", "--exclude=n1", "--mincpus=5", "--tmp=1", "--sockets-per-node=5"] {
      #expect(answer(option).code == 1)
      #expect(answer(option, "--hold").code == 0)
    }
    #expect(answer("-H", "-C", "x").code == 1)
  }

  @Test func `a job that is only tried is answered in other words`() {
    for option in ["--mem=99G", "--ntasks=99", "--nodes=5"] {
      let (text, code, _) = answer("--test-only", option)
      #expect(text == "allocation failure: Requested node configuration is not available\n" && code == 1)
    }
    #expect(
      answer("--test-only", "-p", "x").text
        == "sbatch: error: invalid partition specified: x\nallocation failure: Invalid partition name specified\n")
  }

  private static let codes: [([String], Int32)] = [
    (["-a", "1,"], 0), (["-a", ",1"], 0), (["-a", ","], 0), (["-a", "%1"], 0), (["-a", "1-3:"], 1),
    (["-d", "afterok:-1"], 0), (["-d", "afterok:1,"], 1), (["-d", ",afterok:1"], 1), (["-d", "afterok:1?"], 1),
    (["-N", "0-1"], 0), (["-N", "0-0"], 1), (["--gpus="], 0), (["--gpus=a:0"], 0), (["--gpus=x"], 1),
    (["--priority=4294967294"], 255), (["--thread-spec=0"], 1), (["--deadline=now"], 0), (["--time-min=0"], 1),
    (["-B", "1-2"], 0), (["-B", "1:"], 0), (["-B", "1-"], 1), (["-B", "5"], 0), (["-B", "0:1"], 1),
    (["-m", "plane"], 255), (["-m", "plane=0"], 255), (["-m", "arbitrary"], 1), (["-m", "fcyclic"], 255),
    (["--cpu-freq=powersave"], 255), (["--cpu-freq=low-2000"], 255), (["--hint=help"], 1), (["--gres=help"], 0),
  ]

  @Test(arguments: codes) func `the exit code is sbatch's`(_ words: [String], _ code: Int32) {
    #expect(answer(words[0], words.count > 1 ? words[1] : "--quiet").code == code)
  }

  private static let variables: [(String, String, String)] = [
    ("--distribution=plane=2", "SLURM_DIST_PLANESIZE", "2"), ("-mplane=2", "SLURM_DISTRIBUTION", "plane"),
    ("-m*:*", "SLURM_DISTRIBUTION", "block:cyclic"), ("-mblock,nopack", "SLURM_DISTRIBUTION", "block,nopack"),
    ("-mBLOCK:Cyclic", "SLURM_DISTRIBUTION", "block:cyclic"), ("-m*,pack", "SLURM_DISTRIBUTION", "block,pack"),
    ("--cpu-freq=low-high:performance", "SLURM_CPU_FREQ_REQ", "Low-High:Performance"),
    ("--cpu-freq=1000", "SLURM_CPU_FREQ_REQ", "1000"), ("--cpu-freq=ondemand", "SLURM_CPU_FREQ_REQ", "OnDemand"),
    ("--gpus=0", "SLURM_GPUS", "0"), ("--container=/x", "SLURM_CONTAINER", "/x"),
  ]

  @Test(arguments: variables) func `an option sets a variable of the job`(
    _ option: String, _ name: String, _ value: String
  ) {
    #expect(answer(option).request?.variables[name] == value)
  }

  @Test func `tasks follow from sockets and from PBS's processors`() {
    #expect(answer("-B", "2:1").request?.tasks == 2)
    #expect(answer("-B", "2", "-n", "3").request?.tasks == 3)
    #expect(answer("-B", "*").request?.tasks == nil)
    #expect(answer(directives: ["#PBS -l nodes=1:ppn=4"]).request?.tasks == 4)
    #expect(answer(directives: ["#PBS -l ncpus=2"]).request?.minimumCPUs == 2)
    #expect(answer(directives: ["#PBS -r n"]).request?.requeues == true)
    let crowded = answer("-n", "2", "--ntasks-per-node=4").request?.allocation(on: recordedNode)
    #expect(crowded?.cpus == 4 && crowded?.tasks == 4)
    #expect(answer("-n", "1", "--ntasks-per-node=2").request?.allocation(on: recordedNode).cpus == 1)
  }

  @Test func `what sbatch says before the controller refuses is kept`() {
    let text = answer("--thread-spec=1", "-C", "x").text
    #expect(text.hasPrefix("sbatch: error: Ignoring --thread-spec"))
    #expect(text.hasSuffix("Invalid feature specification\n"))
  }
}
