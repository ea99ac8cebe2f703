import Cadence

/// Reads one meeting as yaml2ical has it: a schedule of slots, each in UTC and each with a
/// frequency of its own.
struct OpenStackImport {
  let context: ImportContext
  var log: ImportLog

  init(context: ImportContext, log: ImportLog) { (self.context, self.log) = (context, log) }

  private static let ordinals = ["first", "second", "third", "fourth", "fifth", "last"]

  /// One line of the schedule.
  private struct Slot {
    let line: Int
    let sentence: Sentence
    /// Of "biweekly-odd" and "biweekly-even".
    let isOdd: Bool?
    let duration: Seconds?
    let channel: String?
    let skips: [CivilDate: String]
  }

  mutating func read(_ tree: Tree) throws(Problems) -> [ImportedMeeting] {
    let title = tree["project"]?.line ?? tree["meeting_id"]?.line ?? "Meeting"
    let entries = tree["schedule"]?.elements ?? []
    guard !entries.isEmpty else {
      throw Problems([
        Problem(
          file: log.file, line: (tree["schedule"] ?? tree).place.line,
          what: "`schedule` has no slot",
          fix: "name a meeting of yaml2ical, with a list below `schedule`")
      ])
    }
    var slots: [Slot] = []
    for entry in entries {
      do throws(ImportRefusal) {
        slots.append(try slot(entry, title))
      } catch {
        log.refuse(entry.place.line, title, error)
      }
    }
    // One that is on demand says nothing beside slots that have dates.
    if slots.contains(where: { !$0.sentence.isOnDemand }) {
      for slot in slots where slot.sentence.isOnDemand {
        log.note(slot.line, title, "the slot on demand has no dates: left out")
      }
      slots.removeAll(where: \.sentence.isOnDemand)
    }
    return meetings(slots, title, tree)
  }

  /// A meeting has one length; slots of another one are a meeting of their own.
  private mutating func meetings(
    _ slots: [Slot], _ title: String, _ tree: Tree
  ) -> [ImportedMeeting] {
    var lengths: [Seconds?] = []
    for slot in slots where !lengths.contains(slot.duration) { lengths.append(slot.duration) }
    return lengths.map { length in
      let slots = slots.filter { $0.duration == length }
      if lengths.count > 1, let first = slots.first {
        log.note(
          first.line, title,
          "the slots are not of one length: those of \(length ?? .hours(1)) are a meeting")
      }
      var meeting = ImportedMeeting(
        name: tree["meeting_id"]?.line ?? title, title: title,
        cadence: cadence(slots, title))
      meeting.duration = length
      meeting.skips = slots.reduce(into: [:]) { $0.merge($1.skips) { first, _ in first } }
      var channels: [String] = []
      for case .some(let channel) in slots.map(\.channel) where !channels.contains(channel) {
        channels.append(channel)
      }
      meeting.link = channels.lazy.compactMap(ImportText.link).first
      if meeting.link == nil, !channels.isEmpty {
        meeting.place = "IRC " + channels.map { "#\($0)" }.joined(separator: " or ")
      }
      meeting.comments = comments(tree)
      return meeting
    }
  }

  private func comments(_ tree: Tree) -> [String] {
    let keys = [("chair", "hosts"), ("agenda_url", "agenda"), ("project_url", "project")]
    return keys.compactMap { key, comment in tree[key]?.line.map { "\(comment): \($0)" } }
  }

  // MARK: Slots

