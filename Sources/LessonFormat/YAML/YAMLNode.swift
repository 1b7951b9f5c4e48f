internal import CYAML

/// A value of a YAML document, with its place.
package struct YAMLNode: Equatable {
  /// A place in the document: the line and the column in characters, both from 1.
  package struct Mark: Equatable {
    package var line: Int
    package var column: Int
  }

  /// What the value is.
  package enum Content: Equatable {
    /// A word or a text, and whether it has neither quotes nor a block's mark.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    /// The keys and values, in order.
    case mapping([YAMLPair])
  }

  package var content: Content
  package var mark: Mark

  /// The text of a scalar; `nil` for anything else.
  package var text: String? { if case .scalar(let text, _) = content { text } else { nil } }
  /// The items of a sequence; `nil` for anything else.
  package var items: [YAMLNode]? { if case .sequence(let items) = content { items } else { nil } }
  /// The keys and values of a mapping; `nil` for anything else.
  package var pairs: [YAMLPair]? { if case .mapping(let pairs) = content { pairs } else { nil } }
}

/// A key of a YAML mapping and its value.
package struct YAMLPair: Equatable {
  package var key: YAMLNode
  package var value: YAMLNode
}

/// What libyaml finds wrong with a document, in its own words, and where.
package struct YAMLError: Error, Equatable {
  package var problem: String
  /// `nil` if it isn't at one place, or the place isn't known.
  package var mark: YAMLNode.Mark?
}

extension YAMLNode {
  /// Parses one document with libyaml; `nil` if it has no value.
  ///
  /// - Parameter limit: How many values it may have.
  package static func parse(_ yaml: String, limit: Int = 1 << 16) throws(YAMLError) -> YAMLNode? {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { throw YAMLError(problem: "there is no memory left") }
    defer { yaml_parser_delete(&parser) }
    let bytes = Array(yaml.utf8)
    return try bytes.withUnsafeBufferPointer { bytes throws(YAMLError) in
      try rejectDepth(bytes)
      yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
      var document = yaml_document_t()
      guard yaml_parser_load(&parser, &document) == 1 else { throw YAMLError(parser) }
      defer { yaml_document_delete(&document) }
      guard let root = yaml_document_get_root_node(&document) else { return nil }
      var composer = Composer(&document, limit: limit)
      let node = try composer.convert(root.pointee)
      try rejectMore(&parser)
      return node
    }
  }

  /// The most levels that a document can have.
  fileprivate static let deepest = 100

  /// Reads to the first value that is too deep: libyaml's time for a document grows with the square of its depth.
  private static func rejectDepth(_ bytes: UnsafeBufferPointer<UInt8>) throws(YAMLError) {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { throw YAMLError(problem: "there is no memory left") }
    defer { yaml_parser_delete(&parser) }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
    var depth = 0
    while depth <= deepest {
      var event = yaml_event_t()
      // What is wrong with the document is found again when it is loaded.
      guard yaml_parser_parse(&parser, &event) == 1 else { return }
      defer { yaml_event_delete(&event) }
      switch event.type {
      case YAML_SEQUENCE_START_EVENT, YAML_MAPPING_START_EVENT: depth += 1
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: depth -= 1
      case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return
      default: break
      }
    }
    throw YAMLError(problem: "it has too many levels or values")
  }

  /// A second document isn't part of the value.
  private static func rejectMore(_ parser: inout yaml_parser_t) throws(YAMLError) {
    var document = yaml_document_t()
    guard yaml_parser_load(&parser, &document) == 1 else { throw YAMLError(parser) }
    defer { yaml_document_delete(&document) }
    guard let node = yaml_document_get_root_node(&document) else { return }
    throw YAMLError(problem: "a second document begins here", mark: Mark(node.pointee.start_mark))
  }
}

/// Converts the nodes of libyaml's document.
private struct Composer {
  let document: UnsafeMutablePointer<yaml_document_t>
  /// How many more nodes there may be. A value that is repeated by its name counts each time, so this also ends a value
  /// that contains itself.
  private var left: Int

  init(_ document: UnsafeMutablePointer<yaml_document_t>, limit: Int) { (self.document, left) = (document, limit) }

  mutating func convert(_ node: yaml_node_t, depth: Int = 0) throws(YAMLError) -> YAMLNode {
    let mark = YAMLNode.Mark(node.start_mark)
    left -= 1
    guard left > 0, depth < YAMLNode.deepest else {
      throw YAMLError(problem: "it has too many levels or values", mark: mark)
    }
    switch node.type {
    case YAML_SEQUENCE_NODE:
      let list = node.data.sequence.items
      var items: [YAMLNode] = []
      for item in UnsafeBufferPointer(start: list.start, count: list.top - list.start) {
        items.append(try convert(item, depth))
      }
      return YAMLNode(content: .sequence(items), mark: mark)
    case YAML_MAPPING_NODE:
      let list = node.data.mapping.pairs
      var pairs: [YAMLPair] = []
      for pair in UnsafeBufferPointer(start: list.start, count: list.top - list.start) {
        let key = try convert(pair.key, depth)
        if let text = key.text, pairs.contains(where: { $0.key.text == text }) {
          throw YAMLError(problem: "the key `\(text)` is there twice", mark: key.mark)
        }
        pairs.append(YAMLPair(key: key, value: try convert(pair.value, depth)))
      }
      return YAMLNode(content: .mapping(pairs), mark: mark)
    default:
      let scalar = node.data.scalar
      let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      return YAMLNode(content: .scalar(text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE), mark: mark)
    }
  }

  /// Converts a part of a node by its number.
  private mutating func convert(_ number: Int32, _ depth: Int) throws(YAMLError) -> YAMLNode {
    guard let node = yaml_document_get_node(document, number) else { throw YAMLError(problem: "a value is missing") }
    return try convert(node.pointee, depth: depth + 1)
  }
}

extension YAMLNode.Mark {
  fileprivate init(_ mark: yaml_mark_t) { self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1) }
}

extension YAMLError {
  fileprivate init(_ parser: yaml_parser_t) {
    problem = parser.problem.map { String(cString: $0) } ?? "it can't be read"
    mark = parser.error == YAML_READER_ERROR ? nil : YAMLNode.Mark(parser.problem_mark)
  }
}
