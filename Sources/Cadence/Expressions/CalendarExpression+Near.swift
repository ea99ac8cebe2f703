/// What may be meant where a calendar event cannot be read.
extension CalendarExpression {
  /// The words with times as systemd writes them, without empty places in lists, and in their
  /// order: weekdays, date, time, zone; nil for more words than are a slip.
  static func near(_ words: [Word], _ zones: ZoneDatabase) -> String? {
    guard words.count <= 10 else { return nil }
    var (weekdays, date, time, zone): ([String], [String], [String], [String]) = ([], [], [], [])
    // What "weekly" says where nothing else is written for it.
    var whole: [String] = []
    var words = words[...]
    while let word = words.first {
      let (text, count) = clock(words) ?? (withoutEmptyPlaces(word.text), 1)
      words = words.dropFirst(count)
      if whole.isEmpty, let named = shorthands[text.lowercased()] {
        whole = named.split(separator: " ").map(String.init)
      } else if text.contains(":") {
        time.append(text)
      } else if word.startsWithLetter, (try? zones.zone(of: word)) != nil {
        zone.append(text)
      } else if word.startsWithLetter {
        weekdays.append(near(list: text))
      } else {
        date.append(text)
      }
    }
    if weekdays.isEmpty, date.isEmpty, time.isEmpty, whole.isEmpty, !zone.isEmpty {
      date = ["daily"]
    }
    return [
      weekdays.isEmpty ? Array(whole.dropLast(2)) : [weekdays.joined(separator: ",")],
      date.isEmpty ? Array(whole.dropLast().suffix(1)) : date,
      time.isEmpty ? Array(whole.suffix(1)) : time, zone,
    ].joined().filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// "9am", "9 am", "1400", "14" and "noon" as times, and of how many words.
  private static func clock(_ words: ArraySlice<Word>) -> (String, Int)? {
    guard let word = words.first else { return nil }
    switch ClockText.read(words) {
    case .time(let time, let count):
      let isWritten = word.text.contains(":") && count == 1 && word.text.last?.isNumber == true
      let isYear = word.text.utf8.count == 4 && word.text.beginsWithYear
      return isWritten || isYear ? nil : ("\(time)", count)
    case .wrong(_, let fixes):
      let isBare = word.text.utf8.count <= 2 && Digits.value(word.text.utf8) != nil
      return isBare ? fixes.first.map { ($0, 1) } : nil
    case .other: return nil
    }
  }

  /// "Mon,,Fri" as "Mon,Fri".
  private static func withoutEmptyPlaces(_ text: String) -> String {
    var found = ""
    for character in text {
      let isBegin = found.last.map { ",:-~".contains($0) } ?? true
      if character == ",", isBegin { continue }
      if ":-~".contains(character), found.last == "," { found.removeLast() }
      found.append(character)
    }
    if found.last == "," { found.removeLast() }
    return found
  }

  // MARK: Weekdays

  private static func near(list text: String) -> String {
    text.split(separator: ",").map { near(weekdays: $0) ?? String($0) }.joined(separator: ",")
  }

  /// A weekday or a range; in two where it goes over the end of the week.
  static func near(weekdays item: Substring) -> String? {
    let days = item.replacing("..", with: "-").split(
      separator: "-", maxSplits: 1, omittingEmptySubsequences: false
    ).map(near(weekday:))
    guard let first = days.first ?? nil, let last = days.last ?? nil else { return nil }
    guard days.count == 2, first != last else { return first.shortName }
    guard first > last else { return "\(first.shortName)..\(last.shortName)" }
    let rest = last == .monday ? "Mon" : "Mon..\(last.shortName)"
    return first == .sunday ? "Sun,\(rest)" : "\(first.shortName)..Sun,\(rest)"
  }

  private static func near(weekday text: Substring) -> Weekday? {
    if let day = SentenceVocabulary.weekday(text.lowercased()) { return day }
    let names = Weekday.allCases.map(\.name) + Weekday.allCases.map(\.shortName)
    let near = Nearest.word(to: String(text), in: names)
    return near.flatMap { SentenceVocabulary.weekday($0.lowercased()) }
  }

  // MARK: Dates

  /// A date that can be read for "*-*-last", and for one that has no day: "2026-12", "2026-W49".
  static func near(date text: String, isShort: Bool) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let last = parts[parts.count - 1]
    if ["last", "l"].contains(last.lowercased()), parts.count > 1 {
      let before = parts.dropLast().joined(separator: "-")
      return "\(before)~01"
    }
    guard isShort, parts[0].beginsWithYear else { return nil }
    let month = Digits.value(last.utf8).map { (1...12).contains($0) } ?? false
    return "\(parts[0])-\(month ? last : "*")-*"
  }
}

extension Word {
  var startsWithLetter: Bool { text.first?.isLetter == true }
}