  private mutating func slot(_ entry: Tree, _ title: String) throws(ImportRefusal) -> Slot {
    let frequency = entry["frequency"]?.line?.lowercased() ?? "weekly"
    let words = try self.words(frequency)
    guard let day = entry["day"]?.line, let time = entry["time"]?.line else {
      guard words != "on demand" else { return try slot(entry, "on demand", nil, title) }
      throw ImportRefusal(
        "a slot needs `day` and `time`", fix: "write both, as `day: Wednesday` and `time: '1600'`")
    }
    guard words != "on demand" else { return try slot(entry, words, nil, title) }
    let start = try date(entry["start_date"], "start_date")
    if let first = words.split(separator: " ").first, Self.ordinals.contains(String(first)) {
      let named = words.split(separator: " ").last.flatMap { CadenceCells.weekday(String($0)) }
      guard let own = CadenceCells.weekday(day), own == named else {
        throw ImportRefusal(
          "day \(day.shown) is not the one of frequency \(frequency.shown)",
          fix: "write one of them")
      }
      return try slot(entry, "\(words) \(time) UTC", start, title)
    }
    if frequency.hasPrefix("quadweekly") {
      return try fourthWeek(entry, frequency, day, time, start, title)
    }
    let isOdd = words == "odd weeks" ? true : words == "even weeks" ? false : nil
    return try slot(entry, "\(words) \(day) \(time) UTC", start, title, isOdd: isOdd)
  }

  /// Ours for a frequency; "" for weekly.
  private func words(_ frequency: String) throws(ImportRefusal) -> String {
    switch frequency {
    case "weekly": return ""
    case "biweekly-odd": return "odd weeks"
    case "biweekly-even": return "even weeks"
    case "adhoc", "ad-hoc", "on demand": return "on demand"
    case let quad where quad.hasPrefix("quadweekly"): return "every 4 weeks"
    default:
      let parts = frequency.split(separator: "-").map(String.init)
      guard parts.count == 2, Self.ordinals.contains(parts[0]),
        CadenceCells.weekday(parts[1]) != nil
      else {
        throw ImportRefusal(
          "frequency \(frequency.shown) is none of yaml2ical's",
          fix: "write weekly, biweekly-odd, biweekly-even, quadweekly, first-monday or adhoc")
      }
      return parts.joined(separator: " ")
    }
  }

  private func slot(
    _ entry: Tree, _ text: String, _ start: CivilDate?, _ title: String, isOdd: Bool? = nil
  ) throws(ImportRefusal) -> Slot {
    // A first date that is past says nothing that the dates to come do not.
    let start = start.flatMap { $0 > context.today ? $0 : nil }
    let sentence: Sentence
    do throws(SentenceProblem) {
      sentence = try context.sentence(text, starting: start)
    } catch { throw ImportRefusal(error) }
    return Slot(
      line: entry.place.line, sentence: sentence, isOdd: isOdd,
      duration: try duration(entry["duration"]), channel: entry["irc"]?.line,
      skips: try skips(entry["skip_dates"]))
  }

  /// Weeks whose number leaves the same remainder by four. Numbers begin anew each year, so that
  /// the weeks shift once a year of 53 weeks is over; ours go on.
  private mutating func fourthWeek(
    _ entry: Tree, _ frequency: String, _ day: String, _ time: String, _ start: CivilDate?,
    _ title: String
  ) throws(ImportRefusal) -> Slot {
    let remainders = [
      "quadweekly": 0, "quadweekly-week-1": 1, "quadweekly-week-2": 2, "quadweekly-week-3": 3,
      "quadweekly-alternate": 2,
    ]
    guard let remainder = remainders[frequency] else {
      throw ImportRefusal(
        "frequency \(frequency.shown) is none of yaml2ical's",
        fix: write(remainders.keys.sorted()))
    }
    guard let weekday = CadenceCells.weekday(day) else {
      throw ImportRefusal("day \(day.shown) is no weekday", fix: write(["day: Wednesday"]))
    }
    var date = max(start ?? context.today, context.today).nextOrSame(weekday)
    while date.weekNumber % 4 != remainder { date = date.adding(days: 7) }
    let slot = try slot(
      entry, "every 4 weeks \(day) \(time) UTC starting \(date)", nil, title)
    log.note(
      entry.place.line, title,
      "\"\(frequency)\" is read as every 4 weeks from \(date): the numbers of weeks shift after a "
        + "year of 53")
    return slot
  }

