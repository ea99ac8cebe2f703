/// Where messages wait for us, each seen or not: a folder at a mail server, or a Maildir.
///
/// Nothing in it is ever removed or moved elsewhere: what was dealt with is marked as seen, as a
/// mail program does. Every call blocks until it is answered.
package protocol IncomingFolder: AnyObject {
  /// What has not been seen, the oldest first.
  ///
  /// - Parameter before: only what came before that day, in seconds since 1970.
  func unseen(before: Int64?) throws(FetchProblem) -> [String]
  /// The message as it came, and still unseen. Nil if it is not there any more.
  ///
  /// - Parameter max: bytes; not one more of a larger message is read.
  func message(_ id: String, max: Int) throws(FetchProblem) -> IncomingMessage?
  /// - Parameter isFlagged: whether somebody had better look at it.
  func markSeen(_ id: String, isFlagged: Bool) throws(FetchProblem)
  /// Says good-bye; nothing more may be asked.
  func close()
}

package enum IncomingMessage: Sendable, Hashable {
  case bytes([UInt8])
  /// - Parameter bytes: as large as it is said to be.
  case tooLarge(bytes: Int)
}

/// Why messages do not come. Every text is one printable line.
package enum FetchProblem: Error, Sendable, Hashable {
  /// Nobody answers, or we are not let in: what the attempt found.
  case notConnected(Probe)
  /// There is no such folder, or no use in it; why.
  case folder(String)
  /// What was begun broke off: it may be tried anew at once.
  case broken(String)
  /// It concerns one message, and others may well come.
  case message(String)
}
