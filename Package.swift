// swift-tools-version: 6.2
import PackageDescription

/// Continuous integration sets this. On a student's machine, a newer compiler must not fail because of a new warning.
let strict = Context.environment["POOLBOOK_STRICT"] != nil
let settings: [SwiftSetting] = strict ? [.treatAllWarnings(as: .error)] : []

/// The kernels are optimised in a debug build too, where they would be fifty times slower; `vectors` are flags of the
/// compiler for x86.
func optimised(_ vectors: String...) -> [SwiftSetting] {
  #if arch(x86_64)
    [.unsafeFlags(["-O"] + vectors.flatMap { ["-Xcc", $0] })]
  #else
    [.unsafeFlags(["-O"])]
  #endif
}

/// Without this, a worker spends most of its start looking up the types of all tasks by their names, and their
/// conformances in the whole program.
let quickTypes: [SwiftSetting] = [
  .unsafeFlags(
    ["-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors"], .when(configuration: .release))
]

/// What a statically linked Foundation needs without asking for it.
let foundation = [
  "_FoundationCollections", "_FoundationCShims", "dispatch", "BlocksRuntime", "swiftSynchronization", "stdc++",
]

/// A worker is the program itself. It starts sooner with fewer shared libraries and with fewer addresses to relocate (a
/// position-independent program has 80 000 of them), and without any shared library it starts in half the time. Debug
/// builds do use shared libraries, because otherwise the thread sanitizer doesn't see how tasks wait for each other.
let quickStart: [LinkerSetting] =
  [.unsafeFlags(["-static-executable", "-use-ld=lld"], .when(configuration: .release))]
  + foundation.map { .linkedLibrary($0, .when(configuration: .release)) }

