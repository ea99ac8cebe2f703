/// A run of text whose parts know where they come from: our own words, a person's text, a link.
///
/// A plain `String` is not interpolated: what people write enters as `Clean` or not at all.
struct Phrase: Hashable, Sendable, ExpressibleByStringInterpolation {
  enum Run: Hashable, Sendable {
    case words(String)
    case data(Clean)
    case link(Link)

    var text: String {
      switch self {
      case .words(let words): words
      case .data(let clean): clean.text
      case .link(let link): link.url
      }
    }
  }

  private(set) var runs: [Run]

  init(stringLiteral words: String) { runs = words.isEmpty ? [] : [.words(words)] }
  init(stringInterpolation: StringInterpolation) { runs = stringInterpolation.runs }
  init(_ clean: Clean) { runs = [.data(clean)] }
  init(runs: [Run]) { self.runs = runs }

  /// As it is read, with plain spaces.
  var text: String {
    Self.loosened(unbreakable)
  }

  static func loosened(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalars.append(scalar == glue ? " " : scalar) }
    return String(scalars)
  }

  /// With no-break spaces where a line must not end, as in `14:00 UTC`: in our own words alone.
  var unbreakable: String { runs.map(\.text).joined() }

  private static let glue: Unicode.Scalar = "\u{a0}"
  var isEmpty: Bool { runs.allSatisfy { $0.text.isEmpty } }

  static func + (a: Self, b: Self) -> Self {
    var sum = a
    sum.runs += b.runs
    return sum
  }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var runs: [Run] = []
    init(literalCapacity: Int, interpolationCount: Int) {}
    mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { runs.append(.words(literal)) }
    }
    mutating func appendInterpolation(_ clean: Clean) { runs.append(.data(clean)) }
    mutating func appendInterpolation(_ link: Link) { runs.append(.link(link)) }
    mutating func appendInterpolation(_ phrase: Phrase) { runs += phrase.runs }
    mutating func appendInterpolation(_ number: Int) { runs.append(.words(String(number))) }
  }
}

extension Sequence<Phrase> {
  /// One after the other, with a space between two.
  var sentences: Phrase {
    reduce("") { $0.isEmpty ? $1 : $0 + " " + $1 }
  }

  /// `a`, `a and b`, `a, b and c`.
  func enumerated(with conjunction: Phrase) -> Phrase {
    let all = Array(self)
    var sum: Phrase = ""
    for (index, phrase) in all.enumerated() {
      if index > 0 { sum = sum + (index == all.count - 1 ? " \(conjunction) " : ", ") }
      sum = sum + phrase
    }
    return sum
  }
}
