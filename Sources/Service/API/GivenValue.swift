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
