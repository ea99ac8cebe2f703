/// What may be a whole line of a crontab, or another cron's: its fields, its zone, and what has no
/// place here.
struct CrontabLine {
  /// Five, or a name as "@weekly"; fewer where some are missing.
  private(set) var fields: [Word]
  /// Behind the fields, which a crontab does not have, or before them.
  private(set) var zone: ZoneRules?
  /// What is to go, and why.
  private(set) var surplus: TextProblem?

  /// - Throws: `TextProblem` for the name of a zone.
  init(_ words: [Word], _ zones: ZoneDatabase) throws(TextProblem) {
    var words = words[...]
    if let name = words.first.flatMap(Self.assigned) {
      let column = words.removeFirst().column
      zone = try zones.zone(of: name)
      surplus = Self.surplus(column, "the zone follows the line")
    }
    if Self.haveSeconds(words) {
      surplus = Self.surplus(words[words.startIndex].column, Self.sixFields)
      // Whose other days are "?".
      words =
        words.dropFirst().map { Word(text: $0.text == "?" ? "*" : $0.text, column: $0.column) }[...]
    }
    let count = words.first?.text.hasPrefix("@") == true ? 1 : 5
    fields = Array(words.prefix(count))
    words = words.dropFirst(count)
    if zone == nil, words.isEmpty, fields.count > 1, let word = fields.last, word.mayBeZone,
      let named = try? zones.zone(of: word)
    {
      zone = named
      fields.removeLast()
    }
    if let year = words.first, count == 5, year.mayBeField {
      surplus = surplus ?? Self.surplus(year.column, Self.sixFields)
      words.removeFirst()
    }
    if zone == nil, let word = words.first, word.mayBeZone {
      do throws(ZoneProblem) {
        zone = try zones.zone(named: word.text)
        words.removeFirst()
      } catch {
        // A word that is like no zone is the command.
        var isCommand = false
        if case .unknown(_, let near) = error { isCommand = near.isEmpty || words.count > 1 }
        guard isCommand else {
          throw TextProblem(column: word.column, what: error.what, fix: error.fixes.first ?? "UTC")
        }
      }
    }
    if let command = words.first {
      surplus = surplus ?? Self.surplus(command.column, "the command is left out")
    }
  }

  private static let sixFields =
    "there are six fields: a crontab has no seconds and no years here"

  private static func surplus(_ column: Int, _ what: String) -> TextProblem {
    TextProblem(column: column, what: what, fix: "")
  }

  /// The zone of "CRON_TZ=Europe/Berlin", as cronie has it, which others call by its end.
  private static func assigned(_ word: Word) -> Word? {
    let name = "CRON_TZ"
    guard let mark = word.text.firstIndex(of: "="),
      [name[...], name.suffix(2)].contains(word.text[..<mark])
    else { return nil }
    let column = word.column + word.text.distance(from: word.text.startIndex, to: mark) + 1
    return Word(
      text: word.text[mark...].dropFirst().filter { !"\"'".contains($0) }, column: column)
  }

  /// Whether six fields begin with the second, and do not end with the year.
  private static func haveSeconds(_ words: ArraySlice<Word>) -> Bool {
    let fields = words.prefix(6)
    return fields.count == 6 && fields.allSatisfy(\.mayBeField) && fields.last?.mayBeYear == false
  }

  // MARK: What to write

  /// The fields and the zone.
  var text: String {
    (fields.map(\.text) + [zone?.identifier].compactMap(\.self)).joined(separator: " ")
  }

  /// The problem of a field with what to write for the whole, where the field is not enough.
  func whole(_ problem: TextProblem) -> TextProblem {
    guard let fix = wholeFix else { return problem }
    return TextProblem(column: problem.column, what: problem.what, fix: fix)
  }

