import Cadence
import Meetings

/// `meetings:`
///
///     office-hours:
///       title: Mentoring Office Hours
///       when: Thursday 14:00 UTC
///       hosts: { of: maintainers, rotate: weekly }      # or names alone
///       invite: [mentees, alumni]
///       tasks: { review: { do: Ask how it goes, who: hosts, due: 4 weeks after first meeting } }
struct MeetingsReader {
  let context: SeriesContext
  private var findings: Findings { context.findings }

  static let duration = Seconds.hours(1)

  init(context: SeriesContext) { self.context = context }

  func read(
    _ entries: [(key: Tree.Key, field: Field)]
  ) -> [(series: Series, tasks: [TaskPlan])] {
    context.note(meetings: entries.map(\.key.text))
    // Whoever meets in the off weeks of another is read when the others are.
    let isLater = entries.map { $0.field.value.mentions("off weeks of") }
    let first = zip(entries, isLater).filter { !$1 }.map(\.0)
    let later = zip(entries, isLater).filter { $1 }.map(\.0)
    return (first + later).compactMap { meeting($0.key, $0.field) }
  }

  private func meeting(
    _ key: Tree.Key, _ field: Field
  ) -> (series: Series, tasks: [TaskPlan])? {
    guard let entry = field.section("a meeting", example: "{ title: …, when: …, invite: … }")
    else { return nil }
    defer { entry.close() }
    entry.refuse(SeriesContext.retiredKeys)
    context.refuseRoot(key)
    let title = entry.required("title", example: "Office Hours")?.text(example: "Office Hours")
    let share = TeamShare(entry, context)
    let when = WhenReader(entry, context, today: context.today)
    let (hosts, invite) = (entry["hosts"], entry["invite"])
    let hosting = HostsReader(context: context).read(hosts)
    let members = (
      hosting.map(\.members) ?? context.names.members(hosts), context.names.members(invite)
    )
    var manner = Manner(entry, duration: Self.duration, context, id: key.text)
    (manner.confirm, manner.decide) = (hosting?.confirm, hosting?.decide)
    let meetup = Meetup(entry, context, hosts: hosts, &manner)
    let skip = entry["skip"]
    share.settle(&manner)
    let tasks = entry["tasks"]
    if hosts == nil, invite == nil, !share.isWritten {
      refuseSilence(entry, manner, at: key.place)
    }
    for case .some(let field) in [hosts, invite] { field.refuseNobody() }
    hosting?.refuseSilence(manner, findings)
    manner.reportSilence(at: key.place, findings)
    let slots = when?.slots()
    guard let when, let slots, when.bounds.areWhole else {
      _ = skip.map { SkipReader(findings: findings).dates($0) }
      return nil
    }
    guard let (rule, dates) = rule(of: slots, when.field, share, &manner, key.text) else {
      return nil
    }
    manner.skip(skip, of: rule)
    warnIfOver(rule, when.field, manner)
    if let names = invite ?? hosts { context.noteInvitation(to: key.text, at: names.value.place) }
    var series = Series(
      id: SeriesID(key.text), title: title ?? key.text, recurrence: rule,
      duration: manner.duration, hosts: members.0 ?? share.hosts,
      invite: members.1 ?? share.invite,
      notifiesByMail: manner.mail, channels: manner.channels, link: manner.link,
      place: manner.place, agenda: manner.agenda,
      opens: manner.agenda == nil ? manner.opens?.lead : nil,
      reminders: dates.first.map { manner.leads(before: $0.instant, in: rule.zone) } ?? [],
      skips: manner.skips, isPublic: share.isPublic)
    series.account = manner.account
    share.complete(&series)
    context.complete(&series, hosting)
    meetup.complete(&series, when: when.field.value.place, context)
    return (series, tasks.map { self.tasks($0, of: series) } ?? [])
  }

  /// When it is, held against all that counts from it; nil where it is never, which is reported.
  private func rule(
    of slots: [WhenReader.Slot], _ when: Field, _ share: TeamShare, _ manner: inout Manner,
    _ id: String
  ) -> (Recurrence, [Recurrence.Occurrence])? {
    guard let rule = share.limited(Recurrence.union(slots.map(\.rule)), when) else {
      return nil
    }
    context.note(rule, of: id)
    manner.settleDuration(by: slots, when)
    let dates = Timeline.dates(of: rule, slots: slots.count, from: context.today)
    guard !dates.isEmpty || (!slots.isEmpty && slots.allSatisfy(\.isOnDemand)) else {
      when.error(
        "`\(when.name)` never comes", fix: "check it, `starting` and `until`")
      return nil
    }
    guard Timeline.checkDensity(dates, of: when) else { return nil }
    var timeline = Timeline(manner: manner, recurrence: rule, findings: findings)
    if !dates.isEmpty {
      timeline.check(dates)
      timeline.checkOverlap(dates, of: slots) { "duration: \($0)" }
    }
    return (rule, dates)
  }

  private func refuseSilence(_ entry: Section, _ manner: Manner, at place: Place) {
    let isMisspelt = entry.misspells("invite") || entry.misspells("hosts")
    guard manner.channels.isEmpty, !isMisspelt else { return }
    findings.error(
      place, "nobody would hear of this meeting", fix: "write `invite:` with people or groups")
  }

  private func tasks(_ field: Field, of series: Series) -> [TaskPlan] {
    TasksReader.refuseLeavingOut(field.value, of: nil, findings)
    let ground = TaskGround(meeting: series, today: context.today)
    return TasksReader(context: context, ground: ground).read(field)
  }

  /// Nothing is wrong with a meeting that is over, but a mistyped year looks the same.
  private func warnIfOver(_ rule: Recurrence, _ when: Field, _ manner: Manner) {
    if rule.next(after: context.today.midnight - .seconds(1)) != nil {
      manner.warnIfOff(rule, from: context.today, when)
    } else if let last = rule.previous(before: context.today.midnight) {
      findings.warning(
        when.value.place, "every date is past, the last was \(last.date)",
        fix: "write a date to come, or remove the meeting")
    }
  }
}

/// `skip:` dates with their reasons.
struct SkipReader {
  let findings: Findings

  /// The dates as written.
  func dates(_ field: Field) -> [(date: CivilDate, reason: String, place: Place)] {
    let example = "{ 2026-12-24: Christmas }"
    guard let entries = field.entries(example: example) else { return [] }
    return entries.compactMap { key, value in
      let reason = value.text(example: "Christmas")
      guard let date = CivilDate(key.text) else {
        findings.error(
          key.place, "`skip`: \(key.text.shown) is not a date", fix: "write `skip: \(example)`")
        return nil
      }
      return reason.map { (date, $0, key.place) }
    }
  }

  func read(_ field: Field, of rule: Recurrence) -> [CivilDate: String] {
    var skips: [CivilDate: String] = [:]
    for (date, reason, place) in dates(field) {
      skips[date] = reason
      guard !rule.happens(on: date) else { continue }
      let noon = Instant(secondsSince1970: Int64(date.daysSince1970) * 86_400 + 43_200)
      let around = [rule.previous(before: noon)?.date, rule.next(after: noon)?.date]
      let dates = around.compactMap { $0 }.map { "\($0)" }
      findings.warning(
        place, "there is no meeting on \(date), a \(date.weekday.name), to skip",
        fix: dates.isEmpty ? "remove it" : "is \(alternatives(dates)) meant?")
    }
    return skips
  }
}
