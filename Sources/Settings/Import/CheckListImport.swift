/// Makes tasks of the boxes in a Markdown file.
///
/// Nobody has done any of them yet: a box that came ticked is as open as the others.
struct CheckListImport {
  /// Nobody reads a longer page.
  static let bytesMax = 256 << 10
  /// Nobody does more.
  private static let tasksMax = 500
  /// What `do:` takes.
  private static let textMax = 200
  /// Bytes of one as it is written; a longer one is no element of a list.
  private static let writtenMax = 4_000

  private(set) var log: ImportLog
  /// Whose the tasks are, where somebody says so; empty for whom the headings name.
  private let who: [String]
  private var tasks: [ImportedTask] = []
  /// Lines of tasks whose owner nothing says.
  private var unowned: [Int] = []
  private var definitions: [String: String] = [:]

  /// The bullets around the one that is looked at.
  private struct Level {
    let depth: Int
    /// False for a bullet without a box.
    let isBox: Bool
    /// Its number among the tasks; nil where it is none.
    var task: Int?
    var isOptional = false
    /// What a bullet without a box says, for the boxes below it.
    var label: String?
  }

  init(log: ImportLog, who: [String]) { (self.log, self.who) = (log, who) }

  mutating func read(_ file: SourceFile) throws(Problems) -> [ImportedTask] {
    let reader = try Self.lists(in: file)
    definitions = reader.definitions
    var others: [CheckListReader.Bullet] = []
    for list in reader.bullets.lists {
      if list.contains(where: { $0.isTicked != nil }) {
        take(list)
      } else {
        others += list
      }
    }
    noteTicked(reader.bullets.filter { $0.isTicked == true })
    noteUnowned()
    for line in reader.strays {
      log.refuse(
        line, "a box",
        ImportRefusal("it begins no element of a list", fix: "write `- [ ]` before what is to do"))
    }
    for line in reader.code { log.note(line, "a list", "a block of code in it is left out") }
    noteOthers(others)
    if let hidden = reader.lines.comment ?? reader.lines.fence?.line {
      log.refuse(
        hidden, "the rest",
        ImportRefusal("what begins here is never closed, and hides it", fix: "close it"))
    }
    return tasks
  }

