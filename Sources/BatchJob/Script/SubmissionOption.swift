/// An option of sbatch.
package struct SubmissionOption: Sendable, Equatable {
  /// Whether it has a value.
  package enum Value: Sendable {
    /// It has no value.
    case none
    /// It has one, in the same word or in the next.
    case required
    /// It may have one, in the same word.
    case optional
  }

  /// Its long name, without the hyphens.
  package var name: String
  /// Whether it has a value.
  package var value: Value

  /// All long options, in the order in which sbatch lists them when an abbreviation is ambiguous.
  package static let all: [SubmissionOption] = {
    func options(_ value: Value, _ names: String) -> [(String, Value)] {
      names.split(separator: " ").map { (String($0), value) }
    }
    let flags = options(
      .none,
      """
      contiguous help hold ignore-pbs no-requeue overcommit oversubscribe parsable quiet reboot requeue spread-job \
      test-only use-min-nodes verbose version usage wait
      """)
    let optional = options(.optional, "exclusive get-user-env nice no-kill propagate")
    let kinds = Dictionary(uniqueKeysWithValues: flags + optional)
    return names.split(separator: " ").map { SubmissionOption(name: String($0), value: kinds[String($0)] ?? .required) }
  }()

  /// The options by their letters; `-k` is the only one with an optional value.
  package static let letters: [Character: SubmissionOption] = {
    let pairs: [(Character, String)] = [
      ("a", "array"), ("A", "account"), ("b", "begin"), ("B", "extra-node-info"), ("c", "cpus-per-task"),
      ("C", "constraint"), ("d", "dependency"), ("D", "chdir"), ("e", "error"), ("F", "nodefile"), ("G", "gpus"),
      ("h", "help"), ("H", "hold"), ("i", "input"), ("J", "job-name"), ("k", "no-kill"), ("L", "licenses"),
      ("m", "distribution"), ("M", "clusters"), ("n", "ntasks"), ("N", "nodes"), ("o", "output"), ("O", "overcommit"),
      ("p", "partition"), ("q", "qos"), ("Q", "quiet"), ("s", "oversubscribe"), ("S", "core-spec"), ("t", "time"),
      ("v", "verbose"), ("V", "version"), ("w", "nodelist"), ("W", "wait"), ("x", "exclude"),
    ]
    return Dictionary(uniqueKeysWithValues: pairs.compactMap { letter, name in named(name).map { (letter, $0) } })
  }()

  /// The option with exactly this name.
  package static func named(_ name: String) -> SubmissionOption? { all.first { $0.name == name } }

  private static let names = """
    account acctg-freq array batch begin bb bbf cluster-constraint chdir cluster clusters comment container context \
    contiguous constraint core-spec cores-per-socket cpu-freq cpus-per-gpu cpus-per-task deadline delay-boot dependency \
    distribution error exclude exclusive export export-file extra-node-info get-user-env gid gpu-bind gpu-freq gpus \
    gpus-per-node gpus-per-socket gpus-per-task gres gres-flags help hint hold ignore-pbs input job-name \
    kill-on-invalid-dep licenses mail-type mail-user mcs-label mem mem-bind mem-per-cpu mem-per-gpu mincpus network nice \
    no-kill no-requeue nodefile nodelist nodes ntasks ntasks-per-core ntasks-per-gpu ntasks-per-node ntasks-per-socket \
    ntasks-per-tres open-mode output overcommit oversubscribe parsable partition power prefer priority profile propagate \
    qos quiet reboot requeue reservation signal sockets-per-node spread-job switches tasks-per-node test-only thread-spec \
    threads-per-core time time-min tmp uid use-min-nodes verbose version usage wait wait-all-nodes wckey wrap
    """
}
