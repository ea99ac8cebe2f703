import Cadence
import Messages

/// What a value of the API may be: said in its document, and demanded of whoever asks.
indirect enum Schema: Hashable, Sendable {
  case text(Rule? = nil)
  case choice([String])
  /// In UTC: `2026-12-03T14:00:00Z`. Source: RFC 3339.
  case instant
  case number(ClosedRange<Int>? = nil)
  /// Only ever answered.
  case seconds
  case flag
  case list(Schema)
  /// An object whose keys are names.
  case map(Schema)
  case object(ObjectSchema)

  /// What a text has to be like.
  struct Rule: Hashable, Sendable {
    /// A regular expression that finds something in it, in the part of the language that JSON
    /// Schema and Swift have in common.
    let pattern: String
    /// In Unicode scalars.
    let max: Int
    /// What to write instead.
    let fix: String
  }
}

/// An object with members that have names, in the document under its own.
struct ObjectSchema: Hashable, Sendable {
  struct Member: Hashable, Sendable {
    let name: String
    let schema: Schema
    let isRequired: Bool
    /// Empty where the name says it.
    let about: String

    static func required(_ name: String, _ schema: Schema, _ about: String = "") -> Member {
      Member(name: name, schema: schema, isRequired: true, about: about)
    }

    /// Absent where there is none; never null.
    static func optional(_ name: String, _ schema: Schema, _ about: String = "") -> Member {
      Member(name: name, schema: schema, isRequired: false, about: about)
    }
  }

  let name: String
  let about: String
  let members: [Member]

  init(_ name: String, _ about: String, _ members: [Member]) {
    (self.name, self.about, self.members) = (name, about, members)
  }
}

extension Schema {
  /// What people say to people: a line with something to see in it.
  static let words = Schema.text(
    Rule(
      pattern: #"[^\u0000-\u0020\u007f-\u00a0]"#, max: wordsMax,
      fix: "say it in a few words, at most \(wordsMax) characters"))
  private static let wordsMax = 500

  /// Of a clock in the meeting's zone.
  static let localTime = Schema.text(
    Rule(
      pattern: "^2[0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
        + "T([01][0-9]|2[0-3]):[0-5][0-9]$",
      max: 16, fix: "write it as 2026-12-04T15:00"))

  /// `midterm-evaluation`: a key that begins with a letter, which no day does.
  static let task = Schema.text(
    Rule(pattern: #"^[A-Za-z][A-Za-z0-9_\-]*$"#, max: 64, fix: "use a task's key"))

  /// `office-hours`; `summer-2027.yash`.
  static let series = Schema.text(
    Rule(pattern: #"^[A-Za-z0-9_\-]+(\.[A-Za-z0-9_\-]+)?$"#, max: 129, fix: "use a key"))

  /// `2026-12-03`; `2026-12-03T1400` where the day has several.
  static let day = Schema.text(
    Rule(
      pattern: "^(next|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{4})?)$", max: 15,
      fix: "write it as 2026-12-03, or next"))

  static let key = Schema.text(Rule(pattern: #"^[A-Za-z0-9_\-]+$"#, max: 64, fix: "use a key"))

  /// An id that was made here.
  static let id = Schema.text(Rule(pattern: "^[0-9a-f]{1,32}$", max: 32, fix: "use an id"))
}

// MARK: In the document

extension Schema {
  /// Source: JSON Schema 2020-12, as OpenAPI 3.1 has it.
  var json: JSON {
    switch self {
    case .text(nil): return ["type": "string"]
    case .text(let rule?):
      return [
        "type": "string", "pattern": .string(rule.pattern), "minLength": 1,
        "maxLength": .number(rule.max),
      ]
    case .choice(let words): return ["type": "string", "enum": .array(words.map(JSON.string))]
    case .instant: return ["type": "string", "format": "date-time"]
    case .number(nil): return ["type": "integer"]
    case .number(let range?):
      return [
        "type": "integer", "minimum": .number(range.lowerBound),
        "maximum": .number(range.upperBound),
      ]
    case .seconds: return ["type": "number"]
    case .flag: return ["type": "boolean"]
    case .list(let element): return ["type": "array", "items": element.json]
    case .map(let value): return ["type": "object", "additionalProperties": value.json]
    case .object(let object): return ["$ref": "#/components/schemas/\(object.name)"]
    }
  }

  /// The objects that it is made of.
  var objects: [ObjectSchema] {
    switch self {
    case .text, .choice, .instant, .number, .seconds, .flag: []
    case .list(let element), .map(let element): element.objects
    case .object(let object): [object] + object.members.flatMap(\.schema.objects)
    }
  }
}

extension ObjectSchema {
  /// - Parameter isClosed: whether it has no other member: true for what is asked. What is answered
  ///   may have more in a later version.
  func json(isClosed: Bool) -> JSON {
    var properties: [String: JSON] = [:]
    for member in members { properties[member.name] = member.json }
    var object: [String: JSON] = [
      "type": "object", "description": .string(about), "properties": .object(properties),
    ]
    let required = members.filter(\.isRequired).map { JSON.string($0.name) }
    if !required.isEmpty { object["required"] = .array(required) }
    if isClosed { object["additionalProperties"] = false }
    return .object(object)
  }
}

extension ObjectSchema.Member {
  var json: JSON {
    guard !about.isEmpty, case .object(var schema) = schema.json else { return schema.json }
    schema["description"] = .string(about)
    return .object(schema)
  }
}

// MARK: In a request

extension ObjectSchema.Member {
  /// What is wrong with what was given; nil for nothing.
  func fault(of value: GivenValue) -> String? {
    switch (schema, value) {
    case (.text(let rule), .text(let text)):
      guard let rule, !rule.fits(text) else { return nil }
      return "`\(name)` does not fit: \(rule.fix)"
    case (.choice(let words), .text(let text)):
      guard !words.contains(text) else { return nil }
      let near = Nearest.word(to: text, in: words).map { "write `\($0)`" }
      return "`\(name)` is none of \(words.joined(separator: ", ")): \(near ?? "write one of them")"
    case (.number(let range), .number(let number)):
      guard let range, !range.contains(number) else { return nil }
      return "`\(name)` is \(number): write \(range.lowerBound) to \(range.upperBound)"
    case (.flag, .flag): return nil
    default: return "`\(name)` must be \(kind), not \(value.kind)"
    }
  }

  private var kind: String {
    switch schema {
    case .text, .choice, .instant: "text"
    case .number: "a whole number"
    case .seconds: "a number of seconds"
    case .flag: "true or false"
    case .list: "a list"
    case .map, .object: "an object"
    }
  }

  /// What the text of a parameter stands for.
  func value(of text: String) -> GivenValue {
    if case .number = schema, let number = Int(text) { return .number(number) }
    return .text(text)
  }
}

extension Schema.Rule {
  func fits(_ text: String) -> Bool {
    let length = text.unicodeScalars.count
    guard length > 0, length <= max,
      let expression = try? Regex(pattern).matchingSemantics(.unicodeScalar)
    else { return false }
    return text.firstMatch(of: expression) != nil
  }
}
