import CGMime

/// With `MIMEReader`, the only file that calls GMime. What it hands out is owned by Swift: an
/// object is unreferenced when its wrapper goes, a string is copied and freed at once.
enum GMime {
  /// `g_mime_init` counts its calls and is not to be raced; a static is initialised once.
  static let ready: Void = g_mime_init()

  /// Typed C pointers to what GObject regards as one object.
  static func cast<A, B>(
    _ object: UnsafeMutablePointer<A>, to type: B.Type = B.self
  ) -> UnsafeMutablePointer<B> {
    UnsafeMutableRawPointer(object).assumingMemoryBound(to: type)
  }
}

/// A part of a mail: text, an attachment, or several parts together.
final class MIMEPart {
  fileprivate let object: UnsafeMutablePointer<GMimeObject>

  private init(_ object: UnsafeMutablePointer<GMimeObject>) { self.object = object }
  deinit { g_object_unref(object) }

  enum Encoding { case sevenBit, quotedPrintable, base64 }

  /// - Parameter parameters: of the Content-Type, in this order.
  static func leaf(
    _ type: String, _ subtype: String, parameters: KeyValuePairs<String, String>,
    content: [UInt8], encoding: Encoding
  ) -> MIMEPart? {
    _ = GMime.ready
    guard let part = g_mime_part_new_with_type(type, subtype) else { return nil }
    let object: UnsafeMutablePointer<GMimeObject> = GMime.cast(part)
    let result = MIMEPart(object)
    for (name, value) in parameters {
      g_mime_object_set_content_type_parameter(object, name, value)
    }
    let stream = content.withUnsafeBytes { bytes in
      g_mime_stream_mem_new_with_buffer(
        bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    guard let stream else { return nil }
    defer { g_object_unref(stream) }
    guard
      let wrapper = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT)
    else { return nil }
    defer { g_object_unref(wrapper) }
    g_mime_part_set_content(part, wrapper)
    let transfer =
      switch encoding {
      case .sevenBit: GMIME_CONTENT_ENCODING_7BIT
      case .quotedPrintable: GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE
      case .base64: GMIME_CONTENT_ENCODING_BASE64
      }
    g_mime_part_set_content_encoding(part, transfer)
    return result
  }

  static func multipart(_ subtype: String, boundary: String, _ parts: [MIMEPart]) -> MIMEPart? {
    _ = GMime.ready
    guard let multipart = g_mime_multipart_new_with_subtype(subtype) else { return nil }
    g_mime_multipart_set_boundary(multipart, boundary)
    for part in parts { g_mime_multipart_add(multipart, part.object) }
    return MIMEPart(GMime.cast(multipart))
  }

  /// Sets Content-Disposition, and `name` beside it for programs that only know the older one.
  func attach(as filename: String) {
    g_mime_object_set_disposition(object, "attachment")
    g_mime_object_set_content_disposition_parameter(object, "filename", filename)
    g_mime_object_set_content_type_parameter(object, "name", filename)
  }
}

/// A message with its header.
final class MIMEMessage {
  private let message: UnsafeMutablePointer<GMimeMessage>

  init?() {
    _ = GMime.ready
    // Pretty headers put the well-known ones first, in an order of GMime's; ours is good.
    guard let message = g_mime_message_new(0) else { return nil }
    self.message = message
  }
  deinit { g_object_unref(message) }

  /// - Returns: false for a time that no calendar date names.
  func set(dateSecondsSince1970 seconds: Int64) -> Bool {
    guard let date = g_date_time_new_from_unix_utc(gint64(seconds)) else { return false }
    defer { g_date_time_unref(date) }
    g_mime_message_set_date(message, date)
    return true
  }

  /// Sets a field to a value that is written as it is.
  func set(_ name: String, _ value: HeaderValue) {
    let object: UnsafeMutablePointer<GMimeObject> = GMime.cast(message)
    g_mime_object_set_header(object, name, "", nil)
    let list = g_mime_object_get_header_list(object)
    if let header = g_mime_header_list_get_header(list, name) {
      g_mime_header_set_raw_value(header, value.folded(after: name))
    }
  }

  func set(body: MIMEPart) { g_mime_message_set_mime_part(message, body.object) }

  /// The whole message, its lines ending in CRLF.
  func bytes() -> [UInt8] {
    let options = g_mime_format_options_new()
    defer { g_mime_format_options_free(options) }
    g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS)
    guard let text = g_mime_object_to_string(GMime.cast(message), options) else { return [] }
    defer { g_free(text) }
    return Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
  }
}
