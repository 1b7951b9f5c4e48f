import Glibc
import Posix

extension QueueFolder {
  /// A folder with programs that replace those of SLURM within a job: the stand-in has no steps, and a real SLURM
  /// knows nothing of its jobs.
  var programs: String? {
    let folder = "\(path)/bin"
    for name in ["srun", "sbatch", "salloc", "squeue", "scontrol", "scancel", "sinfo", "sacct", "sstat"] {
      let file = "\(folder)/\(name)"
      if access(file, X_OK) == 0 { continue }
      let text = "#!/bin/sh\necho '\(name): not in the stand-in; it needs a cluster with SLURM.' >&2\nexit 1\n"
      guard (try? writeFile(text, to: file, permissions: 0o700)) != nil else { return nil }
      chmod(file, 0o700)
    }
    return folder
  }
}
