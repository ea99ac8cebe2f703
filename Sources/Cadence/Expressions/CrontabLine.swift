/// What may be a whole line of a crontab, or another cron's: its fields, its zone, and what has no
/// place here.
struct CrontabLine {
  /// Five, or a name as "@weekly"; fewer where some are missing.
  private(set) var fields: [Word]
  /// Behind the fields, which a crontab does not have, or before them.
  private(set) var zone: ZoneRules?
  /// Where what is to go begins, and why.
  private(set) var surplus: (column: Int, what: String)?

  /// - Throws: `TextProblem` for the name of a zone.
  init(_ words: [Word], _ zones: ZoneDatabase) throws(TextProblem) {
    var words = words[...]
    if let name = words.first.flatMap(Self.assigned) {
      let column = words.removeFirst().column
      zone = try zones.zone(of: name)
      surplus = (column, "the zone follows the line")
    }
    if Self.haveSeconds(words) {
      surplus = (words[words.startIndex].column, Self.sixFields)
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
      surplus = surplus ?? (year.column, Self.sixFields)
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
          throw TextProblem(error, of: word)
        }
      }
    }
    if let command = words.first {
      surplus = surplus ?? (command.column, "the command is left out")
    }
  }

  private static let sixFields =
    "there are six fields: a crontab has no seconds and no years here"

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
    return fields.count == 6 && fields.allSatisfy(\.mayBeField)
      && fields.last?.text.beginsWithYear == false
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
      line.fields[0] = fields[0].written(near)
      return line.text
    }
    if fields.count < 5 {
      line.fields += Array(repeating: Word(text: "*", column: 0), count: 5 - fields.count)
    } else {
      if let event = OtherCrons.calendar(self) { return event }
      // "1,,2" has an empty place.
      for index in fields.indices {
        let places = fields[index].text.split(separator: ",").joined(separator: ",")
        line.fields[index] = fields[index].written(places)
      }
    }
    let isOther = line.fields != fields
    return isOther && (try? CronExpression(line.fields, zone: zone)) != nil ? line.text : nil
  }
}

extension Word {
  /// The words between spaces, with nothing dropped.
  static func fields(_ text: String) -> [Word] {
    text.split(whereSeparator: \.isWhitespace).map { Word(text: String($0), column: $0.column) }
  }

  fileprivate var mayBeZone: Bool { startsWithLetter && !mayBeField }

  /// Whether it looks like a field of some cron, right or wrong.
  fileprivate var mayBeField: Bool {
    text.split { "-,/".contains($0) }.allSatisfy { part in
      let lower = part.lowercased()
      return part.allSatisfy { "0123456789*?#LW".contains($0) }
        || SentenceVocabulary.weekday(lower) != nil || SentenceVocabulary.month(lower) != nil
        || part.first?.isLetter == true && (part.hasSuffix("L") || part.contains("#"))
          && SentenceVocabulary.weekday(lower.prefix(3)) != nil
    } && !text.hasPrefix("/")
  }
}
