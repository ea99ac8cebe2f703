/// How much a service takes, in the widest way in which it may count.
enum Limit: Sendable {
  /// UTF-16 units: what counts code points or characters counts fewer.
  case characters(Int)
  /// Bytes of UTF-8.
  case bytes(Int)

  var size: Int {
    switch self {
    case .characters(let size), .bytes(let size): size
    }
  }

  func size(of text: String) -> Int {
    switch self {
    case .characters: text.utf16.count
    case .bytes: text.utf8.count
    }
  }

  /// As many whole characters (UAX #29) as fit once each is written, then `…` if that is not all.
  ///
  /// - Parameter write: what becomes of a character on the wire, such as its escape.
  func cut(_ text: String, _ write: (String) -> String = { $0 }) -> String {
    guard size(of: write(text)) > size else { return text }
    let room = size - size(of: "…")
    var kept = ""
    var used = 0
    for character in text {
      used += size(of: write(String(character)))
      guard used <= room else { break }
      kept.append(character)
    }
    return kept + "…"
  }
}