  private static func lists(in file: SourceFile) throws(Problems) -> CheckListReader {
    func problem(_ what: String, _ fix: String) -> Problems {
      Problems([Problem(file: file.name, what: what, fix: fix)])
    }
    guard file.bytes.count <= bytesMax else {
      throw problem(
        "the file has \(file.bytes.count) bytes",
        "split it: of a check list, at most \(bytesMax) are read")
    }
    let findings = Findings()
    // Some editors begin a file with a byte order mark.
    let start = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let text = SourceText(file.bytes[start...], name: file.name, findings) else {
      throw Problems(findings.sorted())
    }
    var reader = CheckListReader()
    for line in text.string.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      reader.read(line)
    }
    let count = reader.bullets.count { $0.isTicked != nil }
    guard count > 0 else {
      throw problem(
        "there is no box in it", "write `- [ ]` before each line that is something to do")
    }
    guard count <= tasksMax else {
      throw problem("\(count) boxes are more than \(tasksMax)", "split the file")
    }
    return reader
  }

  // MARK: One list

  private mutating func take(_ list: [CheckListReader.Bullet]) {
    var path: [Level] = []
    for (index, bullet) in list.enumerated() {
      path.removeAll { $0.depth + 2 > bullet.depth }
      if bullet.isTicked != nil {
        let level = takeBox(bullet, in: &path)
        path.append(level)
      } else if let around = path.lastIndex(where: \.isBox) {
        let says = said(bullet.text) + bullet.more.flatMap(said)
        if let task = path[around].task { tasks[task].comments += says }
        path.append(Level(depth: bullet.depth, isBox: false))
      } else {
        let below = list[(index + 1)...].prefix { $0.depth >= bullet.depth + 2 }
        let says = said(bullet.text) + bullet.more.flatMap(said)
        let isLabel = below.contains { $0.isTicked != nil }
        if !isLabel {
          log.refuse(
            bullet.line, Self.beginning(of: bullet.text),
            ImportRefusal("it has no box", fix: "write `- [ ]` before it if it is to be done"))
        }
        path.append(
          Level(
            depth: bullet.depth, isBox: false,
            label: isLabel ? says.joined(separator: " ") : nil))
      }
    }
  }

  private mutating func takeBox(
    _ bullet: CheckListReader.Bullet, in path: inout [Level]
  ) -> Level {
    var level = Level(depth: bullet.depth, isBox: true)
    let isLong = bullet.text.utf8.count > Self.writtenMax
    let text = MarkdownText(isLong ? "" : bullet.text, definitions)
    level.isOptional =
      bullet.heading.isOptional || path.contains(where: \.isOptional)
      || Self.isOptional(text.plain)
    let about = ItemText.isBlank(text.plain) ? "a box" : Self.beginning(of: text.plain)
    do throws(ImportRefusal) {
      guard var task = try made(of: bullet, text, about) else { return level }
      task.isOptional = level.isOptional
      for place in path.indices {
        if let label = path[place].label { task.comments.insert("below: \(label)", at: 0) }
        path[place].label = nil
      }
      // What has boxes below it is done once they are; what is optional is waited for by nobody.
      if !task.isOptional, let around = path.last(where: { $0.task != nil })?.task {
        tasks[around].after.append(tasks.count)
      }
      level.task = tasks.count
      tasks.append(task)
    } catch {
      log.refuse(bullet.line, about, error)
    }
    return level
  }

  /// Nil where it is left out.
  private mutating func made(
    of bullet: CheckListReader.Bullet, _ text: MarkdownText, _ about: String
  ) throws(ImportRefusal) -> ImportedTask? {
    guard bullet.text.utf8.count <= Self.writtenMax else {
      throw ImportRefusal(
        "it has \(bullet.text.utf8.count) bytes", fix: "say in a few words what is to be done")
    }
    guard !ItemText.isBlank(text.plain) else {
      throw ImportRefusal("it says nothing", fix: "write what there is to do, or remove it")
    }
    guard !text.isStruckOut else {
      log.note(bullet.line, about, "it is struck out: left out")
      return nil
    }
    let (fitting, rest) = Self.fitted(text.plain)
    if !rest.isEmpty {
      log.note(
        bullet.line, about,
        "it is longer than \(Self.textMax) characters: the rest is a comment",
        fix: "say it in fewer words")
    }
    let named = text.addresses.first(where: ImportText.isLink)
    let link = named ?? ImportText.link(in: text.plain)
    let owners = who.isEmpty ? bullet.heading.owners : who
    if owners.isEmpty { unowned.append(bullet.line) }
    var task = ImportedTask(
      text: fitting, link: link, who: owners.isEmpty ? ["mentee"] : owners, isOptional: false)
    task.comments =
      (rest.isEmpty ? [] : [rest]) + Self.comments(on: text.addresses, beside: link)
      + bullet.more.flatMap(said)
    return task
  }

  /// What somebody wrote below a task, for its comments.
  private func said(_ written: String) -> [String] {
    guard written.utf8.count <= Self.writtenMax else {
      return [ImportText.line(written, max: written.unicodeScalars.count)]
    }
    let text = MarkdownText(written, definitions)
    let words = ItemText.isBlank(text.plain) ? [] : [text.plain]
    return words + Self.comments(on: text.addresses, beside: nil)
  }

  /// As a remark names it.
  private static func beginning(of text: String) -> String {
    let line = ImportText.line(text, max: 60)
    return text.unicodeScalars.count > 60 ? line + "…" : line
  }

  private static func comments(on addresses: [String], beside link: String?) -> [String] {
    addresses.filter { $0 != link }.map { "see: " + ImportText.line($0, max: 2_000) }
  }

  /// As many sentences as `do:` takes, or else words, and the rest.
  private static func fitted(_ text: String) -> (String, rest: String) {
    let scalars = Array(text.unicodeScalars)
    guard scalars.count > textMax else { return (text, "") }
    func string(_ part: ArraySlice<Unicode.Scalar>) -> String {
      String(String.UnicodeScalarView(part)).trimmed
    }
    let blanks = (textMax / 4..<textMax).filter { scalars[$0] == " " }
    if let end = blanks.last(where: { ".!?".unicodeScalars.contains(scalars[$0 - 1]) }) {
      return (string(scalars[..<end]), string(scalars[end...]))
    }
    let end = blanks.last ?? textMax - 1
    return (string(scalars[..<end]) + "…", "… " + string(scalars[end...]))
  }

  /// Whether a text says plainly that nobody has to.
  static func isOptional(_ text: String) -> Bool {
    let text = text.lowercased().replacing("\u{2019}", with: "'")
    let offers = ["you are welcome to", "you are welcomed to", "you're welcome to"]
    let beginsOne = offers.contains { offer in
      text.hasPrefix(offer) || [". ", "! ", ": "].contains { text.contains($0 + offer) }
    }
    let marks = ["(optional)", "(optional,", "[optional]"]
    if beginsOne || text.hasPrefix("optional:") || text.hasPrefix("optionally")
      || marks.contains(where: { text.contains($0) })
    {
      return true
    }
    let words = text.split { !($0.isLetter || $0 == "'") }
    guard words.last == "optional" else { return false }
    guard let before = words.dropLast().last else { return true }
    return before != "not" && before != "never" && !before.hasSuffix("n't")
  }

  // MARK: The file

  private mutating func noteTicked(_ bullets: [CheckListReader.Bullet]) {
    guard let first = bullets.first else { return }
    let isOne = bullets.count == 1
    log.note(
      first.line, "the list",
      isOne ? "1 box is ticked in the file" : "\(bullets.count) boxes are ticked in the file",
      fix: isOne
        ? "it is open here, nobody has done it yet" : "they are open here, nobody has done them yet"
    )
  }

  private mutating func noteUnowned() {
    guard let first = unowned.first else { return }
    let what = unowned.count == 1 ? "1 task is" : "\(unowned.count) tasks are"
    log.note(
      first, "the list", "no heading names mentees or mentors: \(what) the mentee's",
      fix: "write `--who mentors`, or `who:` in each, if not")
  }

  private mutating func noteOthers(_ bullets: [CheckListReader.Bullet]) {
    guard let first = bullets.first else { return }
    let what = bullets.count == 1 ? "1 bullet without one is" : "\(bullets.count) without one are"
    log.note(
      first.line, "the rest", "boxes alone are taken: \(what) left out",
      fix: "write `- [ ]` before what is to be done")
  }
}

extension [CheckListReader.Bullet] {
  /// What stands together.
  fileprivate var lists: [[Element]] {
    reduce(into: []) { lists, bullet in
      if lists.last?.last?.list == bullet.list {
        lists[lists.count - 1].append(bullet)
      } else {
        lists.append([bullet])
      }
    }
  }
}