  private var wholeFix: String? {
    guard !fields.isEmpty else { return nil }
    var line = self
    if fields.count == 1, let near = CronExpression.name(near: fields[0].text) {
      line.fields[0].text = near
      return line.text
    }
    if fields.count < 5 {
      line.fields += Array(repeating: Word(text: "*", column: 0), count: 5 - fields.count)
    } else {
      if let event = OtherCrons.calendar(self) { return event }
      // "1,,2" has an empty place.
      for index in fields.indices {
        line.fields[index].text = fields[index].text.split(separator: ",").joined(separator: ",")
      }
    }
    let isOther = line.fields != fields
    return isOther && (try? CronExpression(line.fields, zone: zone)) != nil ? line.text : nil
  }
}

/// What other crons have, and crontab(5) has not: "L", "L-2", "5L", "5#3", "15W".
enum OtherCrons {
  /// What a crontab has not; nil for what no cron has.
  static func reason(_ item: Substring) -> String? {
    let item = item.uppercased()
    if item.contains("#") { return "no nth weekday of the month" }
    let rest = item.filter { !$0.isNumber && $0 != "-" }
    if rest == "L", item.first != "L" { return "no last weekday of the month" }
    return rest == "L" ? "no last day" : rest == "W" || rest == "LW" ? "no nearest workday" : nil
  }

  /// The same as a calendar event, if one can say it.
  static func calendar(_ line: CrontabLine) -> String? {
    let (day, weekday) = (line.fields[2].text.uppercased(), line.fields[4].text.uppercased())
    let (weekdays, days): (String, String)
    if ["*", "?"].contains(weekday), day.hasPrefix("L"), let last = last(day.dropFirst()) {
      (weekdays, days) = ("", last)
    } else if ["*", "?"].contains(day), let found = ofMonth(weekday) {
      (weekdays, days) = found
    } else {
      return nil
    }
    var fields = line.fields
    (fields[2].text, fields[4].text) = ("*", "*")
    return (try? CronExpression(fields, zone: line.zone))?.calendar(weekdays, days)
  }

  /// "" or "-2", behind an "L".
  private static func last(_ text: Substring) -> String? {
    guard !text.isEmpty else { return "~01" }
    guard text.hasPrefix("-"), let before = Digits.value(text.dropFirst().utf8), before < 28 else {
      return nil
    }
    return "~" + Digits.text(before + 1)
  }

  /// "5L" and "FRI#3" as a weekday and days of the month.
  private static func ofMonth(_ text: String) -> (String, String)? {
    let isLast = text.hasSuffix("L")
    let parts =
      isLast ? [text.dropLast()] : text.split(separator: "#", omittingEmptySubsequences: false)
    guard let day = CronExpression.weekday(parts[0]) else { return nil }
    if isLast { return (day.shortName, "~01..07") }
    guard parts.count == 2, let rank = Digits.value(parts[1].utf8), (1...5).contains(rank) else {
      return nil
    }
    let first = rank * 7 - 6
    return (day.shortName, "-\(Digits.text(first))..\(Digits.text(min(first + 6, 31)))")
  }
}

extension Word {
  /// The words between spaces, with nothing dropped.
  static func fields(_ text: String) -> [Word] {
    var words: [Word] = []
    for (offset, character) in text.enumerated() {
      if character.isWhitespace { continue }
      if let last = words.last, last.column + last.text.count == offset + 1 {
        words[words.count - 1].text.append(character)
      } else {
        words.append(Word(text: String(character), column: offset + 1))
      }
    }
    return words
  }

  fileprivate var mayBeZone: Bool { text.first?.isLetter == true && !mayBeField }

  /// Whether it looks like a field of some cron, right or wrong.
  fileprivate var mayBeField: Bool {
    text.split { "-,/".contains($0) }.allSatisfy { part in
      part.allSatisfy { "0123456789*?#LW".contains($0) }
        || SentenceVocabulary.weekday(part) != nil
        || SentenceVocabulary.month(part.lowercased()) != nil
        || part.first?.isLetter == true && (part.hasSuffix("L") || part.contains("#"))
          && SentenceVocabulary.weekday(part.prefix(3)) != nil
    } && !text.hasPrefix("/")
  }

  fileprivate var mayBeYear: Bool {
    Digits.value(text.prefix(4).utf8).map { (1970...2199).contains($0) } ?? false
  }
}