  /// Minutes, where it is a number alone.
  private func duration(_ tree: Tree?) throws(ImportRefusal) -> Seconds? {
    guard let tree else { return nil }
    let text = tree.line ?? ""
    let length = try? Seconds(parsing: Int64(text) == nil ? text : "\(text) minutes")
    guard let length, Manner.lengths.contains(length) else {
      throw ImportRefusal(
        "duration \(tree.quoted) is no length of a meeting, a minute to a day",
        fix: "write it in minutes, as 60")
    }
    return length
  }

  /// "20260810", as yaml2ical has it, or 2026-08-10.
  private func date(_ tree: Tree?, _ key: String) throws(ImportRefusal) -> CivilDate? {
    guard let tree else { return nil }
    let text = tree.line ?? ""
    guard let date = CivilDate(text) ?? CivilDate(compactText: text) else {
      throw ImportRefusal("\(key) \(tree.quoted) is no date", fix: "write it as 20261203")
    }
    return date
  }

  private func skips(_ list: Tree?) throws(ImportRefusal) -> [CivilDate: String] {
    var skips: [CivilDate: String] = [:]
    guard let list else { return skips }
    guard case .list(let entries) = list.content else {
      throw ImportRefusal(
        "skip_dates \(list.quoted) is no list",
        fix: "write each below it as `- skip_date: 20261203`")
    }
    for entry in entries {
      guard let date = try date(entry["skip_date"] ?? entry, "skip_date") else { continue }
      skips[date] = entry["reason"]?.line ?? "skipped"
    }
    return skips
  }

  // MARK: Cadence

  /// An odd and an even slot are one meeting in turns; two of one parity are not.
  private mutating func cadence(_ slots: [Slot], _ title: String) -> ImportedCadence {
    let union = Recurrence.union(slots.map(\.sentence.recurrence))
    let list = ImportedCadence(
      form: .sentences(slots.map { "\($0.sentence)" }), recurrence: union)
    let parities = slots.compactMap(\.isOdd)
    guard slots.count == 2, parities.count == 2 else { return list }
    guard parities[0] != parities[1] else {
      log.note(
        slots[0].line, title,
        "both slots are in \(parities[0] ? "odd" : "even") weeks: two meetings a fortnight, not turns"
      )
      return list
    }
    return turns(slots, title) ?? list
  }

  private mutating func turns(_ slots: [Slot], _ title: String) -> ImportedCadence? {
    let dated = slots.compactMap { slot in
      context.next(of: slot.sentence.recurrence).map { (slot, $0) }
    }
    let sorted = dated.sorted { $0.1.instant < $1.1.instant }
    guard sorted.count == 2, let first = sorted.first?.1.date,
      let last = sorted.last?.1.date, last.monday == first.monday.adding(days: 7)
    else { return nil }
    let rules = sorted.compactMap { slot, next -> Recurrence? in
      let weekly = "every 2 weeks \(Self.weekly(slot.sentence)) starting \(next.date)"
      return try? context.sentence(weekly).recurrence
    }
    guard rules.count == 2 else { return nil }
    log.note(
      slots[0].line, title,
      "the slots in odd and even weeks are one meeting in turns from \(first): after a year of 53 "
        + "weeks yaml2ical has the odd one twice")
    return ImportedCadence(
      form: .turns(sorted.map { Self.weekly($0.0.sentence) }, starting: first),
      recurrence: .union(rules))
  }

  /// "odd weeks Tuesday 09:00 UTC" as "Tuesday 09:00 UTC".
  private static func weekly(_ sentence: Sentence) -> String {
    let words = "\(sentence.recurrence)".split(separator: " ").dropFirst(2)
    return words.prefix { $0 != "starting" }.joined(separator: " ")
  }
}

extension CivilDate {
  /// 1 to 53. Source: ISO 8601: the week's Thursday says to which year it belongs.
  var weekNumber: Int {
    let thursday = monday.adding(days: 3)
    let first = CivilDate(year: thursday.year, month: 1, day: 1) ?? thursday
    return (thursday.daysSince1970 - first.daysSince1970) / 7 + 1
  }
}
