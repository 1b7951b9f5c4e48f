import CMarkGFM
import Synchronization

/// Why a text could not be parsed.
enum MarkdownFailure: Error {
  /// Lists or quotes are nested too deeply to read; the line where that happens.
  case tooDeep(line: Int)
  /// The library could not allocate memory.
  case outOfMemory
}

/// How many levels may be nested: far more than a page can show, far fewer than the stack can hold.
private let deepestNesting = 64

/// While cmark-gfm parses, it keeps the special characters of its extensions in global tables, so only one parse may run
/// at a time.
private let oneAtATime = Mutex(())

/// Parses CommonMark with tables, strikethrough and bare links into a tree of blocks.
func parseMarkdown(_ text: String) throws(MarkdownFailure) -> [MarkdownNode] {
  try oneAtATime.withLock { _ throws(MarkdownFailure) in
    cmark_gfm_core_extensions_ensure_registered()
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { throw .outOfMemory }
    defer { cmark_parser_free(parser) }
    for name in ["table", "strikethrough", "autolink"] {
      if let ext = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, ext) }
    }
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
    }
    guard let document = cmark_parser_finish(parser) else { throw .outOfMemory }
    defer { cmark_node_free(document) }
    try checkDepth(of: document)
    return children(of: document)
  }
}

/// Refuses deep nesting. It doesn't recurse, so that the depth can't overflow the stack.
private func checkDepth(of document: OpaquePointer) throws(MarkdownFailure) {
  guard let walk = cmark_iter_new(document) else { throw .outOfMemory }
  defer { cmark_iter_free(walk) }
  var depth = 0
  while true {
    switch cmark_iter_next(walk) {
    case CMARK_EVENT_ENTER:
      guard let node = cmark_iter_get_node(walk) else { continue }
      // The walk enters a leaf but never leaves it.
      guard cmark_node_first_child(node) != nil || !kind(of: node).isLeaf else { continue }
      depth += 1
      if depth > deepestNesting {
        var place: OpaquePointer? = node
        while let here = place, cmark_node_get_start_line(here) == 0 { place = cmark_node_parent(here) }
        throw .tooDeep(line: place.map { Int(cmark_node_get_start_line($0)) } ?? 1)
      }
    case CMARK_EVENT_EXIT: depth -= 1
    default: return
    }
  }
}

private func kind(of node: OpaquePointer) -> MarkdownNode.Kind {
  cmark_node_get_type_string(node).flatMap { MarkdownNode.Kind(rawValue: String(cString: $0)) } ?? .other
}

/// Copies the children of a node whose depth has been checked.
private func children(of parent: OpaquePointer) -> [MarkdownNode] {
  var result: [MarkdownNode] = []
  var next = cmark_node_first_child(parent)
  while let node = next {
    result.append(copy(node))
    next = cmark_node_next(node)
  }
  return result
}

private func copy(_ node: OpaquePointer) -> MarkdownNode {
  var copy = MarkdownNode(
    kind: kind(of: node), line: Int(cmark_node_get_start_line(node)), byte: Int(cmark_node_get_start_column(node)),
    endLine: Int(cmark_node_get_end_line(node)))
  copy.literal = cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  switch copy.kind {
  case .codeBlock: copy.detail = cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
  case .link, .image:
    copy.detail = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
    copy.title = cmark_node_get_title(node).map { String(cString: $0) } ?? ""
  case .heading: copy.number = Int(cmark_node_get_heading_level(node))
  case .list:
    copy.tight = cmark_node_get_list_tight(node) != 0
    copy.number = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? Int(cmark_node_get_list_start(node)) : -1
  case .table:
    let count = Int(cmark_gfm_extensions_get_table_columns(node))
    if let alignments = cmark_gfm_extensions_get_table_alignments(node) {
      copy.columns = (0..<count).map { alignments[$0] }
    }
  default: break
  }
  copy.children = children(of: node)
  return copy
}
