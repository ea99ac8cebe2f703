/// What has been read of an HTTP/1.1 response; as much of RFC 9112 as our own server needs.
enum HTTPAnswer: Hashable {
  case incomplete
  case complete(ControlAnswer)
  case malformed

  private static let headBytesMax = 64 * 1024

  init(_ bytes: [UInt8]) {
    guard let headEnd = Self.endOfHead(bytes) else {
      let looksRight = zip(bytes, "HTTP/1.".utf8).allSatisfy { $0 == $1 }
      self = looksRight && bytes.count < Self.headBytesMax ? .incomplete : .malformed
      return
    }
    let lines = String(decoding: bytes[..<headEnd], as: UTF8.self).split(separator: "\r\n")
    guard let status = lines.first.flatMap(Self.status), let length = Self.length(lines.dropFirst())
    else {
      self = .malformed
      return
    }
    let body = bytes[(headEnd + 4)...]
    self =
      body.count < length
      ? .incomplete : .complete(ControlAnswer(status: status, body: Array(body.prefix(length))))
  }

  /// Where the empty line begins.
  private static func endOfHead(_ bytes: [UInt8]) -> Int? {
    let mark: [UInt8] = [13, 10, 13, 10]
    let limit = min(bytes.count, headBytesMax) - mark.count
    guard limit >= 0 else { return nil }
    return (0...limit).first { bytes[$0] == 13 && bytes[$0..<($0 + 4)].elementsEqual(mark) }
  }

  /// "HTTP/1.1 200 OK"
  private static func status(_ line: Substring) -> Int? {
    let words = line.split(separator: " ", maxSplits: 2)
    guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let code = Int(words[1]),
      (200...599).contains(code)
    else { return nil }
    return code
  }

  /// Our server always says how long its answer is; anything else is not our server.
  private static func length(_ headers: ArraySlice<Substring>) -> Int? {
    for header in headers {
      let parts = header.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "content-length" else { continue }
      let length = Int(parts[1].drop { $0 == " " })
      return length.flatMap { (0...ControlProtocol.answerBytesMax).contains($0) ? $0 : nil }
    }
    return nil
  }
}
