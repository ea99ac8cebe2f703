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
///       first meeting: { duration: 1 hour }
///       silent after: 3 weeks
///       completion: { hand over: office-hours }
///       dates: { selection: 2027-05-06 18:00 UTC }
///       tips: [Small changes are easy to review]
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
  var findings: Findings { context.findings }

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
  struct Program {
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
    let firstMeeting: Field?
    let tips: [String]
    let practice: ProgramPractice

    /// Of a mentorship; nil where the term could not be read.
    func lastDay(extendedBy period: Period?) -> CivilDate? {
      term.map { max(period?.added(to: $0.upperBound) ?? $0.upperBound, $0.upperBound) }
    }
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
    context.refuseRoot(key)
    _ = entry["profile"]
    let title = entry["title"]?.text(example: "Summer of Code 2027")
    let term = entry.required("term", example: "2027-06-01 .. 2027-08-31")?.term()
    let mentors = entry["mentors"]
    let habits = entry["one-on-one"]?.section("`one-on-one`", example: "{ duration: 30 minutes }")
    let manner = Manner(habits, duration: Self.duration, context, id: key.text)
    habits?.refuse(SeriesContext.pairKeys)
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
    let (tips, firstMeeting) = (readTips(entry["tips"]), entry["first meeting"])
    checkFirstMeeting(firstMeeting, of: key.text)
    let (tasks, own) = (entry["tasks"], entry["program tasks"])
    let announcements = entry["announcements"]
    let list = entry.required("mentorships", example: "{ ana: { mentee: ana, when: … } }")
    let program = Program(
      id: key.text, term: term, mentors: readMentors(mentors),
      hasMentors: mentors != nil || entry.misspells("mentors"), manner: manner,
      retrospective: retrospective, coordinators: context.names.members(coordinators) ?? [],
      silence: silence, completion: completion, dates: dates, tasks: tasks,
      firstMeeting: firstMeeting, tips: tips, practice: practice)
    var pairs: [(series: Series, tasks: [TaskPlan])] = []
    var searches: [Awaiting] = []
    if let list, !list.isNothing {
      for (key, field) in list.entries(example: "{ ana: … }") ?? [] {
        findings.check(id: key, of: "mentorships")
        switch mentorship(key, field, program) {
        case .pair(let series, let tasks, let first):
          pairs.append((series, tasks))
          reading.pairs += first.map { [($0, [])] } ?? []
        case .awaiting(let search): searches.append(search)
        case nil: break
        }
      }
    }
    reading.pairs += pairs
    guard let term else { return }
    reading.programs[key.text] = Meetings.Program(
      title: title ?? key.text, firstDay: term.lowerBound)
    let reader = TasksReader(
      context: context, ground: ground(program, of: term, pairs.map(\.series)))
    reading.tasks += self.own(own, announcements, searches, program, reader)
  }

  /// What the program owes itself, announces, and looks for: each with a number of its own.
  private func own(
    _ tasks: Field?, _ announcements: Field?, _ searches: [Awaiting], _ program: Program,
    _ reader: TasksReader
  ) -> [TaskPlan] {
    let practice = program.practice
    let announcer = AnnouncementsReader(
      tasks: reader, conduct: practice.codeOfConduct ?? context.practice.codeOfConduct,
      isConductWritten: practice.hasCodeOfConduct)
    for section in [tasks, announcements] { refuseNames(of: searches, in: section) }
    var all = tasks.map(reader.read) ?? []
    all += announcements.map { announcer.read($0, beside: tasks) } ?? []
    all += searches.map { $0.task(in: program.id, owners: program.coordinators, context) }
    for place in all.indices { all[place].place = place }
    return all
  }

  private func readMentors(_ field: Field?) -> [PersonID]? {
    guard Awaiting.isWritten(field, context.names) else { return context.names.persons(field) }
    field?.error(
      "`mentors`: \(Awaiting.word.shown) is of a mentorship",
      fix: "write it there, beside `mentee:`")
    return nil
  }

  /// What the service calls the search for a mentor is no other task's name.
  private func refuseNames(of searches: [Awaiting], in own: Field?) {
    guard case .entries(let entries)? = own?.value.content else { return }
    for entry in entries where searches.contains(where: { $0.taskName == entry.key.text }) {
      findings.error(
        entry.key.place, "`\(entry.key.text.bare)` is what the search for a mentor is called",
        fix: "give the task another name")
    }
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

  private static let tipsMax = 100

  /// `tips: [Small changes are easy to review]`; `no` has none.
  private func readTips(_ field: Field?) -> [String] {
    guard let field, field.isWanted != false else { return [] }
    let example = "[Small changes are easy to review]"
    guard field.isWanted == nil else {
      field.error("`tips` says nothing yet", fix: "write `tips: \(example)`")
      return []
    }
    let tips = field.oneOrMore("a sentence or a list of them", example: example) ?? []
    guard tips.count <= Self.tipsMax else {
      field.error("`tips` has \(tips.count) of them", fix: "keep the best \(Self.tipsMax)")
      return []
    }
    return tips.compactMap { $0.text(max: 300, example: "Small changes are easy to review") }
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
}
