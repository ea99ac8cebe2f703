import Foundation
import Messages
import Settings

/// What a configuration may say, for editors and for people.
package enum ConfigurationReference {
  /// A schema that editors check YAML with while it is written, indented. What follows from several
  /// keys together, or is a sentence of its own, only `convened check` knows.
  /// Source: JSON Schema draft-07, which the YAML servers of editors speak.
  package static func schema() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(json), as: UTF8.self)
  }

  private static var json: JSON {
    var definitions: [String: JSON] = [:]
    for section in SectionReference.all { definitions[section.id.definition] = section.json }
    return [
      "$schema": "http://json-schema.org/draft-07/schema#",
      "title": "The configuration of convened",
      "$ref": .string("#/definitions/" + SectionReference.configuration.id.definition),
      "definitions": .object(definitions),
    ]
  }

  /// Every section with its keys, in Markdown.
  package static func markdown() -> String {
    let about = """
      # Configuration reference

      Every key that a configuration may have. What a key takes is an example where it is text, and all that there is where
      it is words. Times before the start are `6 days before`, `1 day before at 18:00`, `15 minutes before`.
      `convened check` says what is wrong, where, and what to write instead; `convened schema` prints what editors check
      with, and with `--markdown` this page.

      """
    return about + SectionReference.all.map(\.markdown).joined()
  }
}

extension SectionReference {
  /// Closed: the reader refuses a key that it does not know.
  fileprivate var json: JSON {
    let members = keys.map { ($0.name, $0.json) }
    var object: [String: JSON] = [
      "type": "object", "description": .string(about), "additionalProperties": false,
      "properties": .object(Dictionary(members, uniquingKeysWith: { one, _ in one })),
    ]
    // A file may have one section of several, and what lies over another only what is different.
    let needed = keys.filter(\.isNeeded).map { JSON.string($0.name) }
    if !isLaid, !needed.isEmpty, self != .configuration { object["required"] = .array(needed) }
    return .object(object)
  }

  fileprivate var markdown: String {
    let rows = keys.map(\.markdown).joined()
    let head = "| key | says | takes | if left out |\n|---|---|---|---|\n"
    return "\n## \(title)\n\n\(about)\n\n\(head)\(rows)"
  }
}

extension KeyReference {
  fileprivate var json: JSON {
    let about = standard.isEmpty ? about : "\(about) If left out: \(standard)."
    return ["description": .string(about), "allOf": [value.json]]
  }

  fileprivate var markdown: String {
    let cells = [isNeeded ? "`\(name)` (needed)" : "`\(name)`", about, value.words, standard]
    return "| \(cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ")) |\n"
  }
}

extension ValueReference {
  fileprivate var json: JSON {
    switch self {
    case .text(let example): ["type": ["string", "number"], "examples": [.string(example)]]
    case .words(let words): ["enum": .array(words.map { .string($0) })]
    // Where `no` is a word to some readers of YAML, it is a value to others.
    case .off: ["enum": ["no", "none", "off", false]]
    case .onOrOff: ["enum": ["yes", "on", "no", "none", "off", true, false]]
    case .list(let value): ["anyOf": [value.json, ["type": "array", "items": value.json]]]
    case .named(let value, _): ["type": ["object", "null"], "additionalProperties": value.json]
    case .section(let id): ["$ref": .string("#/definitions/" + id.definition)]
    case .either(let values): ["anyOf": .array(values.map(\.json))]
    }
  }

  fileprivate var words: String {
    switch self {
    case .text(let example): "`\(example)`"
    case .words(let words):
      words.count > 10
        ? "names of [checks](checks.md)" : words.map { "`\($0)`" }.joined(separator: ", ")
    case .off: "`no`"
    case .onOrOff: "`yes`, `no`"
    case .list(let value): "\(value.words), or a list"
    // That one may be left out is said where its keys are.
    case .named(.either(let values), let name) where values.last == .off:
      "`\(name):` \(Self.either(values.dropLast()).words)"
    case .named(let value, let name): "`\(name):` \(value.words)"
    case .section(let id): SectionReference.link(to: id)
    case .either(let values): values.map(\.words).joined(separator: "; or ")
    }
  }
}

extension SectionReference {
  /// To its heading, as Markdown's readers name these.
  fileprivate static func link(to id: String) -> String {
    guard let section = all.first(where: { $0.id == id }) else { return id }
    let plain = section.title.lowercased().filter { $0.isLetter || $0 == " " || $0 == "-" }
    return "[keys of \(section.title)](#\(plain.replacing(" ", with: "-")))"
  }
}

extension String {
  fileprivate var definition: String { replacing(" ", with: "-") }
}
