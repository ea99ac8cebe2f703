import Cadence
import Meetings

/// `mentorships:` of a program: pairs, with their 1:1s and tasks, and mentees who await a mentor.
extension ProgramsReader {
  /// A mentorship is a pair that meets, or a mentee who has no mentor yet.
  enum Match {
    /// With the meeting by video before the others, where there is one.
    case pair(Series, [TaskPlan], first: Series?)
    case awaiting(Awaiting)
  }

  func mentorship(_ key: Tree.Key, _ field: Field, _ program: Program) -> Match? {
    let example = "{ mentee: ana, when: Tuesday 16:00 Europe/Warsaw }"
    guard let entry = field.section("a mentorship", example: example) else { return nil }
    defer { entry.close() }
    entry.refuse(SeriesContext.pairKeys)
    let mentee = entry.required("mentee", example: "ana")
    let mentors = entry["mentors"]
    let isAwaiting = Awaiting.isWritten(mentors, context.names)
    let when =
      isAwaiting && !WhenReader.isWritten(in: entry)
      ? nil
      : WhenReader(entry, context, today: today(from: program.term?.lowerBound), hasUntil: false)
    let extend = entry["extend"]
    let title = entry["title"]?.text(example: "1:1 Ana and Ben")
    let link = entry["link"]?.link()
    let (skip, first) = (entry["skip"], entry["first meeting"])
    let about = entry["about"]?.words(example: "prometheus") ?? []
    let tasks = tasks(entry["tasks"], over: program.tasks)
    var practice = PairPractice(key, entry, program.practice, when: when)
    practice.about = entry.place(of: "about").map { (about, $0) }
    reportNobody(key, entry, mentors, program)
    let mentees = context.names.persons(mentee)
    let period = extend?.period()
    let lastDay = program.lastDay(extendedBy: period)
    practice.reportMissingIssue(lastDay: lastDay, today: context.today, findings)
    let slots = when?.slots()
    if let mentors, isAwaiting {
      // Read for what is wrong with it; what needs a pair is read when there is one.
      _ = skip.map { SkipReader(findings: findings).dates($0) }
      return awaiting(key, mentees, practice.issue, lastDay, program, at: mentors)
    }
    let guides = mentors == nil ? program.mentors : context.names.persons(mentors)
    reportBoth(mentees ?? [], guides ?? [], at: mentee)
    guard let when, let slots, when.bounds.areWhole, let term = program.term, let lastDay,
      extend == nil || period != nil
    else {
      _ = skip.map { SkipReader(findings: findings).dates($0) }
      return nil
    }
    var manner = program.manner
    manner.settleDuration(by: slots, when.field)
    guard let rule = rule(slots, when.field, manner, term.lowerBound...lastDay) else { return nil }
    manner.skip(skip, of: rule)
    manner.warnIfOff(rule, from: term.lowerBound, when.field)
    guard let mentees, let guides else { return nil }
    let mentorship = Mentorship(
      program: program.id, mentees: mentees, mentors: guides, term: term, lastDay: lastDay,
      retrospective: program.retrospective, coordinators: program.coordinators,
      silence: program.silence, completion: program.completion, issue: practice.issue,
      tips: program.tips)
    let series = series(
      key, mentorship, rule, manner, title: title, link: link)
    let ground = TaskGround(
      series, mentorship, about: Set(about), dates: program.dates, today: context.today)
    let plans = tasks.map(TasksReader(context: context, ground: ground).read) ?? []
    (practice.series, practice.hasDeadline) = (series, plans.contains { $0.due != nil })
    practice.first = firstMeeting(first, over: program.firstMeeting, of: series)
    context.practice.pairs.append(practice)
    return .pair(series, plans, first: practice.first?.series)
  }

  /// A mentorship's own tasks, and below them the program's.
  private func tasks(_ own: Field?, over base: Field?) -> Field? {
    TasksReader.refuseLeavingOut(own?.value, of: base?.value, findings)
    return own?.laid(over: base) ?? base
  }