let package = Package(
  name: "poolbook",
  products: [
    .executable(name: "poolbook", targets: ["poolbook"]),
    .library(name: "WorkerPool", targets: ["WorkerPool"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    // System libraries and the header that Glibc's module lacks.
    .systemLibrary(name: "CNcurses"),
    .systemLibrary(name: "CMarkGFM"),
    .systemLibrary(name: "CYAML"),
    .systemLibrary(name: "CMinizip"),
    .systemLibrary(name: "CDigest"),
    .target(name: "CLinux"),
    .target(name: "CProcessor"),

    // What every module that makes system calls would otherwise have a copy of.
    .target(name: "Posix", dependencies: ["CLinux"], swiftSettings: settings),

    // Words and characters, the same everywhere.
    .target(name: "Text", swiftSettings: settings),

    // The engine and what runs on it.
    .target(name: "WorkerPool", dependencies: ["CLinux", "Posix"], swiftSettings: settings),
    .target(
      name: "Experiments",
      dependencies: [
        "WorkerPool", "Posix", "Text", "CProcessor", "QuarterCircleKernel", "QuarterCircleAVX2", "QuarterCircleAVX512",
      ],
      swiftSettings: settings + optimised() + quickTypes),

    // One kernel, compiled for each width of vectors; which of them runs is decided when it runs.
    .target(name: "QuarterCircleKernel", path: "Sources/QuarterCircle/Kernel", swiftSettings: settings + optimised()),
    .target(
      name: "QuarterCircleAVX2", dependencies: ["QuarterCircleKernel"], path: "Sources/QuarterCircle/AVX2",
      swiftSettings: settings + optimised("-mavx2")),
    .target(
      name: "QuarterCircleAVX512", dependencies: ["QuarterCircleKernel"], path: "Sources/QuarterCircle/AVX512",
      swiftSettings: settings
        + optimised("-mavx512f", "-mavx512bw", "-mavx512dq", "-mavx512vl", "-mprefer-vector-width=512")),

    // A student's own Python files, and what Python's pools do in them.
    .target(
      name: "PythonCells", dependencies: ["Archive", "Experiments", "WorkerPool", "Posix", "Text"],
      resources: [
        .embedInCode("poolbook_cell.py"), .embedInCode("poolbook_checks.py"), .embedInCode("poolbook_events.py"),
        .embedInCode("poolbook_trace.py"), .embedInCode("poolbook_worker.py"),
      ], swiftSettings: settings),

    // Batch jobs: what sbatch makes of a script, and how a job runs.
    .target(name: "BatchJob", dependencies: ["CLinux", "Posix", "Text"], swiftSettings: settings),

    // Zip files and the sums of files.
    .target(
      name: "Archive", dependencies: ["CMinizip", "CDigest", "CLinux", "Posix", "Text"], swiftSettings: settings),

    // The lesson and the student's record.
    .target(
      name: "Lessons", path: "Lessons", exclude: ["README.md"],
      resources: [.embedInCode("sharing-work.md"), .embedInCode("sharing-work.runs")],
      swiftSettings: settings),
    .target(
      name: "LessonFormat",
      dependencies: ["CMarkGFM", "CYAML", "Experiments", "Text"],
      swiftSettings: settings),
    .target(
      name: "AnswerBook",
      dependencies: ["LessonFormat", "Experiments", "BatchJob", "WorkerPool", "Archive", "Posix", "Text"],
      swiftSettings: settings),
    // What a class has handed in, and the grades on their way back.
    .target(
      name: "HandIns",
      dependencies: ["AnswerBook", "Exports", "LessonFormat", "Experiments", "Archive", "Canvas", "Text", "Posix"],
      swiftSettings: settings),
    // What both workbooks do, as values, and the one that works by lines.
    .target(
      name: "Session", dependencies: ["AnswerBook", "LessonFormat", "Experiments", "BatchJob", "Text"],
      swiftSettings: settings),
    .target(
      name: "PlainApp",
      dependencies: [
        "Session", "AnswerBook", "LessonFormat", "Experiments", "BatchJob", "WorkerPool", "Canvas", "Text",
      ],
      swiftSettings: settings),
    // What a record says about a lesson, and documents made of that.
    .target(
      name: "Exports",
      dependencies: [
        "Session", "AnswerBook", "Archive", "LessonFormat", "Experiments", "BatchJob", "WorkerPool", "Canvas", "Text",
      ],
      swiftSettings: settings),

    // The screen.
    .target(name: "Canvas", dependencies: ["Text"], swiftSettings: settings),
    .target(
      name: "Terminal", dependencies: ["CNcurses", "CLinux", "Posix", "Canvas", "Text"], swiftSettings: settings),
    .target(
      name: "WorkbookApp",
      dependencies: [
        "HandIns", "Exports", "Session", "AnswerBook", "LessonFormat", "Experiments", "BatchJob", "WorkerPool",
        "Canvas", "Text",
      ],
      swiftSettings: settings),

    // The program.
    .executableTarget(
      name: "poolbook",
      dependencies: [
        "Lessons", "Terminal", "WorkbookApp", "PlainApp", "Exports", "Session", "AnswerBook", "HandIns", "LessonFormat",
        "Experiments", "PythonCells", "WorkerPool", "BatchJob", "Canvas", "Text", "Posix",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings,
      linkerSettings: quickStart),

    .testTarget(name: "PosixTests", dependencies: ["Posix", "CLinux"], swiftSettings: settings),
    // A worker for the pool's tests, whose own program is the test runner; some of its tasks misbehave.
    .target(
      name: "PoolFixtureTasks", dependencies: ["WorkerPool"], path: "Tests/PoolFixture/Tasks", swiftSettings: settings),
    .executableTarget(
      name: "PoolFixture", dependencies: ["WorkerPool", "PoolFixtureTasks"], path: "Tests/PoolFixture/Program",
      swiftSettings: settings),
    // A program that doesn't know that it is a worker.
    .executableTarget(
      name: "Forgetful", dependencies: ["WorkerPool"], path: "Tests/PoolFixture/Forgetful", swiftSettings: settings),
    // The programs that the articles of WorkerPool.docc show.
    .executableTarget(
      name: "PoolExample", dependencies: ["WorkerPool"], path: "Tests/PoolExample/Squares", swiftSettings: settings),
    .target(
      name: "ExampleTasks", dependencies: ["WorkerPool"], path: "Tests/PoolExample/Tasks", swiftSettings: settings),
    .executableTarget(
      name: "Spell",
      dependencies: [
        "WorkerPool", "ExampleTasks", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], path: "Tests/PoolExample/Spell", swiftSettings: settings),
    // It doesn't depend on the fixture program, or the fixture's way of linking would be its own, too.
    .testTarget(
      name: "WorkerPoolTests",
      dependencies: ["WorkerPool", "CLinux", "Posix", "PoolFixtureTasks", "ExampleTasks", "SeededRandom"],
      exclude: ["README.md"],
      swiftSettings: settings),
    // What the pool costs, to be compared with others by Tests/Benchmarks/compare.py; it is its own worker.
    .executableTarget(
      name: "PoolBenchmark", dependencies: ["WorkerPool", "Experiments", "Posix"],
      path: "Tests/Benchmarks/PoolBenchmark",
      swiftSettings: settings, linkerSettings: quickStart),
    .testTarget(name: "TextTests", dependencies: ["Text"], swiftSettings: settings),
    .testTarget(
      name: "ExperimentsTests", dependencies: ["Experiments", "QuarterCircleKernel", "Text", "Posix"],
      swiftSettings: settings),
    // It submits jobs to the stand-in as the program does, whose own program is the test runner in tests.
    .executableTarget(
      name: "BatchFixture", dependencies: ["BatchJob", "Posix"], path: "Tests/BatchFixture", swiftSettings: settings),
    .testTarget(
      name: "BatchJobTests", dependencies: ["BatchJob", "Posix", "SeededRandom", "SlurmCluster", "TmuxSession"],
      exclude: ["Data"], swiftSettings: settings),
    .testTarget(
      name: "PythonCellsTests",
      dependencies: ["Archive", "PythonCells", "Experiments", "WorkerPool", "Posix", "SeededRandom"],
      swiftSettings: settings),
    .testTarget(name: "ArchiveTests", dependencies: ["Archive", "Posix"], swiftSettings: settings),
    .testTarget(name: "LessonFormatTests", dependencies: ["LessonFormat", "Lessons"], swiftSettings: settings),
    .testTarget(
      name: "AnswerBookTests", dependencies: ["AnswerBook", "Archive", "BatchJob", "Lessons", "Posix", "SeededRandom"],
      exclude: ["Data"],
      swiftSettings: settings),
    .testTarget(
      name: "HandInsTests",
      dependencies: ["HandIns", "AnswerBook", "Archive", "Exports", "Experiments", "LessonFormat", "Lessons", "Posix"],
      swiftSettings: settings),
    .testTarget(
      name: "SessionTests",
      dependencies: ["Session", "AnswerBook", "BatchJob", "LessonFormat", "Lessons", "Experiments"],
      swiftSettings: settings),
    .testTarget(
      name: "PlainAppTests",
      dependencies: [
        "PlainApp", "WorkbookApp", "Session", "AnswerBook", "BatchJob", "LessonFormat", "Lessons", "Canvas",
        "SeededRandom",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ExportsTests",
      dependencies: [
        "Exports", "AnswerBook", "BatchJob", "LessonFormat", "Lessons", "Experiments", "WorkerPool", "Posix",
        "SeededRandom",
      ], exclude: ["Snapshots"], swiftSettings: settings),
    .testTarget(name: "CanvasTests", dependencies: ["Canvas"], swiftSettings: settings),
    // Random inputs that a failing test can be run with again.
    .target(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: settings),
    // Starts SLURM on this machine.
    .target(
      name: "SlurmCluster", dependencies: ["Posix"], path: "Tests/SlurmCluster", exclude: ["slurm-cluster"],
      swiftSettings: settings),
    .target(name: "TmuxSession", dependencies: ["Posix"], path: "Tests/TmuxSession", swiftSettings: settings),
    .executableTarget(name: "ScreenDemo", dependencies: ["Terminal", "Canvas", "Posix"], path: "Tests/ScreenDemo"),
    .testTarget(
      name: "TerminalTests", dependencies: ["Terminal", "Canvas", "ScreenDemo", "TmuxSession", "SeededRandom"],
      swiftSettings: settings),
    .testTarget(
      name: "WorkbookAppTests",
      dependencies: ["WorkbookApp", "HandIns", "Exports", "BatchJob", "Lessons", "SeededRandom"],
      exclude: ["Snapshots"],
      swiftSettings: settings),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "AnswerBook", "LessonFormat", "Lessons", "Experiments", "WorkerPool", "SlurmCluster", "TmuxSession", "Posix",
      ],
      exclude: ["Support/recompute.py"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
