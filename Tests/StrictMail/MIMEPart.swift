/// A media type with its parameters, or a disposition with its.
struct Parametrised {
  let value: String
  let parameters: [String: String]

  /// RFC 2045 §5.1, RFC 2183 §2.
  init?(_ field: Field, isType: Bool, place: String, _ findings: Findings) {
    var scanner = Scanner(field.value)
    var value = scanner.take(while: \.isToken)
    if isType {
      guard scanner.take("/") else { return nil }
      let subtype = scanner.take(while: \.isToken)
      guard !subtype.isEmpty else { return nil }
      value += "/" + subtype
    }
    var parameters: [String: String] = [:]
    guard !value.isEmpty, scanner.skipCFWS() else { return nil }
    while scanner.take(";") {
      guard scanner.skipCFWS() else { return nil }
      let name = scanner.take(while: \.isToken).lowercased()
      guard !name.isEmpty, scanner.take("=") else { return nil }
      let isQuoted = scanner.next == UInt8(ascii: "\"")
      let text = isQuoted ? scanner.quotedString() : scanner.take(while: \.isToken)
      guard let text, isQuoted || !text.isEmpty, scanner.skipCFWS() else { return nil }
      findings.expect(parameters[name] == nil, .parameterOnce, place, name)
      parameters[name] = text
    }
    guard scanner.isAtEnd else { return nil }
    self.value = value.lowercased()
    self.parameters = parameters
  }
}

/// A body part with everything in it. Source: RFC 2045, RFC 2046.
struct MIMEPart {
  let type: Parametrised?
  let header: Header
  let children: [MIMEPart]
  /// The decoded octets of a part without parts; nil if they cannot be read.
  let content: [UInt8]?
  /// `1`, `1.2`: the numbering of IMAP.
  let place: String
  let encoding: String

  var kind: String { type?.value ?? "text/plain" }
  var leaves: [MIMEPart] { children.isEmpty ? [self] : children.flatMap(\.leaves) }
  /// `multipart/alternative(text/plain,text/html)`.
  var shape: String {
    children.isEmpty ? kind : "\(kind)(\(children.map(\.shape).joined(separator: ",")))"
  }

  init(header: Header, body: [[UInt8]], place: String, _ findings: Findings) {
    self.header = header
    self.place = place
    for name in ["Content-Type", "Content-Transfer-Encoding", "Content-Disposition"] {
      findings.expect(header.all(name).count <= 1, .mimeFieldOnce, "part \(place)", name)
    }
    let field = header.first("Content-Type")
    type = field.flatMap { Parametrised($0, isType: true, place: "part \(place)", findings) }
    findings.expect(type != nil, .contentTypeSyntax, "part \(place)", field?.text ?? "none")
    encoding = header.first("Content-Transfer-Encoding")?.text.lowercased() ?? "7bit"
    guard let type, type.value.hasPrefix("multipart/") else {
      children = []
      content = Self.decoded(body, encoding, type, place, findings)
      return
    }
    content = nil
    findings.expect(encoding == "7bit", .multipartEncoding, "part \(place)", encoding)
    children = Self.parts(body, boundary: type.parameters["boundary"] ?? "", place, findings)
  }

  // MARK: Multipart

  private static func parts(
    _ body: [[UInt8]], boundary: String, _ place: String, _ findings: Findings
  ) -> [MIMEPart] {
    let isGood =
      (1...70).contains(boundary.utf8.count) && boundary.last != " "
      && boundary.utf8.allSatisfy { $0.isAlphanumeric || "'()+_,-./:=? ".utf8.contains($0) }
    findings.expect(isGood, .boundarySyntax, "part \(place)", boundary)
    let delimiter = Array("--\(boundary)".utf8)
    var pieces: [ArraySlice<[UInt8]>] = []
    var start: Int?
    var end: Int?
    for (index, line) in body.enumerated() where line.starts(with: delimiter) {
      let rest = line.dropFirst(delimiter.count)
      let isClosing = rest.starts(with: "--".utf8)
      let isDelimiter = rest.dropFirst(isClosing ? 2 : 0).allSatisfy(\.isWhiteSpace)
      findings.expect(isDelimiter, .boundaryApart, "part \(place)", Octets.shown(line))
      guard isDelimiter else { continue }
      findings.expect(end == nil, .boundaryCloses, "part \(place)", Octets.shown(line))
      if let start { pieces.append(body[start..<index]) }
      start = isClosing ? nil : index + 1
      if isClosing { end = index }
    }
    if let start { pieces.append(body[start...]) }
    findings.expect(!pieces.isEmpty, .boundaryOpens, "part \(place)")
    let trailer = end.map { body[($0 + 1)...].allSatisfy(\.isEmpty) } ?? false
    findings.expect(trailer, .boundaryCloses, "part \(place)")
    return pieces.enumerated().map { number, lines in
      read(lines, place: place.isEmpty ? "\(number + 1)" : "\(place).\(number + 1)", findings)
    }
  }

  private static func read(
    _ lines: ArraySlice<[UInt8]>, place: String, _ findings: Findings
  ) -> MIMEPart {
    let empty = lines.firstIndex(where: \.isEmpty)
    findings.expect(empty != nil, .headerEnds, "part \(place)")
    let end = empty ?? lines.endIndex
    let header = Header(lines[..<end], first: 1, findings)
    return MIMEPart(header: header, body: Array(lines[end...].dropFirst()), place: place, findings)
  }

  // MARK: Leaf

  private static func decoded(
    _ lines: [[UInt8]], _ encoding: String, _ type: Parametrised?, _ place: String,
    _ findings: Findings
  ) -> [UInt8]? {
    let here = "part \(place)"
    let isText = type?.value.hasPrefix("text/") ?? true
    let isCalendar = ["text/calendar", "application/ics"].contains(type?.value ?? "")
    if isCalendar { findings.expect(encoding == "base64", .calendarEncoding, here, encoding) }
    let content: [UInt8]
    switch encoding {
    case "base64":
      guard let decoded = Base64.content(lines, place: here, findings) else { return nil }
      content = decoded
    case "quoted-printable":
      content = QuotedPrintable.content(lines, place: here, findings)
    default:
      findings.expect(encoding == "7bit", .transferEncoding, here, encoding)
      let longest = lines.map(\.count).max() ?? 0
      findings.expect(longest <= 78, .bodyLine78, here, "\(longest) characters")
      content = Octets.joined(lines)
    }
    guard isText else { return content }
    let charset = type?.parameters["charset"]?.lowercased()
    findings.expect(charset == "utf-8", .charset, here, charset ?? "none")
    let text = Octets.text(content)
    findings.expect(text != nil, .charsetTruth, here)
    if let text, !isCalendar {
      findings.expect(!Octets.hasControls(text, but: "\t\r\n"), .textControls, here)
      let breaks = content.indices.allSatisfy {
        content[$0] != 0x0d || ($0 + 1 < content.count && content[$0 + 1] == 0x0a)
      }
      let isBare = zip([0] + content, content).contains { $0 != 0x0d && $1 == 0x0a }
      findings.expect(breaks && !isBare, .textControls, here, "a bare CR or LF")
    }
    return content
  }
}
