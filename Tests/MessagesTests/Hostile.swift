import Cadence
import Meetings

/// A generator that depends on its seed alone.
/// Source: SplitMix64, Steele, Lea and Flood 2014.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

/// Text that has broken mail, markup or calendars somewhere before.
enum Hostile {
  private static let fragments = [
    "\r\nBcc: everyone@example.net\r\n", "\n\n--boundary--\n", "\r", "\n", "\u{0}",
    "\u{7}\u{1b}[31m",
    "\u{85}", "\u{2028}", "\u{2029}", "\"", "'", "\\", "\\n", ";", ",", ":", "^n^'^^", "%0d%0a",
    "-->", "<!--", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<x-user>",
    "\" onload=\"alert(1)", "' onload='alert(1)", "</title></bdi></p>", "&lt;", "&#60;x-user&#62;",
    "]]>", "javascript:alert(1)", "\u{202e}desrever\u{202c}", "\u{2066}isolated\u{2069}",
    "\u{200f}", "\u{200b}", "\u{feff}", "\u{ad}", "\u{301}\u{302}\u{303}", "<\u{338}x-user>",
    "\u{e0041}\u{e0042}", "\u{200d}", "\u{fffe}", "\u{10ffff}",
    String(repeating: "\u{300}", count: 400), String(repeating: "x", count: 2_000),
    String(repeating: "长", count: 700), String(repeating: "👩‍👩‍👧‍👦", count: 90),
    "e" + String(repeating: "\u{200d}👩", count: 300), "=?utf-8?q?=0d=0aBcc:=20x@y.z?=",
    "=?utf-8?b?PHNjcmlwdD4=?=", "=\u{200b}?utf-8?q?x?=", "=_", "=20=\r\n", "BEGIN:VALARM",
    "\r\nEND:VEVENT\r\nBEGIN:VEVENT", "ATTENDEE:mailto:x@example.net", "X-LIC-ERROR", ".", "From ",
    "(comment)", "<evil@example.net>,", "@everyone", "عربى", "עברית", "Łódź", "naïve", "日本", "🌻",
    "a", "pair review", "  ", "\t", "\u{a0}", "\u{3000}", "#", "- ", "1. ", "-- \n",
  ]

  static func text(_ random: inout Seeded) -> String {
    let count = Int.random(in: 0...8, using: &random)
    return (0..<count).map { _ in
      fragments[Int.random(in: 0..<fragments.count, using: &random)]
        + (Bool.random(using: &random) ? " " : "")
    }.joined()
  }

  static func link(_ random: inout Seeded) -> String {
    let scheme = ["https://", "http://", "HTTPS://", "javascript:", "mailto:", "//", ""]
    return (scheme.randomElement(using: &random) ?? "") + "meet.example.org/" + text(&random)
  }

  /// A notice of any kind with hostile text in every field that a person or a file fills.
  static func notice(_ random: inout Seeded) throws -> Notice {
    let kind = NoticeKind.allCases[Int.random(in: 0..<NoticeKind.allCases.count, using: &random)]
    var facts = try Samples.notice(kind).facts
    facts.community = text(&random)
    facts.from.name = text(&random)
    facts.reader?.name = text(&random)
    facts.series = SeriesID("s" + text(&random))
    facts.title = text(&random)
    facts.hosts = (0..<Int.random(in: 0...4, using: &random)).map { _ in text(&random) }
    facts.link = Bool.random(using: &random) ? link(&random) : text(&random)
    facts.place = Bool.random(using: &random) ? text(&random) : nil
    facts.reason = Bool.random(using: &random) ? text(&random) : nil
    facts.isOptional = Bool.random(using: &random)
    facts.readerIsHost = Bool.random(using: &random)
    facts.isRetrospective = Bool.random(using: &random)
    facts.agenda?.edit = link(&random)
    facts.agenda?.items = (0..<Int.random(in: 0...6, using: &random)).map { _ in
      .init(
        text: text(&random), author: Bool.random(using: &random) ? text(&random) : nil,
        isPrivate: Bool.random(using: &random))
    }
    if case .itemMoved(_, let next) = facts.note {
      facts.note = .itemMoved(text: text(&random), to: next)
    }
    if case .itemCarried(_, let next) = facts.note {
      facts.note = .itemCarried(text: text(&random), to: next)
    }
    if case .clockChange = facts.note, Bool.random(using: &random) {
      facts.note = .cancellationStuck(
        names: [text(&random), text(&random)], since: facts.start, why: text(&random))
    } else if kind == .hostNote {
      facts.note = .unreachable(who: text(&random), address: text(&random), why: text(&random))
    }
    if kind == .update { facts.changes = [.title(was: text(&random)), .place(was: text(&random))] }
    for index in facts.digest?.meetings.indices ?? 0..<0 {
      facts.digest?.meetings[index].title = text(&random)
      facts.digest?.meetings[index].link = link(&random)
      facts.digest?.meetings[index].place = text(&random)
    }
    facts.calendar?.uid = text(&random) + "@example.org"
    return Notice(
      subject: .meeting(OccurrenceID(series: facts.series, date: facts.start.local.date)),
      kind: kind, edition: "0", recipient: .person(PersonID(text(&random))),
      notBefore: facts.decidedAt,
      notAfter: facts.start.instant, facts: facts)
  }
}
