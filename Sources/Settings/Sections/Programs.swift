import Cadence
import Meetings

/// `programs:`
///
///     summer-2027:
///       title: Summer of Code 2027
///       term: 2027-06-01 .. 2027-08-31
///       mentors: [bwplotka]
///       one-on-one: { duration: 30 minutes, remind: [1 day before] }
///       retrospective: { remind: 1 week before }
///       coordinators: bwplotka
///       silent after: 3 weeks
///       completion: { hand over: office-hours }
///       dates: { selection: 2027-05-06 18:00 UTC }
///       tasks: { share-learnings: { do: Share what you learnt, who: mentees } }
///       program tasks: { shortlist: { do: Make a short list, who: mentors } }
///       announcements: { open: { say: Applications are open, when: 2027-03-01, notify: … } }
///       requires: [issue, goals]
///       accepted labels: triage/accepted
///       accept: one mentor
///       mentorships:
///         yash: { mentee: yash, when: Tuesday 16:00 Europe/Warsaw, extend: 1 month, issue: … }
struct ProgramsReader {
  let context: SeriesContext
  private var findings: Findings { context.findings }

  static let duration = Seconds.minutes(30)
  static let retrospective = Lead.days(7)
  static let silence = Period(days: 21)

  init(context: SeriesContext) { self.context = context }

  /// What was read of all programs.
  struct Reading {
    var programs: [String: Meetings.Program] = [:]
    var pairs: [(series: Series, tasks: [TaskPlan])] = []
    /// Those of the programs themselves.
    var tasks: [TaskPlan] = []
  }

  /// What all mentorships of a program share.
  private struct Program {
    let id: String
    let term: ClosedRange<CivilDate>?
    /// nil where there are none, or where they could not be read.
    let mentors: [PersonID]?
    let hasMentors: Bool
    let manner: Manner
    let retrospective: Lead?
    let coordinators: [Member]
    let silence: Period?
    let completion: Mentorship.Completion?
    let dates: [String: Instant]
    let tasks: Field?
    let practice: ProgramPractice
  }

  /// - Parameter profiles: `profiles:`, by name.
  func read(
    _ entries: [(key: Tree.Key, field: Field)], profiles: [String: Field]
  ) -> Reading {
    var reading = Reading()
    for (key, field) in entries {
      let profile = profile(of: field, profiles)
      let lists = [
        ("tasks", "task"), ("program tasks", "task"), ("announcements", "announcement"),
      ]
      for (name, kind) in lists {
        TasksReader.refuseLeavingOut(
          field.value.value(of: name), of: profile?.value.value(of: name), findings, called: kind)
      }
      read(key, field.laid(over: profile), into: &reading)
    }
    return reading
  }

  /// What a program has of its profile, where it says nothing itself.
  private func profile(of program: Field, _ profiles: [String: Field]) -> Field? {
    guard case .entries(let entries) = program.value.content,
      let entry = entries.first(where: { $0.key.text == "profile" })
    else { return nil }
    let field = Field(
      name: "profile", place: entry.key.place, value: entry.value, findings: findings)
    guard let name = field.text(example: "gsoc") else { return nil }
    if let profile = profiles[name] {
      guard profile.section("a profile", example: "{ tasks: … }") != nil else { return nil }
      if let own = profile.value.value(of: "profile") {
        findings.error(
          own.place, "a profile has no profile of its own", fix: "take it out, and copy its keys")
      }
      return profile
    }
    guard !findings.isIncomplete else { return nil }
    let near = nearest(to: name, among: Array(profiles.keys), count: 2)
    field.error(
      "`profile`: there is no profile \(name.shown)",
      fix: near.isEmpty
        ? "copy its file into the configuration's directory, or define it under `profiles`"
        : write(near))
    return nil
  }

