internal import Foundation
package import Settings

/// One request, read and checked.
package struct WebRequest: Sendable {
  package var method: String
  /// The path's, decoded: `/u/abc` is `["u", "abc"]`.
  package var segments: [String]
  /// What the query says, decoded; of a name that is there twice, the last.
  package var query: [String: String]
  /// The header's, by their names in small letters; of one that is there twice, both, with a comma
  /// between them.
  package var fields: [String: String]
  package var body: [UInt8]
  /// Who asks; nil where there is no address (a unix socket without a proxy's word).
  package var client: IPAddress?

  package init(
    method: String, segments: [String], query: [String: String] = [:],
    fields: [String: String] = [:], body: [UInt8] = [], client: IPAddress? = nil
  ) {
    self.method = method
    self.segments = segments
    self.query = query
    self.fields = fields
    self.body = body
    self.client = client
  }

  /// True for a request that is to be carried out.
  package var isPost: Bool { method == "POST" }
}

/// A form's fields, however the program that sent them wrote them: RFC 8058 §3.2 lets mail
/// providers choose `multipart/form-data` or `application/x-www-form-urlencoded`.
struct Form {
  private var fields: [String: String] = [:]

  subscript(name: String) -> String? { fields[name] }

  /// Nil for what is no form, and for a field that is there twice.
  init?(_ request: WebRequest) {
    let parts = (request.fields["content-type"] ?? "").split(separator: ";")
    let type = parts.first?.trimmingCharacters(in: .whitespaces).lowercased()
    let pairs: [(String, String)]?
    switch type {
    case "application/x-www-form-urlencoded": pairs = PercentCoding.pairs(request.body)
    case "multipart/form-data":
      pairs = Self.boundary(parts.dropFirst()).flatMap { Self.multipart(request.body, $0) }
    default: pairs = nil
    }
    guard let pairs else { return nil }
    for (name, value) in pairs {
      guard fields.updateValue(value, forKey: name) == nil else { return nil }
    }
  }

  private static func boundary(_ parameters: ArraySlice<Substring>) -> String? {
    for parameter in parameters {
      let parts = parameter.split(separator: "=", maxSplits: 1)
      guard parts.count == 2,
        parts[0].trimmingCharacters(in: .whitespaces).lowercased() == "boundary"
      else { continue }
      let value = parts[1].trimmingCharacters(in: .whitespaces)
      let bare =
        value.count > 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
        ? String(value.dropFirst().dropLast()) : value
      return (1...70).contains(bare.utf8.count) ? bare : nil
    }
    return nil
  }

  /// Text fields alone; a file makes it no form of ours. Source: RFC 7578 §4.
  private static func multipart(_ body: [UInt8], _ boundary: String) -> [(String, String)]? {
    guard let text = String(validating: body, as: UTF8.self) else { return nil }
    let pieces = ("\r\n" + text).components(separatedBy: "\r\n--\(boundary)")
    guard pieces.count >= 3, pieces.first?.isEmpty == true, pieces.last?.hasPrefix("--") == true
    else { return nil }
    var pairs: [(String, String)] = []
    for piece in pieces.dropFirst().dropLast() {
      guard piece.hasPrefix("\r\n"), let head = piece.range(of: "\r\n\r\n"),
        let name = fieldName(piece[..<head.lowerBound])
      else { return nil }
      pairs.append((name, String(piece[head.upperBound...])))
    }
    return pairs
  }

  /// `Content-Disposition: form-data; name="reminders"`
  private static func fieldName(_ head: Substring) -> String? {
    for line in head.components(separatedBy: "\r\n") {
      let parts = line.components(separatedBy: ";").map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard parts[0].lowercased() == "content-disposition: form-data" else { continue }
      let names = parts.filter { $0.hasPrefix("name=\"") && $0.hasSuffix("\"") }
      return names.count == 1 ? String(names[0].dropFirst(6).dropLast()) : nil
    }
    return nil
  }
}
