import Meetings

/// What a mail server says became of a mail of ours.
/// Source: RFC 3464 §2.
struct DeliveryReport {
  /// `5.1.1`; RFC 3463.
  let status: String
  /// The other server's words, or the status alone.
  let why: String
  /// Whose mailbox it is about; empty if it does not say.
  let recipient: String
  /// True for what will not be tried again and was not the fault of a moment.
  let isFailure: Bool

  private static let linesMax = 1_000

  /// Nil for what is no report.
  init?(_ tree: MIMETree) {
    guard
      let leaf = tree.leaves.first(where: {
        $0.type == "message/delivery-status" && $0.parent == "multipart/report"
          && $0.parentParameters["report-type"]?.lowercased() == "delivery-status"
      })
    else { return nil }
    var fields: [String: String] = [:]
    var last = ""
    for line in leaf.text.split(whereSeparator: \.isNewline).prefix(Self.linesMax) {
      if line.first?.isWhitespace == true {
        fields[last]?.append(" " + String(line).asOneLine)
        continue
      }
      let pair = line.split(separator: ":", maxSplits: 1)
      last = pair.first?.lowercased() ?? ""
      // One recipient an envelope: the first group is ours.
      if pair.count == 2, fields[last] == nil { fields[last] = String(pair[1]).asOneLine }
    }
    let status = fields["status"]?.prefix { $0 == "." || $0.isASCII && $0.isNumber } ?? ""
    self.status = status.isEmpty ? "no status" : String(status)
    isFailure =
      fields["action"]?.lowercased() == "failed" && status.hasPrefix("5.")
      && fields["final-recipient"] != nil
    // `rfc822; ana@example.org`
    recipient =
      fields["final-recipient"]?.split(separator: ";", maxSplits: 1).last.map {
        String($0).asOneLine
      } ?? ""
    let words = fields["diagnostic-code"].map { code in
      // `smtp; 550 5.1.1 no such user`
      String(code.split(separator: ";", maxSplits: 1).last ?? "").asOneLine
    }
    why = String((words.flatMap { $0.isEmpty ? nil : $0 } ?? "status \(self.status)").prefix(300))
  }
}
