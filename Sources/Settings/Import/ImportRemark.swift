import Cadence

/// Something that a coordinator has to know about what was imported.
package struct ImportRemark: Sendable, Hashable, CustomStringConvertible {
  package enum Kind: String, Sendable, Hashable {
    /// It is not in the YAML.
    case refused
    /// It is, and this was assumed; or it was left out because nothing of it is to come.
    case note
  }

  package let file: String
  /// Counted from 1.
  package let line: Int
  package let kind: Kind
  /// The meeting.
  package let about: String
  package let what: String
  /// What to do about it; nil where nothing is to be done.
  package let fix: String?

  package var description: String {
    "\(file):\(line): \(kind.rawValue): \(about): \(what)" + (fix.map { ". \($0)" } ?? "")
  }
}

/// Collects the remarks on one file.
struct ImportLog {
  /// Whoever needs more than these has another file in mind.
  static let remarksMax = 10_000

  let file: String
  private var remarks: [ImportRemark] = []
  private var suppressed = 0

  init(file: String) { self.file = file }

  mutating func refuse(_ line: Int, _ about: String, _ reason: ImportRefusal) {
    add(line, .refused, about, reason.what, reason.fix)
  }

  mutating func note(_ line: Int, _ about: String, _ what: String, fix: String? = nil) {
    add(line, .note, about, what, fix)
  }

  private mutating func add(
    _ line: Int, _ kind: ImportRemark.Kind, _ about: String, _ what: String, _ fix: String?
  ) {
    // A refusal is always shown: the exit status depends on it.
    guard remarks.count < Self.remarksMax else {
      suppressed += 1
      return
    }
    remarks.append(
      ImportRemark(file: file, line: line, kind: kind, about: about, what: what, fix: fix))
  }

  /// By line, and in the order of reading within one.
  var sorted: [ImportRemark] {
    var all = remarks.enumerated()
      .sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
    if suppressed > 0, let last = all.last {
      all.append(
        ImportRemark(
          file: file, line: last.line, kind: .refused, about: "the rest",
          what: "\(suppressed) more remarks are not shown", fix: "import the file in parts"))
    }
    return all
  }
}

/// Why a meeting was not taken, and what to do.
struct ImportRefusal: Error, Hashable {
  let what: String
  let fix: String?
  /// What could be written instead, where that is known.
  let choices: [String]

  init(_ what: String, fix: String? = nil) {
    (self.what, self.fix, choices) = (what, fix, [])
  }

  init(_ what: String, choices: [String]) {
    (self.what, self.choices) = (what, choices)
    fix = choices.isEmpty ? nil : write(choices)
  }

  init(_ problem: SentenceProblem) { self.init(problem.what, choices: problem.fixes) }
}

/// Text from a foreign file.
enum ImportText {
  /// One line, blanks joined, nothing that a terminal would obey, cut where it is long.
  static func line(_ text: String, max: Int = 200) -> String {
    var line = ""
    var count = 0
    for scalar in text.unicodeScalars.prefix(8 * max) {
      let isBlank = scalar.properties.isWhitespace || !scalar.isPrintable
      if isBlank, line.isEmpty || line.hasSuffix(" ") { continue }
      count += 1
      if count > max { break }
      line.unicodeScalars.append(isBlank ? " " : scalar)
    }
    return line.trimmed
  }

  /// The first address of a page in a text, as far as an address goes.
  static func link(in text: String) -> String? {
    for scheme in ["https://", "http://"] {
      guard let start = text.firstRange(of: scheme)?.lowerBound else { continue }
      let address = text[start...].prefix { character in
        !character.isWhitespace && !"<>\"'`|\\^{}".contains(character)
      }
      var link = String(address.prefix(2_000))
      while let last = link.last, ".,;:!?)]".contains(last) { link.removeLast() }
      if isLink(link) { return link }
    }
    return nil
  }

  /// Whether `link:` takes it.
  static func isLink(_ text: String) -> Bool {
    let place = Place(file: "", line: 1, column: 1)
    let field = Field(
      name: "link", place: place, value: Tree(place: place, content: .text(text)),
      findings: Findings())
    return field.link() == text
  }
}
