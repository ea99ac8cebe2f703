import Cadence
import Meetings

/// `first meeting:` of a mentorship, over that of its program: the one by video before the others,
/// where the mentors find that it helps.
///
///     first meeting: { when: once on 2027-03-05 09:00, duration: 1 hour }
///
/// A program says how it is, with the keys of `one-on-one:`; a mentorship says when, or `no`. As
/// long as it says neither there is none.
extension ProgramsReader {
  /// - Parameters:
  ///   - own: of the mentorship; nil where it says nothing.
  ///   - base: of the program.
  /// - Returns: a series of its own, `PROGRAM.MENTORSHIP.first`.
  func firstMeeting(_ own: Field?, over base: Field?, of pair: Series) -> Series? {
    guard let own, own.isWanted != false, var mentorship = pair.mentorship else { return nil }
    let example = "{ when: once on \(mentorship.term.lowerBound) 15:00 }"
    guard let entry = own.laid(over: base).section("a first meeting", example: example) else {
      return nil
    }
    defer { entry.close() }
    let today = max(context.today, mentorship.term.lowerBound)
    let when = WhenReader(entry, context, today: today, hasUntil: false)
    var manner = Manner(entry, duration: Self.duration, context, id: "\(pair.id).first")
    let title = entry["title"]?.text(example: "Wei and Fang, first meeting")
    guard let when, let slots = when.slots(), when.bounds.areWhole else { return nil }
    manner.settleDuration(by: slots, when.field)
    let days = mentorship.term.lowerBound...mentorship.lastDay
    guard let rule = rule(slots, when.field, manner, days), let first = rule.first else {
      return nil
    }
    if rule.next(after: first.instant) != nil {
      when.field.error("a first meeting is once", fix: "write `once on \(first.date) 15:00`")
    }
    if manner.link ?? pair.link == nil, manner.place == nil {
      findings.error(
        own.place, "nothing says where this meeting is, which is by video",
        fix: "write `link: https://…` here or in the mentorship")
    }
    // What belongs to the pair is said once, around its 1:1s.
    (mentorship.retrospective, mentorship.silence, mentorship.completion) = (nil, nil, nil)
    return Series(
      id: SeriesID("\(pair.id).first"), title: title ?? "\(pair.title), first meeting",
      recurrence: rule, duration: manner.duration, hosts: pair.hosts, invite: pair.invite,
      notifiesByMail: manner.mail, channels: manner.channels, link: manner.link ?? pair.link,
      place: manner.place, agenda: manner.agenda,
      opens: manner.agenda == nil ? manner.opens?.lead : nil,
      reminders: manner.leads(before: first.instant, in: rule.zone), mentorship: mentorship)
  }

  /// What a program says of all of them, also where nobody has decided yet.
  func checkFirstMeeting(_ field: Field?) {
    guard let field, field.isWanted != false else { return }
    let example = "{ duration: 1 hour, agenda: { if empty: warn } }"
    guard let entry = field.section("a first meeting", example: example) else { return }
    _ = Manner(entry, duration: Self.duration, context, id: "")
    _ = entry["title"]
    entry.refuse(["when": "write it in the mentorship: `first meeting: { when: … }`"])
    entry.close()
  }
}
