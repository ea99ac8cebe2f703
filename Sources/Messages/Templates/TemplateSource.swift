import Cadence
import Meetings
import Mustache

/// A template file as text that was looked through: every tag has its place, is of the few that are
/// used here, and names a field that this kind of mail has.
///
/// Mustache itself would read an unknown field as nothing, and knows places of syntax errors alone.
struct TemplateSource {
  let file: String
  let kind: NoticeKind
  private(set) var faults: [TemplateFault] = []
  /// What is still open, the innermost last.
  private var sections: [TemplateTag] = []

  static func read(_ file: TemplateFile, _ kind: NoticeKind) throws(TemplateFaults) -> Template {
    var source = TemplateSource(file: file.name, kind: kind)
    let template = source.template(file.bytes)
    guard let template, source.faults.isEmpty else { throw TemplateFaults(all: source.faults) }
    return template
  }

  private init(file: String, kind: NoticeKind) {
    self.file = file
    self.kind = kind
  }

  private mutating func template(_ bytes: [UInt8]) -> Template? {
    guard let text = text(bytes) else { return nil }
    let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let prefix = "Subject:"
    let isSubject = lines[0].hasPrefix(prefix)
    let subject = isSubject ? lines[0].dropFirst(prefix.count).trimmed : ""
    let prose = isSubject ? lines.dropFirst().first ?? "" : text[...]
    if isSubject { check(lines[0], line: 1, asSubject: true) }
    check(prose, line: isSubject ? 2 : 1, asSubject: false)
    if isSubject, subject.isEmpty {
      fault((1, 1), "the subject is empty", "write it after `Subject:`, or take the line out")
    }
    if !isSubject, let first = text.split(separator: "\n").first, first.hasPrefix(prefix) {
      fault((1, 1), "`Subject:` does not begin the first line", "take out what is above it")
    }
    if text.trimmed.isEmpty {
      fault((1, 1), "this file is empty", "write what the mail is to say, or remove the file")
    }
    guard faults.isEmpty else { return nil }
    return Template(
      subject: isSubject ? parsed(String(subject)) : nil,
      prose: prose.trimmed.isEmpty ? nil : parsed(String(prose)))
  }

  /// What passed the checks; they are stricter than the parser, so that it has nothing to add.
  private mutating func parsed(_ text: String) -> MustacheTemplate? {
    do {
      return try MustacheTemplate(string: text)
    } catch {
      fault((1, 1), "this is no Mustache: \(error)", "look for a tag that is not whole")
      return nil
    }
  }

  private mutating func fault(_ place: (line: Int, column: Int), _ what: String, _ fix: String) {
    faults.append(
      TemplateFault(file: file, line: place.line, column: place.column, what: what, fix: fix))
  }

  // MARK: Text