  private func read(_ key: Tree.Key, _ field: Field, into reading: inout Reading) {
    let example = "{ term: …, mentors: …, mentorships: … }"
    guard let entry = field.section("a program", example: example) else { return }
    defer { entry.close() }
    refuseMeeting(key)
    _ = entry["profile"]
    let title = entry["title"]?.text(example: "Summer of Code 2027")
    let term = entry.required("term", example: "2027-06-01 .. 2027-08-31")?.term()
    let mentors = entry["mentors"]
    let habits = entry["one-on-one"]?.section("`one-on-one`", example: "{ duration: 30 minutes }")
    let manner = Manner(habits, duration: Self.duration, context, id: key.text)
    habits?.close()
    let practice = ProgramPractice(key, entry, habits: habits, term: term)
    context.practice.programs.append(practice)
    let retrospective = readRetrospective(entry["retrospective"])
    let coordinators = entry["coordinators"]
    coordinators?.refuseNobody()
    if let coordinators { context.names.refuseDerived(in: coordinators) }
    let silence = readSilence(
      entry["silent after"], isTold: coordinators != nil || entry.misspells("coordinators"))
    let completion = readCompletion(entry["completion"])
    let dates = readDates(entry["dates"])
    let (tasks, own, words) = (entry["tasks"], entry["program tasks"], entry["announcements"])
    let list = entry.required("mentorships", example: "{ ana: { mentee: ana, when: … } }")
    let program = Program(
      id: key.text, term: term, mentors: context.names.persons(mentors),
      hasMentors: mentors != nil || entry.misspells("mentors"), manner: manner,
      retrospective: retrospective, coordinators: context.names.members(coordinators) ?? [],
      silence: silence, completion: completion, dates: dates, tasks: tasks,
      practice: practice)
    var pairs: [(series: Series, tasks: [TaskPlan])] = []
    if let list, !list.isNothing {
      pairs = (list.entries(example: "{ ana: … }") ?? []).compactMap { key, field in
        findings.check(id: key, of: "mentorships")
        return mentorship(key, field, program)
      }
    }
    reading.pairs += pairs
    guard let term else { return }
    reading.programs[key.text] = Meetings.Program(
      title: title ?? key.text, firstDay: term.lowerBound)
    let reader = TasksReader(
      context: context, ground: ground(program, of: term, pairs.map(\.series)))
    reading.tasks += own.map(reader.read) ?? []
    let announcements = AnnouncementsReader(
      tasks: reader, conduct: practice.codeOfConduct ?? context.practice.codeOfConduct,
      isConductWritten: practice.hasCodeOfConduct)
    reading.tasks += words.map { announcements.read($0, beside: own) } ?? []
  }

  /// The tasks of both begin with its name.
  private func refuseMeeting(_ key: Tree.Key) {
    guard context.meetings.contains(key.text) else { return }
    findings.error(
      key.place, "`\(key.text.bare)` is also a meeting", fix: "rename one of them")
  }

  /// What the program's own tasks and announcements belong to.
  private func ground(
    _ program: Program, of term: ClosedRange<CivilDate>, _ pairs: [Series]
  ) -> TaskGround {
    let pairs = pairs.compactMap(\.mentorship)
    return TaskGround(
      program: program.id, term: term, mentees: Set(pairs.flatMap(\.mentees)).sorted(),
      mentors: Set(pairs.flatMap(\.mentors) + (program.mentors ?? [])).sorted(),
      coordinators: program.coordinators, dates: program.dates, in: context.zone,
      today: context.today)
  }

  /// `retrospective: { remind: … }`; `no` turns it off.
  private func readRetrospective(_ field: Field?) -> Lead? {
    guard let field else { return Self.retrospective }
    if let isWanted = field.isWanted { return isWanted ? Self.retrospective : nil }
    guard let section = field.section("`retrospective`", example: "{ remind: 1 week before }")
    else { return Self.retrospective }
    defer { section.close() }
    return section["remind"]?.lead() ?? Self.retrospective
  }

  /// `silent after: 3 weeks`; `no` turns it off.
  private func readSilence(_ field: Field?, isTold: Bool) -> Period? {
    guard let field else { return Self.silence }
    if let isWanted = field.isWanted { return isWanted ? Self.silence : nil }
    if !isTold {
      findings.error(
        field.place, "nobody would be told of a pair that does not meet",
        fix: "write `coordinators:` with who looks after the program")
    }
    return field.period()
  }

  /// `completion: { hand over: office-hours }`; `no` ends without a word.
  private func readCompletion(_ field: Field?) -> Mentorship.Completion? {
    guard let field else { return Mentorship.Completion() }
    if let isWanted = field.isWanted { return isWanted ? Mentorship.Completion() : nil }
    guard let section = field.section("`completion`", example: "{ hand over: office-hours }")
    else { return nil }
    defer { section.close() }
    return Mentorship.Completion(handOver: section["hand over"].flatMap(context.meeting))
  }

  /// `dates: { selection: 2027-05-06 18:00 UTC }`: what tasks count from.
  private func readDates(_ field: Field?) -> [String: Instant] {
    guard let field else { return [:] }
    var dates: [String: Instant] = [:]
    for (key, value) in field.entries(example: "{ selection: 2027-05-06 18:00 UTC }") ?? [] {
      guard !TaskGround.reserved.contains(key.text.lowercased()) else {
        findings.error(
          key.place, "`\(key.text.bare)` follows from the term and the meetings",
          fix: "give the date another name")
        continue
      }
      dates[key.text] =
        value.deadline(in: context.zone, today: context.today, context.zones)?.instant
    }
    return dates
  }

