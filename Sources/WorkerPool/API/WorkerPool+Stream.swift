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
    let chunk = options.chunkSize(items: range.count, workers: workers)
    return PoolStream { [self] in
      var left = range.count
      return source(task, range.lowerBound, expected: range.count, chunk, options) { count in
        defer { left -= min(count, left) }
        return .numbers(min(count, left))
      }
    }
  }

  private func source<Input, Output>(
    _ task: PoolTask<Input, Output>, _ rangeBase: Int?, expected: Int, _ chunk: Int, _ options: StreamOptions,
    _ pull: @escaping (Int) -> StreamFeeder<Input, Output>.Pulled
  ) -> ChunkSource<Output> {
    let mapOptions = options.mapOptions(chunk: chunk)
    do throws(PoolError) { try mapOptions.check() } catch { return ChunkSource(failing: error) }
    let job = StreamJob<Input, Output>(
      task: task, rangeBase: rangeBase, expected: expected, chunk: chunk, options: mapOptions)
    let window = options.window ?? max(4 * workers * min(chunk, 1 << 40), 64 * workers)
    return ChunkSource(
      StreamFeeder(
        job: job, mailbox: mailbox, chunk: chunk, window: window, order: options.order, pull: pull))
  }
}
