import CGMime

/// Reading with GMime, as `GMimeMessage` writes with it: no other file calls it.
enum MIMEReader {
  /// The leaves of a mail in their order. What lies in an attached mail is not among them.
  static func leaves(of bytes: [UInt8]) throws(IncomingMail.Malformed) -> [MIMETree.Leaf] {
    _ = GMime.ready
    let stream = bytes.withUnsafeBytes { buffer in
      g_mime_stream_mem_new_with_buffer(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
    }
    guard let stream else { throw .init(what: "there is no memory for it") }
    defer { g_object_unref(stream) }
    guard let parser = g_mime_parser_new_with_stream(stream) else {
      throw .init(what: "there is no memory for it")
    }
    defer { g_object_unref(parser) }
    guard let message = g_mime_parser_construct_message(parser, nil) else {
      throw .init(what: "its header is broken")
    }
    defer { g_object_unref(message) }
    var walk = Walk()
    if let root = g_mime_message_get_mime_part(message) {
      try walk.visit(root, depth: 1, parent: ("", [:]))
    }
    return walk.leaves
  }

  /// A header's encoded words as text.
  static func decoded(_ value: String) -> String {
    _ = GMime.ready
    guard let text = g_mime_utils_header_decode_text(nil, value) else { return value }
    defer { g_free(text) }
    return String(cString: text)
  }

  private struct Walk {
    var leaves: [MIMETree.Leaf] = []
    private var visited = 0

    mutating func visit(
      _ object: UnsafeMutablePointer<GMimeObject>, depth: Int, parent: (String, [String: String])
    ) throws(IncomingMail.Malformed) {
      visited += 1
      guard depth <= MIMETree.depthMax, visited <= MIMETree.partsMax else {
        throw .init(what: "its parts are too many or nested too deep")
      }
      let (type, parameters) = MIMEReader.type(of: object)
      if MIMEReader.isA(object, g_mime_multipart_get_type()) {
        let multipart = GMime.cast(object, to: GMimeMultipart.self)
        for index in 0..<max(0, g_mime_multipart_get_count(multipart)) {
          guard let part = g_mime_multipart_get_part(multipart, index) else { continue }
          try visit(part, depth: depth + 1, parent: (type, parameters))
        }
      } else if MIMEReader.isA(object, g_mime_part_get_type()) {
        let disposition = g_mime_object_get_disposition(object).map { String(cString: $0) }
        leaves.append(
          MIMETree.Leaf(
            type: type, parameters: parameters,
            isAttachment: disposition?.lowercased() == "attachment", parent: parent.0,
            parentParameters: parent.1, text: MIMEReader.text(of: object)))
      }
    }
  }

  private static func isA(_ object: UnsafeMutablePointer<GMimeObject>, _ type: GType) -> Bool {
    g_type_check_instance_is_a(GMime.cast(object, to: GTypeInstance.self), type) != 0
  }

  private static func type(
    of object: UnsafeMutablePointer<GMimeObject>
  ) -> (String, [String: String]) {
    guard let type = g_mime_object_get_content_type(object) else { return ("text/plain", [:]) }
    let names = [
      g_mime_content_type_get_media_type(type), g_mime_content_type_get_media_subtype(type),
    ].map { $0.map { String(cString: $0) } ?? "" }
    var parameters: [String: String] = [:]
    for name in ["method", "format", "delsp", "report-type"] {
      parameters[name] = g_mime_content_type_get_parameter(type, name).map { String(cString: $0) }
    }
    return (names.joined(separator: "/").lowercased(), parameters)
  }

  private static func text(of object: UnsafeMutablePointer<GMimeObject>) -> String {
    if isA(object, g_mime_text_part_get_type()) {
      guard let text = g_mime_text_part_get_text(GMime.cast(object)) else { return "" }
      defer { g_free(text) }
      return bounded(UnsafeRawBufferPointer(start: text, count: strlen(text)))
    }
    guard let content = g_mime_part_get_content(GMime.cast(object)),
      let memory = g_mime_stream_mem_new()
    else { return "" }
    defer { g_object_unref(memory) }
    g_mime_data_wrapper_write_to_stream(content, memory)
    guard let bytes = g_mime_stream_mem_get_byte_array(GMime.cast(memory)) else { return "" }
    return bounded(UnsafeRawBufferPointer(start: bytes.pointee.data, count: Int(bytes.pointee.len)))
  }

  /// What is no UTF-8 becomes U+FFFD.
  private static func bounded(_ bytes: UnsafeRawBufferPointer) -> String {
    String(decoding: bytes.prefix(MIMETree.textMax), as: UTF8.self)
  }
}
