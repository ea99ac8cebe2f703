internal import CSystemd
internal import Glibc
package import Logging

/// The service's log: structured fields when standard error is the journal, else readable lines.
package struct Journal: LogHandler {
  package enum Destination: Sendable {
    case journal
    case standardError
  }

  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?
  package var logLevel: Logger.Level = .info
  let destination: Destination

  package init(destination: Destination) {
    self.destination = destination
  }

  /// - Parameter stream: `$JOURNAL_STREAM`, "DEVICE:INODE" of the stream that systemd made.
  package init(stream: String?) {
    self.init(destination: Self.isJournal(stream) ? .journal : .standardError)
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let metadata = merged(event)
    switch destination {
    case .journal:
      Self.send(
        JournalEntry.fields(
          level: event.level, message: event.message.description, metadata: metadata))
    case .standardError:
      var line = JournalEntry.line(
        level: event.level, message: event.message.description, metadata: metadata)
      line += "\n"
      // One write, so that lines of several threads do not mix.
      line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
  }

  /// The nearest wins: the call, then the provider, then the logger.
  private func merged(_ event: LogEvent) -> [String: String] {
    var all = metadata
    if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
    if let given = event.metadata { all.merge(given) { $1 } }
    var texts = all.mapValues(\.description)
    if let error = event.error { texts["error"] = "\(error)" }
    return texts
  }

  /// Someone may have redirected standard error since: compare with what it is now.
  ///
  /// Source: systemd.exec(5), `$JOURNAL_STREAM`.
  static func isJournal(_ stream: String?, descriptor: Int32 = STDERR_FILENO) -> Bool {
    let parts = (stream ?? "").split(separator: ":").map { UInt64($0) }
    var status = stat()
    guard parts.count == 2, fstat(descriptor, &status) == 0 else { return false }
    return parts[0] == UInt64(status.st_dev) && parts[1] == UInt64(status.st_ino)
  }

  /// sd_journal_sendv(3): binary-safe, one vector a field.
  private static func send(_ fields: [[UInt8]]) {
    let joined = fields.flatMap(\.self)
    joined.withUnsafeBytes { bytes in
      var offset = 0
      let vectors = fields.map { field in
        defer { offset += field.count }
        let start = bytes.baseAddress.map { UnsafeMutableRawPointer(mutating: $0 + offset) }
        return iovec(iov_base: start, iov_len: field.count)
      }
      _ = sd_journal_sendv(vectors, Int32(vectors.count))
    }
  }
}
