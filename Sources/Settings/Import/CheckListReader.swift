/// Goes through a Markdown file line by line, for the lists in it and the headings above them.
struct CheckListReader {
  /// An element of a list.
  struct Bullet {
    let line: Int
    /// The columns before it.
    let depth: Int
    /// Nil without a box; true for one that came ticked.
    let isTicked: Bool?
    /// As it is written, of all its lines.
    var text: String
    /// Paragraphs below it.
    var more: [String] = []
    /// The number of its list.
    let list: Int
    let heading: Heading
  }

  /// What the headings above a list say.
  struct Heading {
    /// Whose the list is; empty where none says so.
    var owners: [String] = []
    var isOptional = false
  }

  private(set) var bullets: [Bullet] = []
  /// Addresses by their labels in lower case.
  private(set) var definitions: [String: String] = [:]
  /// Lines with a box that begins no element of a list.
  private(set) var strays: [Int] = []
  /// Where a block of code stands within a list.
  private(set) var code: [Int] = []
  private(set) var lines = MarkdownLines()

  /// Of a heading, what is looked at.
  private static let titleMax = 200

  private var headings: [(level: Int, heading: Heading)] = []
  private var list = 0
  private var isInList = false
  private var isAfterGap = false
  /// The line before, if it was of no list: two signs below make a heading of it.
  private var prose: String?

  mutating func read(_ line: Substring) {
    // What was encoded twice on its way is read as it was meant.
    let line = String(line).encodedOnce.map { $0[...] } ?? line
    switch lines.next(line) {
    case .hidden: break
    case .gap:
      if isInList, lines.fence?.line == lines.number { code.append(lines.number) }
      (isAfterGap, prose) = (true, nil)
    case .text(let text, let depth):
      var (text, depth) = (text, depth)
      // What is quoted is read as if it were not; a blank after the sign belongs to it.
      while text.first == ">" {
        (text, depth) = MarkdownLines.indented(text.dropFirst())
        depth = max(0, depth - 1)
      }
      if !text.isEmpty { read(text, depth) }
      isAfterGap = text.isEmpty
    }
  }

  private mutating func read(_ text: Substring, _ depth: Int) {
    let above = prose
    prose = nil
    if depth < 4, begins(heading: text, below: above) { return }
    if let content = MarkdownLines.bullet(text) { return begin(content, depth) }
    if define(text) { return }
    if isInList, !MarkdownLines.isRule(text), goOn(text, depth) { return }
    isInList = false
    prose = String(text)
    if ["[ ]", "[x] ", "[X] "].contains(where: { text.contains($0) }) {
      strays.append(lines.number)
    }
  }

  /// Whether a line goes on with a bullet, or is of a paragraph below it.
  private mutating func goOn(_ text: Substring, _ depth: Int) -> Bool {
    let around = isAfterGap ? bullets.lastIndex { $0.depth + 2 <= depth } : bullets.indices.last
    guard let around, bullets[around].list == list else { return false }
    if isAfterGap {
      bullets[around].more.append(String(text))
    } else if bullets[around].more.isEmpty {
      bullets[around].text += " " + text
    } else {
      bullets[around].more[bullets[around].more.count - 1] += " " + text
    }
    return true
  }

  private mutating func begin(_ content: Substring, _ depth: Int) {
    if !isInList { list += 1 }
    isInList = true
    let text = String(content).trimmed
    let box = Self.box(text)
    bullets.append(
      Bullet(
        line: lines.number, depth: depth, isTicked: box.map { $0 != " " },
        text: box == nil ? text : String(text.dropFirst(3)), list: list,
        heading: headings.last?.heading ?? Heading()))
  }

  /// What stands in the box before a text: a blank, or x. Source: GitHub Flavored Markdown §5.3.
  private static func box(_ text: String) -> Character? {
    let signs = Array(text.prefix(4))
    guard signs.count >= 3, signs[0] == "[", signs[2] == "]", " xX".contains(signs[1]),
      signs.count == 3 || signs[3].isWhitespace
    else { return nil }
    return signs[1]
  }

  /// Whether some line of a text begins with a box and says something.
  static func hasBox(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes.prefix(CheckListImport.bytesMax), as: UTF8.self)
      .split(whereSeparator: \.isNewline).contains { line in
        let content = MarkdownLines.bullet(line.drop { $0 == " " || $0 == "\t" || $0 == ">" })
        return content.map { box(String($0).trimmed) != nil } ?? false
      }
  }

  /// "[label]: address", which a link elsewhere may name.
  private mutating func define(_ text: Substring) -> Bool {
    guard text.first == "[", let mark = text.firstRange(of: "]:") else { return false }
    let label = text[..<mark.lowerBound].dropFirst()
    let address = text[mark.upperBound...].split(separator: " ").first ?? ""
    guard !label.isEmpty, !label.contains("["), !address.isEmpty else { return false }
    definitions[label.lowercased()] = String(address.drop { $0 == "<" }.prefix { $0 != ">" })
    return true
  }

  // MARK: Headings

  private mutating func begins(heading text: Substring, below above: String?) -> Bool {
    let signs = text.prefix { $0 == "#" }.count
    let title = text.dropFirst(signs)
    if (1...6).contains(signs), title.first.map({ $0 == " " || $0 == "\t" }) ?? true {
      begin(heading: String(title), level: signs)
      return true
    }
    if let above, text.allSatisfy({ $0 == "=" }) || text.allSatisfy({ $0 == "-" }) {
      begin(heading: above, level: text.first == "=" ? 1 : 2)
      return true
    }
    return false
  }

  private mutating func begin(heading title: String, level: Int) {
    isInList = false
    headings.removeAll { $0.level >= level }
    let title = MarkdownText(String(title.prefix(Self.titleMax))).plain
    var heading = headings.last?.heading ?? Heading()
    let owners = Self.owners(title)
    if !owners.isEmpty { heading.owners = owners }
    heading.isOptional = heading.isOptional || CheckListImport.isOptional(title)
    headings.append((level, heading))
  }

  /// What a heading may say beside whose it is.
  private static let fillers: Set<Substring> = [
    "all", "and", "check", "checklist", "checklists", "do", "for", "items", "list", "lists", "new",
    "onboarding", "our", "s", "should", "tasks", "the", "to", "todo", "what",
  ]

  /// Whose a list below a heading is: "For Mentors", "Mentee Check List". "Working with the
  /// mentors" says something else.
  private static func owners(_ title: String) -> [String] {
    let named = title.lowercased().split { !$0.isLetter }.filter { !fillers.contains($0) }
    guard named.allSatisfy({ $0.hasPrefix("mentee") || $0.hasPrefix("mentor") }) else { return [] }
    let isMentee = named.contains { $0 == "mentee" || $0 == "mentees" }
    let isMentor = named.contains { $0 == "mentor" || $0 == "mentors" }
    return (isMentee ? ["mentee"] : []) + (isMentor ? ["mentors"] : [])
  }
}
