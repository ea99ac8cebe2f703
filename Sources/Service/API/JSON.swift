/// A value of JSON, to be written; a literal in Swift is one.
enum JSON: Hashable, Sendable {
  case text(String)
  case number(Int)
  case flag(Bool)
  case list([JSON])
  case object([String: JSON])
}

extension JSON: Encodable {
  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    case .flag(let flag): try container.encode(flag)
    case .list(let list): try container.encode(list)
    case .object(let object): try container.encode(object)
    }
  }
}

extension JSON: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral text: String) { self = .text(text) }
  init(integerLiteral number: Int) { self = .number(number) }
  init(booleanLiteral flag: Bool) { self = .flag(flag) }
  init(arrayLiteral list: JSON...) { self = .list(list) }
  init(dictionaryLiteral members: (String, JSON)...) {
    self = .object(Dictionary(members, uniquingKeysWith: { $1 }))
  }
}

/// A parameter, or a member of a request's body. No request has anything deeper.
enum GivenValue: Hashable, Sendable {
  case text(String)
  case number(Int)
  case flag(Bool)
  /// Something that no request has, in words.
  case other(String)

  /// In words, for whoever wrote something else.
  var kind: String {
    switch self {
    case .text: "text"
    case .number: "a number"
    case .flag: "true or false"
    case .other(let kind): kind
    }
  }
}

extension GivenValue: Decodable {
  /// Whatever it is, it is one. No list or object is looked into.
  /// - Throws: for a text that is none, such as half of a surrogate pair.
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      self = .text(try container.decode(String.self))
      return
    } catch DecodingError.typeMismatch, DecodingError.valueNotFound {
      // Something else, then.
    }
    if container.decodeNil() {
      self = .other("null")
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Int.self) {
      self = .number(number)
    } else if (try? decoder.unkeyedContainer()) != nil {
      self = .other("a list")
    } else if (try? decoder.container(keyedBy: Key.self)) != nil {
      self = .other("an object")
    } else {
      self = .other("a number with a fraction")
    }
  }

  private struct Key: CodingKey {
    let stringValue: String
    let intValue: Int? = nil
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
