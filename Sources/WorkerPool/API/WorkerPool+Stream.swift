extension WorkerPool {
  /// Does the task with each input of a sequence, which is pulled only as results are consumed and need not end.
  ///
  /// An item that fails comes as a failure and doesn't end the stream. Leave the loop to stop the map.
  public func stream<Input, Output, Inputs: Sequence>(
    _ task: PoolTask<Input, Output>, over inputs: Inputs, _ options: StreamOptions = StreamOptions()
  ) -> PoolStream<Output> where Inputs.Element == Input {
    let chunk = options.chunkSize(items: inputs.underestimatedCount, workers: workers)
    return PoolStream { [self] in
      var iterator = inputs.makeIterator()
      return source(task, nil, expected: inputs.underestimatedCount, chunk, options) { count in
        var pulled: [Input] = []
        while pulled.count < count, let input = iterator.next() { pulled.append(input) }
        return .inputs(pulled)
      }
    }
  }

  /// Does the task with each number of a range. Only the bounds are sent.
  public func stream<Output>(
    _ task: PoolTask<Int, Output>, over range: Range<Int>, _ options: StreamOptions = StreamOptions()
  ) -> PoolStream<Output> {
    let chunk = options.chunkSize(items: range.size, workers: workers)
    return PoolStream { [self] in
      var left = range.size
      return source(task, range.lowerBound, expected: range.size, chunk, options) { count in
        defer { left -= min(count, left) }
        return .numbers(min(count, left))
      }
    }
  }

  /// Does the task with each input of an asynchronous sequence, for example lines of a file or requests as they come in.
  ///
  /// Inputs are pulled as results are consumed, on a task of its own, so that results come while the next input isn't there
  /// yet. If the sequence throws, the results of the inputs before come first, then an error with the code `inputFailed`.
  ///
  /// The number of inputs is unknown, so a chunk has 1 item by default. A larger chunk is sent when it is full.
  public func stream<Input, Output, Inputs: AsyncSequence & Sendable>(
    _ task: PoolTask<Input, Output>, over inputs: Inputs, _ options: StreamOptions = StreamOptions()
  ) -> PoolStream<Output> where Inputs.Element == Input {
    let chunk = options.chunkSize(items: 0, workers: workers)
    return PoolStream { [self] in
      source(task, nil, expected: 0, chunk, options) { job, window in
        .pumped(InputPump(inputs, into: job, mailbox: mailbox, chunk: chunk, window: window))
      }
    }
  }

  private func source<Input, Output>(
    _ task: PoolTask<Input, Output>, _ rangeBase: Int?, expected: Int, _ chunk: Int, _ options: StreamOptions,
    _ pull: @escaping (Int) -> StreamFeeder<Input, Output>.Pulled
  ) -> ChunkSource<Output> {
    source(task, rangeBase, expected: expected, chunk, options) { _, _ in .pulled(pull) }
  }

  private func source<Input, Output>(
    _ task: PoolTask<Input, Output>, _ rangeBase: Int?, expected: Int, _ chunk: Int, _ options: StreamOptions,
    _ input: (StreamJob<Input, Output>, _ window: Int) -> StreamFeeder<Input, Output>.Source
  ) -> ChunkSource<Output> {
    let mapOptions = options.mapOptions(chunk: chunk)
    do throws(PoolError) { try mapOptions.check() } catch { return ChunkSource(failing: error) }
    let job = StreamJob<Input, Output>(
      task: task, rangeBase: rangeBase, expected: expected, chunk: chunk, options: mapOptions)
    let window = max(chunk, options.window ?? max(4 * workers * min(chunk, 1 << 40), 64 * workers))
    return ChunkSource(
      StreamFeeder(
        job: job, pool: self, chunk: chunk, window: window, order: options.order, source: input(job, window)))
  }
}
