/// The leaves of a mail, decoded.
struct MIMETree {
  struct Leaf {
    /// `text/plain`.
    let type: String
    /// Of the Content-Type, as far as anybody here asks for them.
    let parameters: [String: String]
    let isAttachment: Bool
    /// Of the multipart around it: `multipart/report`; empty at the top.
    let parent: String
    let parentParameters: [String: String]
    /// Text in UTF-8 where the type is text, else the decoded bytes as they are.
    let text: String
  }

  let leaves: [Leaf]

  static let depthMax = 10
  static let partsMax = 100
  /// Nobody writes so much above a quote.
  static let textMax = 512 << 10

  init(_ bytes: [UInt8]) throws(IncomingMail.Malformed) {
    leaves = try MIMEReader.leaves(of: bytes)
  }

  init(leaves: [Leaf]) { self.leaves = leaves }

  /// A header's encoded words as text.
  static func decoded(_ value: String) -> String { MIMEReader.decoded(value) }

  /// What a person wrote, with the quote still below it; nil if there is no text at all.
  var replyText: String? {
    let own = leaves.filter { !$0.isAttachment }
    let plain = own.first { $0.type == "text/plain" }.map { leaf in
      leaf.parameters["format"]?.lowercased() == "flowed"
        ? Flowed.text(leaf.text, deletesSpace: leaf.parameters["delsp"]?.lowercased() == "yes")
        : leaf.text
    }
    // Some programs send an empty plain part beside the HTML that was written.
    if let plain, plain.contains(where: { !$0.isWhitespace }) { return plain }
    return own.first { $0.type == "text/html" }.map { ReducedHTML($0.text).text } ?? plain
  }
}

/// Lines that a program broke, put together again.
/// Source: RFC 3676 §4.
enum Flowed {
  static func text(_ raw: String, deletesSpace: Bool) -> String {
    var lines: [String] = []
    var open: (depth: Int, pieces: [String])?
    for line in raw.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let depth = line.prefix { $0 == ">" }.count
      var rest = line.dropFirst(depth)
      if rest.first == " " { rest = rest.dropFirst() }
      if let before = open, before.depth != depth || rest == "-- " {
        lines.append(before.pieces.joined())
        open = nil
      }
      let quote = String(repeating: ">", count: depth) + (depth > 0 ? " " : "")
      if rest.hasSuffix(" "), rest != "-- " {
        // Pieces, since a paragraph of a hundred thousand lines would be copied for each.
        if open == nil { open = (depth, [quote]) }
        open?.pieces.append(String(deletesSpace ? rest.dropLast() : rest))
      } else {
        lines.append((open?.pieces.joined() ?? quote) + rest)
        open = nil
      }
    }
    if let open { lines.append(open.pieces.joined()) }
    return lines.joined(separator: "\n")
  }
}
