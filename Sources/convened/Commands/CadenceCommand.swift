import ArgumentParser
import Service

struct Cadences: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cadence",
    abstract: "Shows the dates of a cadence: \"every 2 weeks Thursday 16:00 Europe/Berlin\".",
    usage: """
      convened cadence SENTENCE [--starting DATE] [--tz ZONE] [--from DATE] [--until DATE] [--count N]
      convened cadence --rrule RULE --start LOCAL [--tz ZONE] [--gap omit|shift] [--from DATE] [--until DATE] [--count N]
      convened cadence --cron LINE | --calendar EVENT [--tz ZONE] [--from DATE] [--until DATE] [--count N]
      convened cadence --batch
      """,
    discussion: """
      First, but for --rrule, what was asked for: a sentence in its normal form, the same as DTSTART and RRULE where \
      RFC 5545 has words for it, and what cron and systemd make of theirs that is not plain to see.

      Then one line a date: local time, zone, UTC. Daylight saving is said where it bites: a sentence's \
      time that the clock jumps over happens later by as much as it jumps; a rule's does not happen \
      and does not count (RFC 5545), unless --gap shift is given; what cron and systemd do is said \
      where it happens. Of a time that comes twice, all take the first.

      --json: first, but for --rrule, \
      {"written":"…","rules":[{"dtstart":"…","tz":"…","rrule":"…"}],"notes":[]}, where rules is left \
      out if RFC 5545 has no words, and rrule for a single date; then \
      {"local":"2026-12-03T16:00","utc":"2026-12-03T15:00:00Z","zone":"Europe/Berlin",\
      "adjustment":"none|gap|overlap"}, and local alone, a date, for a rule of whole days. local is \
      what the clock shows.

      --batch reads questions from standard input, a JSON object a line, and answers each with one \
      line, in order and without waiting for the next:
        {"id":1,"rrule":"FREQ=DAILY","dtstart":"20260101T090000","tz":"Europe/Berlin",\
      "rdate":[],"exdate":[],"limit":40,"gap":"omit"}
        {"id":2,"when":"first Thursday 16:00 Europe/Berlin","from":"2026-12-01","limit":10}
        {"id":3,"cron":"0 14 * * 4","tz":"Europe/Berlin","from":"2026-12-01","limit":10}
        {"id":4,"calendar":"Thu *-*-1..7 14:00 Europe/Berlin","from":"2026-12-01"}
        {"id":1,"local":["20260101T090000"],"utc":["2026-01-01T08:00:00Z"]}
        {"id":2,"error":"line 2, when, column 1: …"}
      id comes back as it was; a crontab line and a calendar event are answered with their normal \
      form as well, "written". rdate, exdate, limit (40) and gap (omit) may be left out, and from \
      (today, or the start of a rule). tz is of what names no zone: UTC if left out, but a sentence \
      needs one. A dtstart without a time, 20260101, makes a rule of whole days; rdate and exdate are \
      local times like it, or instants with a Z. A line that cannot be used, or is longer than 1 MiB, \
      is answered with an error, and the next is read.
      """)

  enum Gap: String, CaseIterable, ExpressibleByArgument {
    case omit, shift
  }

  @Argument(help: "A sentence, as after `when:`.")
  var sentence: String?
  @Option(help: "Instead: a rule of RFC 5545, \"FREQ=MONTHLY;BYDAY=-1FR\".")
  var rrule: String?
  @Option(help: "Instead: five fields of a crontab, \"0 14 * * 4\"; a zone may follow.")
  var cron: String?
  @Option(help: "Instead: an event as in systemd's OnCalendar=, \"Thu *-*-1..7 16:00\".")
  var calendar: String?
  @Option(help: "The start of the rule: 2026-01-01T09:00, 20260101T090000, or the date alone.")
  var start: String?
  @Option(help: "The zone of a rule or schedule, UTC if left out; of a sentence that names none.")
  var tz: String?
  @Option(help: "What becomes of a rule's time that the clock jumps over (default: omit).")
  var gap: Gap?
  @Option(help: "The first date of a sentence's `every N weeks`.")
  var starting: String?
  @Option(help: "Show dates from this date on: today, or the start of a rule, if left out.")
  var from: String?
  @Option(help: "The last date.")
  var until: String?
  @Option(help: "How many dates (default: 10).")
  var count: Int?
  @Flag(help: "Answer JSON lines from standard input.")
  var batch = false
  @OptionGroup var output: Output

  func validate() throws {
    let asked = [sentence != nil, rrule != nil, cron != nil, calendar != nil, batch]
    guard asked.count(where: { $0 }) == 1 else {
      throw ValidationError(
        "give one of: a sentence in quotes, --rrule, --cron, --calendar, --batch")
    }
    if rrule == nil, let name = Self.first(("--start", start != nil), ("--gap", gap != nil)) {
      throw ValidationError("\(name) goes with --rrule")
    }
    if sentence == nil, starting != nil {
      throw ValidationError("--starting goes with a sentence; a rule has --start")
    }
    if batch,
      let name = Self.first(
        ("--tz", tz != nil), ("--from", from != nil), ("--until", until != nil),
        ("--count", count != nil))
    {
      throw ValidationError("\(name) does not go with --batch: each line says its own")
    }
    if rrule != nil, start == nil {
      throw ValidationError("--rrule needs --start 2026-01-01T09:00: when it begins")
    }
    if let count, !(1...10_000).contains(count) {
      throw ValidationError("--count is between 1 and 10000")
    }
  }

  /// The name of the first that is given.
  private static func first(_ options: (name: String, isGiven: Bool)...) -> String? {
    options.first(where: \.isGiven)?.name
  }

  func run() throws {
    if batch { return try answerBatch() }
    try answering {
      let range = try Almanac.Range(from: from, until: until, count: count ?? 10)
      let almanac =
        if let rrule, let start {
          try Almanac(
            rule: rrule, start: start, zone: tz, shiftsGaps: gap == .shift, in: range)
        } else if let cron {
          try Almanac(.cron, cron, zone: tz, in: range)
        } else if let calendar {
          try Almanac(.calendar, calendar, zone: tz, in: range)
        } else {
          try Almanac(sentence: sentence ?? "", zone: tz, starting: starting, in: range)
        }
      if let heading = almanac.heading { output.print([heading]) }
      output.print(almanac.lines, orElse: almanac.nothing)
    }
  }

  private func answerBatch() throws {
    var batch = Batch()
    do { try batch.run() } catch {
      complain(error.description)
      throw Exit.inputOutput
    }
  }
}
