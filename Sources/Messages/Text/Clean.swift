/// One line of text that somebody wrote: a title, a name, an item, a reason. It is data.
///
/// Made of it can be anything that shows text, but nothing that acts: no control character, no line
/// break, no bidirectional override, nothing invisible but the joiners that scripts and emoji need.
/// Markup in it is still there and is escaped by whoever writes markup.
struct Clean: Hashable, Sendable {
  let text: String

  /// - Parameter limit: the longest result in characters; what is cut ends in `…`.
  init(_ raw: String, limit: Int = 2_000) {
    var scalars = String.UnicodeScalarView()
    var marks = Self.marksMax
    var pendingSpace = false
    for scalar in raw.unicodeScalars {
      switch Self.role(of: scalar) {
      case .space:
        pendingSpace = !scalars.isEmpty
        marks = Self.marksMax
      case .nothing:
        continue
      case .mark:
        // A mark with nothing to stand on would settle on our own punctuation.
        guard marks < Self.marksMax else { continue }
        marks += 1
        scalars.append(scalar)
      case .visible:
        if pendingSpace { scalars.append(" ") }
        pendingSpace = false
        marks = 0
        scalars.append(scalar)
      }
    }
    text = Self.cut(String(scalars), to: limit)
  }

  var isEmpty: Bool { text.isEmpty }

  /// Enough for every language that stacks them; a tower of marks would cover its neighbours.
  private static let marksMax = 6

  private enum Role { case visible, mark, space, nothing }

  private static func role(of scalar: Unicode.Scalar) -> Role {
    switch scalar.value {
    case 0x20: return .space
    case 0x21...0x7e: return .visible
    case 0x09...0x0d, 0x85: return .space
    case 0x200c, 0x200d: return .mark
    case 0xfdd0...0xfdef: return .nothing
    case let value where value & 0xfffe == 0xfffe: return .nothing
    default: break
    }
    switch scalar.properties.generalCategory {
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: return .space
    // Format covers the bidirectional controls of UAX #9 §2, the zero widths and the tags.
    case .control, .format, .surrogate: return .nothing
    case .nonspacingMark, .spacingMark, .enclosingMark: return .mark
    default: return .visible
    }
  }

  /// A "character" may be a family of emoji of any length, so scalars are counted as well.
  private static func cut(_ text: String, to limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    var kept = String.UnicodeScalarView()
    var count = 0
    for character in text {
      guard count < limit, kept.count + character.unicodeScalars.count <= 4 * limit else {
        return String(String(kept).dropLast(count < limit ? 0 : 1)) + "…"
      }
      count += 1
      kept.append(contentsOf: character.unicodeScalars)
    }
    return String(kept)
  }
}

extension String {
  /// Text for a header. An encoded word that a person wrote would be decoded by the reader's
  /// program into whatever it hides, so none is left.
  /// Source: RFC 2047 §2.
  var withoutEncodedWords: String {
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if scalar == "?", scalars.last == "=" { scalars.append(" ") }
      scalars.append(scalar)
    }
    return String(scalars)
  }
}
