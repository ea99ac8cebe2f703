import Cadence

/// Makes meetings of the events of an iCalendar file.
struct CalendarImport {
  let context: ImportContext
  var log: ImportLog
  private var times: CalendarTimes

  init(context: ImportContext, log: ImportLog) {
    (self.context, self.log) = (context, log)
    times = CalendarTimes(context: context)
  }

  mutating func read(_ file: SourceFile) throws(Problems) -> [ImportedMeeting] {
    let calendar = try CalendarText(file)
    guard !calendar.events.isEmpty else {
      throw Problems([
        Problem(file: file.name, what: "there is no event in it", fix: "name a file with events")
      ])
    }
    times.locations = calendar.locations
    times.standard = calendar.zone?.text
    var changes = Dictionary(
      grouping: calendar.events.filter { $0.first("RECURRENCE-ID") != nil },
      by: { $0.first("UID")?.value ?? "" })
    var meetings: [ImportedMeeting] = []
    var over: [(title: String, number: Int)] = []
    for event in calendar.events where event.first("RECURRENCE-ID") == nil {
      let title = Self.title(event)
      if event.first("STATUS")?.value.uppercased() == "CANCELLED" {
        log.note(event.number, title, "it is cancelled: left out")
        continue
      }
      do throws(ImportRefusal) {
        var reader = EventReader(event: event, title: title, context: context, times: times)
        defer { reader.notes.forEach { log.note($0.line, title, $0.what, fix: $0.fix) } }
        // They are of one event, though others may have its UID.
        let own = changes.removeValue(forKey: event.first("UID")?.value ?? "") ?? []
        guard let meeting = try reader.meeting(own) else {
          over.append((title, event.number))
          continue
        }
        for (line, reason) in reader.refusals { log.refuse(line, title, reason) }
        meetings.append(meeting)
      } catch {
        log.refuse(event.number, title, error)
      }
    }
    note(over)
    return meetings
  }

  /// A calendar of ten years is over for the most part: that is one remark.
  private mutating func note(_ over: [(title: String, number: Int)]) {
    guard let first = over.first else { return }
    let events = over.count == 1 ? "it is over" : "it and \(over.count - 1) more are over"
    log.note(first.number, first.title, "\(events): left out")
  }

  static func title(_ event: CalendarText.Event) -> String {
    let title = ImportText.line(event.first("SUMMARY")?.text ?? "")
    return title.isEmpty ? "Meeting" : title
  }
}

/// A time of a calendar: a whole day, or what the clock of a zone shows.
enum CalendarTime: Hashable {
  case day(CivilDate)
  case local(CivilDateTime, ZoneRules)

  var instant: Instant? {
    switch self {
    case .day: nil
    case .local(let local, let zone): zone.resolve(local).instant(gap: .shiftForward)
    }
  }

  /// The date in a zone.
  func date(in zone: ZoneRules) -> CivilDate {
    switch self {
    case .day(let date): date
    case .local(let local, _): instant.map { zone.local(at: $0).date } ?? local.date
    }
  }
}

/// Reads the times of one calendar, with the zones that it names.
struct CalendarTimes {
  let context: ImportContext
  var locations: [String: String] = [:]
  /// Of times that name no zone.
  var standard: String?

  /// All times of a line; RDATE and EXDATE may have several.
  func read(
    _ line: CalendarLine, _ notes: inout [EventReader.Note]
  ) throws(ImportRefusal) -> [CalendarTime] {
    var zone: ZoneRules?
    if let id = line.parameters["TZID"] {
      let imported = try context.zone(tzid: locations[id] ?? id)
      if let note = imported.note { notes.append(.init(line: line.number, what: note)) }
      zone = imported.zone
    }
    var times: [CalendarTime] = []
    for part in line.value.split(separator: ",") {
      // A period's start; its end says nothing here.
      let text = String(part.prefix { $0 != "/" }).trimmed
      times.append(try time(text, zone, line, &notes))
    }
    guard !times.isEmpty else { throw ImportRefusal("\(line.name) is empty") }
    return times
  }

  private func time(
    _ text: String, _ zone: ZoneRules?, _ line: CalendarLine, _ notes: inout [EventReader.Note]
  ) throws(ImportRefusal) -> CalendarTime {
    if !text.contains("T"), let day = CivilDateTime(compactText: text + "T000000")?.date {
      return .day(day)
    }
    let isUniversal = text.hasSuffix("Z")
    guard let local = CivilDateTime(compactText: isUniversal ? String(text.dropLast()) : text)
    else {
      throw ImportRefusal(
        "\(line.name) \(text.shown) is no time of a calendar", fix: "write it as 20261203T140000")
    }
    if isUniversal { return .local(local, .utc) }
    if let zone { return .local(local, zone) }
    guard let standard else {
      throw ImportRefusal(
        "\(line.name) is in no zone", fix: "write \(line.name);TZID=Europe/Berlin:\(text)")
    }
    let imported = try context.zone(tzid: standard)
    let note = EventReader.Note(
      line: line.number,
      what: "its times name no zone: the calendar's, \(imported.zone), is taken")
    if !notes.contains(note) { notes.append(note) }
    return .local(local, imported.zone)
  }
}