  /// The file's text with LF line ends, if it is nothing but text.
  private mutating func text(_ bytes: [UInt8]) -> String? {
    guard bytes.count <= Templates.bytesMax else {
      fault(
        (1, 1), "the file has \(bytes.count) bytes", "write at most \(Templates.bytesMax)")
      return nil
    }
    // A byte order mark is what some editors begin a UTF-8 file with.
    let bytes = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...]
    let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
    let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
    var (line, column) = (1, 1)
    for scalar in text.unicodeScalars {
      if scalar == "\u{fffd}", !isUTF8 {
        fault((line, column), "this is not UTF-8", "save the file as UTF-8")
        return nil
      }
      guard Self.isText(scalar) else {
        let code = String(scalar.value, radix: 16, uppercase: true)
        fault(
          (line, column),
          "the character U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code) "
            + "does not belong in a template",
          "remove it; it cannot be seen in most editors")
        return nil
      }
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
    }
    return text
  }

  /// What `Clean` leaves of people's text, and the ends of lines: a template is as harmless.
  private static func isText(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\t", "\u{200c}", "\u{200d}": return true
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: return false
    default: return !scalar.properties.isNoncharacterCodePoint
    }
  }

  // MARK: Tags

  private mutating func check(_ text: Substring, line: Int, asSubject: Bool) {
    sections = []
    for piece in TemplateTag.read(text, line: line) {
      switch piece {
      case .tag(let tag): check(tag, asSubject: asSubject)
      case .unclosed(let place):
        fault(
          place, asSubject ? "the subject has a line break" : "this tag is never closed",
          asSubject ? "end the tag on the first line" : "write `}}` after the name")
      case .stray(let place):
        fault(place, "`}}` closes no tag", "write `{{` before the name, or take it out")
      }
    }
    for open in sections {
      fault(
        open.place,
        asSubject ? "the subject has a line break" : "\(open.shown) is never closed",
        asSubject
          ? "close \(open.shown) on the first line by {{/\(open.name.bare)}}"
          : "write {{/\(open.name.bare)}}")
    }
  }

  private mutating func check(_ tag: TemplateTag, asSubject: Bool) {
    if tag.isDetached {
      fault(tag.place, "a blank stands before the `\(tag.sort.sign)`", "write \(tag.shown)")
    }
    switch tag.sort {
    case .comment: break
    case .other(let instead): fault(tag.place, "\(tag.shown) is not used here", instead)
    case .end: close(tag)
    case .value:
      guard let field = field(tag) else { return }
      checkValue(tag, field)
    case .section, .inverted:
      sections.append(tag)
      guard let field = field(tag), asSubject, field.sort == .list else { return }
      fault(tag.place, "a subject has no list", "write {{count}}, or name the items below")
    }
  }

  private mutating func close(_ tag: TemplateTag) {
    guard let open = sections.last else {
      return fault(tag.place, "\(tag.shown) closes nothing", "take it out")
    }
    if open.name == tag.name {
      sections.removeLast()
    } else {
      fault(
        tag.place, "\(tag.shown) comes before the end of \(open.shown) in line \(open.place.line)",
        "write {{/\(open.name.bare)}} first")
      // Its own end is what is missing; what follows is judged as if it were there.
      if let index = sections.lastIndex(where: { $0.name == tag.name }) {
        sections.removeSubrange(index...)
      }
    }
  }

  private mutating func checkValue(_ tag: TemplateTag, _ field: TemplateField) {
    let name = field.name
    switch field.sort {
    case .text: break
    case .optional:
      if !sections.contains(where: { $0.sort == .section && $0.name == name }) {
        fault(
          tag.place, "{{\(name)}} may be missing",
          "write {{#\(name)}} before what is said of it and {{/\(name)}} after it")
      }
    case .flag:
      fault(
        tag.place, "{{\(name)}} is yes or no and has no text",
        "write {{#\(name)}}…{{/\(name)}}, or {{^\(name)}}…{{/\(name)}} for no")
    case .list:
      fault(
        tag.place, "{{\(name)}} is a list",
        "write {{#\(name)}}, below it `- {{\(TemplateField.item)}}`, and {{/\(name)}}")
    }
  }

  /// The field that a tag names, or a fault.
  private mutating func field(_ tag: TemplateTag) -> TemplateField? {
    let (list, item) = (TemplateField.list, TemplateField.item)
    let isInList = sections.contains { $0.sort == .section && $0.name == list && $0 != tag }
    let known = TemplateField.all.filter { $0.kinds.contains(kind) }
    if let field = known.first(where: { $0.name == tag.name }) {
      guard !isInList || field.sort != .list else {
        fault(tag.place, "{{#\(list)}} stands within itself", "take the inner one out")
        return nil
      }
      return field
    }
    let hasList = known.contains { $0.sort == .list }
    if tag.name == item, hasList {
      if !isInList || tag.sort != .value {
        fault(
          tag.place, "{{\(item)}} is one of the agenda", "write it within {{#\(list)}}…{{/\(list)}}"
        )
      }
      return nil
    }
    let elsewhere = TemplateField.named(tag.name)
    if let field = elsewhere.first {
      let kinds = NoticeKind.allCases.filter(field.kinds.contains).map(\.rawValue)
      fault(
        tag.place, "a mail of the kind \(kind.rawValue) has no {{\(field.name)}}",
        "take it out; it is for \(kinds.listed("and"))")
      return nil
    }
    let names = known.map(\.name) + (hasList ? [item] : [])
    let near = Self.nearest(to: tag.name, among: names)
    fault(
      tag.place, "there is no field \(tag.name.quoted)",
      near.map { "write {{\(tag.sort.sign)\($0)}}" }
        ?? "known here are \(names.sorted().listed("and"))")
    return nil
  }

  static func nearest(to name: String, among names: [String]) -> String? {
    name.utf8.count > 64 ? nil : Nearest.word(to: name, in: names)
  }
}

extension StringProtocol {
  fileprivate var trimmed: Substring {
    let isBlank = { (character: Character) in character.isWhitespace }
    var text = Substring(self).drop(while: isBlank)
    while text.last.map(isBlank) == true { text.removeLast() }
    return text
  }
}

extension String {
  /// Short: somebody may have closed a tag a page below.
  var bare: String { count > 40 ? prefix(40) + "…" : self }
  var quoted: String { "\"\(bare)\"" }
}

extension [String] {
  /// `a`, `a and b`, `a, b and c`.
  func listed(_ word: String) -> String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " \(word) " + last
  }
}
