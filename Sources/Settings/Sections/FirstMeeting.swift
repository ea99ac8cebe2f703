import Cadence
import Meetings

/// `first meeting:` of a mentorship, over that of its program: the one by video before the others,
/// where the mentors find that it helps.
///
///     first meeting: { when: once on 2027-03-05 09:00, duration: 1 hour }
///
/// A program says how it is, with the same keys as `one-on-one:`; a mentorship says when, in the
/// zone of its 1:1s. As long as nothing says when there is none.
extension ProgramsReader {
  /// - Parameters:
  ///   - own: of the mentorship; nil where it says nothing.
  ///   - base: of the program.
  /// - Returns: a series of its own, `PROGRAM.MENTORSHIP.first`.
  func firstMeeting(
    _ own: Field?, over base: Field?, of pair: Series
  ) -> (series: Series, when: Place)? {
    guard let own, own.isWanted != false, var mentorship = pair.mentorship else { return nil }
    let example = "{ when: once on \(mentorship.term.lowerBound) 15:00 }"
    guard let entry = own.laid(over: base).section("a first meeting", example: example) else {
      return nil
    }
    defer { entry.close() }
    entry.refuse(SeriesContext.pairKeys)
    let today = today(from: mentorship.term.lowerBound)
    let when =
      WhenReader.isWritten(in: entry)
      ? WhenReader(entry, context, in: pair.zone, today: today, hasUntil: false) : nil
    // Its agenda is the program's, of however many pairs.
    var manner = Manner(entry, duration: Self.duration, context, id: mentorship.program)
    let title = entry["title"]?.text(example: "Wei and Fang, first meeting")
    guard let when, let slots = when.slots(), when.bounds.areWhole else { return nil }
    manner.settleDuration(by: slots, when.field)
    guard let date = date(slots, when.field, manner, of: pair, mentorship) else { return nil }
    let (link, place) = (manner.link ?? pair.link, manner.place ?? pair.place)
    if link == nil, place == nil {
      findings.error(
        own.place, "nothing says where this meeting is",
        fix: "write `link: https://…` here or in the mentorship")
    }
    // What belongs to the pair is said once, around its 1:1s.
    (mentorship.retrospective, mentorship.silence, mentorship.completion) = (nil, nil, nil)
    var series = Series(
      id: SeriesID("\(pair.id).first"), title: title ?? "\(pair.title), first meeting",
      recurrence: date.rule, duration: manner.duration, hosts: pair.hosts, invite: pair.invite,
      notifiesByMail: manner.mail, channels: manner.channels, link: link, place: place,
      agenda: manner.agenda, opens: manner.agenda == nil ? manner.opens?.lead : nil,
      reminders: manner.leads(before: date.at.instant, in: date.rule.zone),
      skips: manner.skips, mentorship: mentorship)
    series.account = manner.account ?? pair.account
    manner.warnIfOff(date.rule, from: context.today, when.field)
    return (series, when.field.value.place)
  }

  /// Its one date, which had better come before the 1:1s.
  private func date(
    _ slots: [WhenReader.Slot], _ when: Field, _ manner: Manner, of pair: Series,
    _ mentorship: Mentorship
  ) -> (rule: Recurrence, at: Recurrence.Occurrence)? {
    let all = Recurrence.union(slots.map(\.rule))
    if let first = all.next(after: mentorship.term.lowerBound.midnight - .seconds(1)),
      all.next(after: first.instant) != nil
    {
      when.error(
        "a first meeting is once",
        fix: "write `once on \(first.date) \(first.local.time) \(all.zone.identifier)`")
      return nil
    }
    let days = mentorship.term.lowerBound...mentorship.lastDay
    guard let rule = rule(slots, when, manner, days), let at = rule.first else { return nil }
    if let next = pair.recurrence.first, next.instant < at.instant + manner.duration {
      let zone = pair.zone.local(at: at.instant)
      findings.warning(
        when.value.place,
        "the first meeting (\(zone.date.shown) \(zone.time)) is not over before the 1:1s begin "
          + "(\(next.date.shown) \(next.local.time))",
        fix: "write an earlier date, or `starting:` beside the `when:` of the 1:1s")
    }
    return (rule, at)
  }

  /// What a program says of all of them, also where nobody has decided yet.
  func checkFirstMeeting(_ field: Field?, of program: String) {
    guard let field, field.isWanted != false else { return }
    let example = "{ duration: 1 hour, agenda: { if empty: warn } }"
    guard let entry = field.section("a first meeting", example: example) else { return }
    _ = Manner(entry, duration: Self.duration, context, id: program)
    _ = entry["title"]?.text(example: "The first meeting")
    entry.refuse(["when": "write it in the mentorship: `first meeting: { when: … }`"])
    entry.close()
  }
}