  /// A mentorship's own tasks, and below them the program's.
  private func tasks(_ own: Field?, over base: Field?) -> Field? {
    TasksReader.refuseLeavingOut(own?.value, of: base?.value, findings)
    return own?.laid(over: base) ?? base
  }

  private func mentorship(
    _ key: Tree.Key, _ field: Field, _ program: Program
  ) -> (series: Series, tasks: [TaskPlan])? {
    let example = "{ mentee: ana, when: Tuesday 16:00 Europe/Warsaw }"
    guard let entry = field.section("a mentorship", example: example) else { return nil }
    defer { entry.close() }
    entry.refuse(SeriesContext.retiredKeys)
    let mentee = entry.required("mentee", example: "ana")
    let when = WhenReader(entry, context, today: today(program), hasUntil: false)
    let mentors = entry["mentors"]
    let extend = entry["extend"]
    let title = entry["title"]?.text(example: "1:1 Ana and Ben")
    let link = entry["link"]?.link()
    let skip = entry["skip"]
    let about = entry["about"]?.words(example: "prometheus") ?? []
    let tasks = tasks(entry["tasks"], over: program.tasks)
    var practice = PairPractice(key, entry, program.practice, when: when)
    practice.about = entry.place(of: "about").map { (about, $0) }
    if mentors == nil, !program.hasMentors, !entry.misspells("mentors") {
      findings.error(
        key.place, "this mentorship has no mentors",
        fix: "write `mentors:` here or for the whole program")
    }
    let mentees = context.names.persons(mentee)
    let guides = mentors == nil ? program.mentors : context.names.persons(mentors)
    reportBoth(mentees ?? [], guides ?? [], at: mentee)
    let period = extend?.period()
    let lastDay = program.term.map {
      max(period?.added(to: $0.upperBound) ?? $0.upperBound, $0.upperBound)
    }
    practice.reportMissingIssue(lastDay: lastDay, today: context.today, findings)
    let slots = when?.slots()
    guard let when, let slots, when.bounds.areWhole, let term = program.term, let lastDay,
      extend == nil || period != nil
    else {
      _ = skip.map { SkipReader(findings: findings).dates($0) }
      return nil
    }
    var manner = program.manner
    manner.settleDuration(by: slots, when.field)
    guard let rule = rule(slots, when.field, manner, term.lowerBound...lastDay) else { return nil }
    let skips = skip.map { SkipReader(findings: findings).read($0, of: rule) } ?? [:]
    guard let mentees, let guides else { return nil }
    let mentorship = Mentorship(
      program: program.id, mentees: mentees, mentors: guides, term: term, lastDay: lastDay,
      retrospective: program.retrospective, coordinators: program.coordinators,
      silence: program.silence, completion: program.completion)
    let series = series(
      key, mentorship, rule, manner, title: title, link: link, skips: skips)
    let ground = TaskGround(
      series, mentorship, about: Set(about), dates: program.dates, today: context.today)
    let plans = tasks.map(TasksReader(context: context, ground: ground).read) ?? []
    practice.series = series
    practice.hasDeadline = plans.contains { $0.due != nil }
    context.practice.pairs.append(practice)
    return (series, plans)
  }

  private func today(_ program: Program) -> CivilDate {
    max(context.today, program.term?.lowerBound ?? context.today)
  }

  /// The dates within the term.
  private func rule(
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

  private func reportBoth(_ mentees: [PersonID], _ mentors: [PersonID], at field: Field?) {
    for mentee in mentees where mentors.contains(mentee) {
      field?.error(
        "\(mentee.name.shown) would be mentee and mentor of the same mentorship",
        fix: "write `mentors:` without \(mentee)")
    }
  }

  private func series(
    _ key: Tree.Key, _ mentorship: Mentorship, _ rule: Recurrence, _ manner: Manner,
    title: String?, link: String?, skips: [CivilDate: String]
  ) -> Series {
    let first = rule.next(after: mentorship.term.lowerBound.midnight)?.instant ?? .distantPast
    return Series(
      id: SeriesID("\(mentorship.program).\(key.text)"),
      title: title ?? standardTitle(mentorship), recurrence: rule, duration: manner.duration,
      hosts: mentorship.mentors.map { .person($0) }, invite: mentorship.mentees.map { .person($0) },
      notifiesByMail: manner.mail, channels: manner.channels, link: link ?? manner.link,
      place: manner.place, agenda: manner.agenda,
      opens: manner.agenda == nil ? manner.opens?.lead : nil,
      reminders: manner.leads(before: first, in: rule.zone), skips: skips, mentorship: mentorship)
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
