import Experiments
import Testing

@testable import PythonCells

/// Right solutions in many styles, each of which has to pass.
@Suite(.serialized, .enabled(if: CheckedPrograms.python != nil)) struct RightSolutionTests {
  static let sampling: [(style: String, program: String)] = [
    (
      "a loop",
      """
      import random
      def sample_quarter_circle(n_samples):
          count = 0
          for i in range(n_samples):
              x, y = random.random(), random.random()
              if x * x + y * y < 1:
                  count += 1
          return count
      print(4 * sample_quarter_circle(1000) / 1000)
      """
    ),
    (
      "a generator expression",
      """
      from random import random
      sample_quarter_circle = lambda n: sum(random() ** 2 + random() ** 2 <= 1 for _ in range(n))
      """
    ),
    (
      "a list comprehension and a guard",
      """
      import math, random
      def sample_quarter_circle(n):
          return len([1 for _ in range(n) if math.hypot(random.random(), random.random()) < 1])
      def main():
          print(sample_quarter_circle(10))
          return 0
      if __name__ == "__main__":
          import sys
          sys.exit(main())
      """
    ),
    (
      "an object that can be called",
      """
      import random
      class Sampler:
          def __init__(self, radius): self.radius, self.generator = radius, random.Random()
          def __call__(self, n):
              draw = self.generator.random
              return sum(1 for _ in range(n) if draw() ** 2 + draw() ** 2 < self.radius)
      sample_quarter_circle = Sampler(1)
      """
    ),
    (
      "a partial function with a seed of its own",
      """
      import functools, random
      def sample(generator, n):
          return sum(generator.random() ** 2 + generator.random() ** 2 < 1 for _ in range(n))
      sample_quarter_circle = functools.partial(sample, random.Random(7))
      """
    ),
    (
      "the file of another exercise",
      "from as_function import sample_quarter_circle\nprint(sample_quarter_circle(100))"
    ),
    ("the file of another exercise as a module", "import as_function\nprint(as_function.sample_quarter_circle(100))"),
    (
      "NumPy's generator",
      """
      import numpy as np
      rng = np.random.default_rng()
      def sample_quarter_circle(n_samples):
          x, y = rng.random(n_samples), rng.random(n_samples)
          return np.count_nonzero(x**2 + y**2 < 1)
      """
    ),
    (
      "NumPy's sum",
      """
      import numpy as np
      def sample_quarter_circle(n):
          points = np.random.rand(n, 2)
          return ((points ** 2).sum(axis=1) < 1).sum()
      """
    ),
  ]

  @Test(arguments: sampling)
  func `a function that counts passes`(style: String, program: String) throws {
    if program.contains("numpy"), CheckedPrograms.python?.numpy == nil { return }
    let programs = try CheckedPrograms(["as_function.py": Self.sampling[0].program])
    let found = try programs.run(program, CellCheck.ofSampling).found
    #expect(found.trouble == nil, "\(style)")
    #expect(found.checks?.map(\.passed) == [true, true, true], "\(style): \(found.checks ?? [])")
  }

  private static let head = "import sys, time\ndef square(n):\n    time.sleep(0.02)\n    return n * n\n"

  static let pooling: [(style: String, program: String)] = [
    ("map", "from multiprocessing import Pool\nwith Pool(4) as p: print(sum(p.map(square, range(40))))"),
    (
      "map in chunks of one, without a with block",
      """
      import multiprocessing as mp
      pool = mp.Pool(processes=4)
      print("The sum is", sum(pool.map(square, list(range(40)), chunksize=1)))
      pool.close()
      pool.join()
      """
    ),
    (
      "starmap and a comma",
      """
      from multiprocessing import Pool
      def times(a, b): return square(a) * b // a if a else 0
      with Pool(4) as p: print(f"{sum(p.starmap(times, [(i, i) for i in range(40)])):,}")
      """
    ),
    ("imap", "from multiprocessing import Pool\nwith Pool(4) as p: print(sum(p.imap(square, range(40), 2)))"),
    (
      "imap_unordered and a generator",
      """
      from multiprocessing import Pool
      total = 0
      with Pool(4) as p:
          for value in p.imap_unordered(square, (i for i in range(40))): total += value
      print(f"{total:_}")
      """
    ),
    (
      "apply_async",
      """
      from multiprocessing import Pool
      with Pool(4) as p:
          handles = [p.apply_async(square, (i,)) for i in range(40)]
          print(sum(h.get() for h in handles))
      """
    ),
    (
      "map_async",
      "from multiprocessing import Pool\nwith Pool(4) as p: print(sum(p.map_async(square, range(40)).get()))"
    ),
    (
      "an executor's map",
      """
      from concurrent.futures import ProcessPoolExecutor
      if __name__ == "__main__":
          with ProcessPoolExecutor(4) as e: print(float(sum(e.map(square, range(40)))))
      """
    ),
    (
      "an executor's submit",
      """
      import concurrent.futures as cf
      if __name__ == "__main__":
          with cf.ProcessPoolExecutor(max_workers=4) as e:
              print(sum(f.result() for f in cf.as_completed([e.submit(square, i) for i in range(40)])))
      """
    ),
    (
      "a partial function",
      """
      from functools import partial
      from multiprocessing import Pool
      def power(e, n): return square(n) ** (e // 2)
      with Pool(4) as p: print(sum(p.map(partial(power, 2), range(40))))
      """
    ),
    (
      "an object that can be called",
      """
      from multiprocessing import Pool
      class Square:
          def __call__(self, n): return square(n)
      with Pool(4) as p: print(sum(p.map(Square(), range(40))))
      """
    ),
    (
      "an initializer",
      """
      from multiprocessing import Pool
      def begin(value):
          global factor
          factor = value
      def work(n): return square(n) * factor
      with Pool(4, initializer=begin, initargs=(1,)) as p: print(sum(p.map(work, range(40))))
      """
    ),
    (
      "spawn",
      """
      import multiprocessing
      def main():
          with multiprocessing.get_context("spawn").Pool(4) as p: print(sum(p.map(square, range(40), 1)))
      if __name__ == "__main__": main()
      """
    ),
    (
      "forkserver, and the number of processes as an argument",
      """
      from multiprocessing import get_context
      if __name__ == "__main__":
          with get_context("forkserver").Pool(int(sys.argv[1])) as p: print(sum(p.map(square, range(40), 1)))
      """
    ),
  ]

  @Test(arguments: pooling)
  func `a program with a pool passes`(style: String, program: String) throws {
    let found = try CheckedPrograms().run(Self.head + program, CellCheck.ofPooling, arguments: ["4"]).found
    #expect(found.trouble == nil, "\(style)")
    #expect(found.checks?.allSatisfy { $0.passed } == true, "\(style): \(found.checks ?? [])")
    #expect(found.checks?.count == 5)
  }

  @Test func `there are at least twenty of them`() { #expect(Self.sampling.count + Self.pooling.count >= 20) }
}
