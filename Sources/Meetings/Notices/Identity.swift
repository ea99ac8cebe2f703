/// A stable 128-bit name of something decided, as 32 hexadecimal digits.
///
/// FNV-1a, because it needs no library and is the same in every process, unlike `Hasher`. It names
/// things and guards nothing.
/// Source: draft-eastlake-fnv-17.
package struct Identity: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  package let description: String

  /// The identity of a list of fields; `("ab", "c")` and `("a", "bc")` differ.
  package init(of fields: String...) {
    var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    for field in fields {
      for byte in field.utf8 {
        hash = (hash ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b
      }
      hash = (hash ^ 0xff) &* 0x0000_0000_0100_0000_0000_0000_0000_013b
    }
    let digits = String(hash, radix: 16)
    description = String(repeating: "0", count: 32 - digits.count) + digits
  }

  /// An identity that was written before.
  package init(stored: String) { description = stored }

  package static func < (a: Self, b: Self) -> Bool { a.description < b.description }

  /// A number in `0 ..< bound` of the identity and `salt` alone: jitter without chance.
  package func spread(salt: Int, below bound: Int) -> Int {
    let mixed = Identity(of: description, String(salt))
    guard let value = UInt64(mixed.description.suffix(15), radix: 16), bound > 0 else { return 0 }
    return Int(value % UInt64(bound))
  }

  package init(from decoder: any Decoder) throws {
    description = try decoder.singleValueContainer().decode(String.self)
  }
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
