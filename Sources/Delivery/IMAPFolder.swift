import Glibc

/// A folder that was entered, over a connection of its own.
///
/// Source: RFC 3501 §6.3.1 (SELECT), §6.4.4 (SEARCH), §6.4.5 (FETCH), §6.4.6 (STORE), §6.4.8 (UID).
final class IMAPFolder: IncomingFolder {
  private let stream: CurlStream
  private var reader = IMAPReader(literalMax: literalMax)
  private var commands = 0
  /// How many there are, seen or not.
  private(set) var messages = 0

  /// Bytes; nothing that is asked for is larger.
  private static let literalMax = 4 << 20
  /// Bytes of all responses to one command.
  private static let answerMax = 8 << 20

  init(_ stream: CurlStream, named folder: String) throws(FetchProblem) {
    self.stream = stream
    do throws(FetchProblem) {
      let (responses, end) = try command("SELECT \(Self.quoted(folder))")
      messages = responses.lazy.compactMap(\.exists).last ?? 0
      let keepsMarks = responses.first { $0.hasCode("PERMANENTFLAGS") }.map(\.namesSeen) ?? true
      guard keepsMarks, !end.hasCode("READ-ONLY") else {
        throw .folder("\(folder) can only be read, so nothing in it can be marked as seen")
      }
    } catch {
      // A refusal here concerns the folder.
      if case .message(let why) = error { throw .folder("\(folder): \(why)") }
      throw error
    }
  }

  func unseen(before day: Int64?) throws(FetchProblem) -> [String] {
    do throws(FetchProblem) {
      let limit = day.map { " BEFORE \(Self.date($0))" } ?? ""
      let (responses, _) = try command("UID SEARCH UNSEEN\(limit)")
      // In no particular order (RFC 3501 §7.2.5); a later message has a higher number.
      return Set(responses.compactMap(\.found).joined()).sorted().map { "\($0)" }
    } catch {
      if case .message(let why) = error { throw .folder(why) }
      throw error
    }
  }

  func message(_ id: String, max: Int) throws(FetchProblem) -> IncomingMessage? {
    guard let size = try fetch(id, "RFC822.SIZE")?.size else { return nil }
    guard size <= max else { return .tooLarge(bytes: size) }
    // Not every server's size is exact: one byte beyond the limit is enough to know.
    guard let body = try fetch(id, "BODY.PEEK[]<0.\(max + 1)>")?.body else { return nil }
    return body.count <= max ? .bytes(body) : .tooLarge(bytes: Swift.max(size, body.count))
  }

  /// Nil where the server has nothing to say: the message is not there any more.
  private func fetch(_ id: String, _ items: String) throws(FetchProblem) -> IMAPFetched? {
    let (responses, _) = try command("UID FETCH \(id) (\(items))")
    // Servers say other things meanwhile, of other messages too (§7.4.2).
    return responses.lazy.compactMap(\.fetched).first { fetched in
      fetched.uid.map { "\($0)" } == id && (fetched.size != nil || fetched.body != nil)
    }
  }

  func markSeen(_ id: String, isFlagged: Bool) throws(FetchProblem) {
    let flags = isFlagged ? "\\Seen \\Flagged" : "\\Seen"
    _ = try command("UID STORE \(id) +FLAGS.SILENT (\(flags))")
  }

  func close() { _ = try? command("LOGOUT") }

  // MARK: The dialogue

  /// - Returns: what the server said to it, and its last word.
  /// - Throws: `message` for NO and for BAD.
  private func command(
    _ text: String
  ) throws(FetchProblem) -> (responses: [IMAPResponse], end: IMAPResponse) {
    commands += 1
    let tag = "c\(commands)"
    do throws(CurlStream.Failure) { try stream.send(Array("\(tag) \(text)\r\n".utf8)) } catch {
      throw .broken(error.what)
    }
    var responses: [IMAPResponse] = []
    var size = 0
    while true {
      let response = try next(after: responses)
      if response.tag == tag {
        guard response.condition == .ok else { throw .message(response.text) }
        return (responses, response)
      }
      size += response.literals.reduce(response.line.count) { $0 + $1.count }
      guard response.tag == "*", size <= Self.answerMax else {
        throw .broken("the server does not answer what it is asked")
      }
      responses.append(response)
    }
  }

  private func next(after others: [IMAPResponse]) throws(FetchProblem) -> IMAPResponse {
    while true {
      if let response = try read() { return response }
      let bytes = try receive()
      guard !bytes.isEmpty else {
        let bye = others.last { $0.condition == .bye }?.text ?? ""
        throw .broken("the server hung up\(bye.isEmpty ? "" : ": \(bye)")")
      }
      reader.append(bytes)
    }
  }

  private func read() throws(FetchProblem) -> IMAPResponse? {
    do throws(IMAPReader.Fault) { return try reader.next() } catch { throw .broken(error.what) }
  }

  private func receive() throws(FetchProblem) -> [UInt8] {
    do throws(CurlStream.Failure) { return try stream.receive() } catch {
      throw .broken(error.what)
    }
  }

  /// Source: RFC 3501 §9, `quoted`.
  private static func quoted(_ text: String) -> String {
    let escaped = text.map { "\"\\".contains($0) ? "\\\($0)" : "\($0)" }.joined()
    return "\"\(escaped)\""
  }

  /// `3-Dec-2026`. Source: RFC 3501 §9, `date`.
  private static func date(_ seconds: Int64) -> String {
    var time = tm()
    var moment = time_t(seconds)
    gmtime_r(&moment, &time)
    return "\(time.tm_mday)-\(monthNames[Int(time.tm_mon)])-\(time.tm_year + 1900)"
  }
}