  private func awaiting(
    _ key: Tree.Key, _ mentees: [PersonID]?, _ issue: String?, _ lastDay: CivilDate?,
    _ program: Program, at mentors: Field
  ) -> Match? {
    if program.coordinators.isEmpty {
      mentors.error(
        "`mentors`: nobody would look for one",
        fix: "write `coordinators:` of the program with who assigns mentors")
    }
    guard let mentees, let lastDay else { return nil }
    let isOver = lastDay < context.today
    findings.warning(
      mentors.value.place,
      isOver
        ? "`\(program.id).\(key.text)` awaits a mentor, and its last day was \(lastDay)"
        : "`\(program.id).\(key.text)` awaits a mentor, and has no meetings until then",
      fix: isOver ? "take it out, or `extend:` it" : "write who it is once somebody is found")
    return .awaiting(
      Awaiting(key: key.text, mentees: mentees, issue: issue, lastDay: lastDay))
  }

  /// What fixes are dated by: a term may lie far ahead.
  func today(from firstDay: CivilDate?) -> CivilDate {
    max(context.today, firstDay ?? context.today)
  }

  /// The dates within the term.
  func rule(
    _ slots: [WhenReader.Slot], _ when: Field, _ manner: Manner,
    _ days: ClosedRange<CivilDate>
  ) -> Recurrence? {
    let rule = Recurrence.union(slots.map(\.rule)).limited(to: days)
    let dates = Timeline.dates(of: rule, slots: slots.count, from: days.lowerBound)
    guard !dates.isEmpty else {
      when.error(
        "`\(when.name)` never falls between \(days.lowerBound) and \(days.upperBound)",
        fix: "check the term, `starting` and the sentence")
      return nil
    }
    guard Timeline.checkDensity(dates, of: when) else { return nil }
    var timeline = Timeline(manner: manner, recurrence: rule, findings: findings)
    timeline.check(dates)
    timeline.checkOverlap(dates, of: slots) { "one-on-one: { duration: \($0) }" }
    return rule
  }

  private func reportNobody(
    _ key: Tree.Key, _ entry: Section, _ mentors: Field?, _ program: Program
  ) {
    guard mentors == nil, !program.hasMentors, !entry.misspells("mentors") else { return }
    findings.error(
      key.place, "this mentorship has no mentors",
      fix: "write `mentors:` here or for the whole program, or `mentors: wanted`")
  }

  private func reportBoth(_ mentees: [PersonID], _ mentors: [PersonID], at field: Field?) {
    for mentee in mentees where mentors.contains(mentee) {
      field?.error(
        "\(mentee.name.shown) would be mentee and mentor of the same mentorship",
        fix: "write `mentors:` without \(mentee)")
    }
  }

  private func series(
    _ key: Tree.Key, _ mentorship: Mentorship, _ rule: Recurrence, _ manner: Manner,
    title: String?, link: String?
  ) -> Series {
    let first = rule.next(after: mentorship.term.lowerBound.midnight)?.instant ?? .distantPast
    var series = Series(
      id: SeriesID("\(mentorship.program).\(key.text)"),
      title: title ?? standardTitle(mentorship), recurrence: rule, duration: manner.duration,
      hosts: mentorship.mentors.map { .person($0) }, invite: mentorship.mentees.map { .person($0) },
      notifiesByMail: manner.mail, channels: manner.channels, link: link ?? manner.link,
      place: manner.place, agenda: manner.agenda,
      opens: manner.agenda == nil ? manner.opens?.lead : nil,
      reminders: manner.leads(before: first, in: rule.zone),
      skips: manner.skips, mentorship: mentorship)
    series.account = manner.account
    return series
  }

  /// "1:1 Yash and Bartek".
  private func standardTitle(_ mentorship: Mentorship) -> String {
    let names = (mentorship.mentees + mentorship.mentors).map { id in
      let name = context.people[id]?.name ?? id.name
      return name.split(separator: " ").first.map(String.init) ?? name
    }
    return "1:1 \(alternatives(names, "and"))"
  }
}
