import Cadence
import Meetings

/// Reads all documents as one configuration: sections first, names next, then what uses names.
struct CommunityReader {
  let findings: Findings
  let zones: ZoneDatabase
  let today: CivilDate
  /// Where problems of the whole are reported.
  let start: Place

  private static let sections = [
    "community", "domain", "timezone", "mail", "channels", "people", "groups", "holidays",
    "meetings", "programs", "profiles", "templates", "web", "board", "api", "code of conduct",
    "accept", "levels", "reviewers", "votes", "keep",
  ]
  /// Every section's values, in the order of the files.
  private var fields: [String: [Field]] = [:]
  private var misspelt: Set<String> = []

  init(findings: Findings, zones: ZoneDatabase, today: CivilDate, start: Place) {
    self.findings = findings
    self.zones = zones
    self.today = today
    self.start = start
  }

  /// nil if anything essential could not be read; the findings say why.
  // long: one section after another.
  mutating func read(
    _ documents: [Tree], _ templates: (TemplateDirectory) -> [Problem],
    _ open: (HolidayFile) throws(Problems) -> SourceFile
  ) -> Settings? {
    gather(documents)
    let texts = single("templates").flatMap(directory)
    findings.add(texts.map(templates) ?? [])
    let name = required("community", example: "Thanos")?.text(example: "Thanos")
    let domain = required("domain", example: "example.org").flatMap(domain)
    let zone = single("timezone")?.zone(zones) ?? .utc
    let mail = required("mail", example: "{ from: hours@example.org }").flatMap {
      MailReader(findings: findings).read($0, community: name ?? "")
    }

    let web = single("web").flatMap(WebReader(findings: findings).read)
    let board = single("board").flatMap(
      BoardReader(web: web).read)
    let api = single("api").flatMap { field in
      APIReader(findings: findings).read(
        field, isServed: fields["web"] != nil || fields["board"] != nil)
    }

    let people = entries("people")
    let groups = entries("groups")
    let channels = entries("channels")
    var names = Names(findings: findings)
    names.people = Dictionary(uniqueKeysWithValues: people.map { ($0.key.text, $0.key.place) })
    names.groups = Dictionary(uniqueKeysWithValues: groups.map { ($0.key.text, $0.key.place) })
    names.channels = Dictionary(uniqueKeysWithValues: channels.map { ($0.key.text, $0.key.place) })

    let practice = practice()
    let holidays = withoutActuallyEscaping(open) {
      HolidaysReader(findings: findings, today: today, open: $0).read(entries("holidays"))
    }
    let persons = PeopleReader(
      findings: findings, preferences: PreferencesReader(names: names), practice: practice,
      holidays: holidays, zones: zones, zone: zone, today: today
    ).read(people)
    let levels = single("levels").map(levels) ?? []
    let sets = GroupsReader(
      findings: findings, names: names, people: persons, levels: levels, practice: practice
    ).read(groups)
    var channelsReader = ChannelsReader(findings: findings)
    let hooks = channelsReader.read(channels)
    practice.membersOnly = channelsReader.membersOnly
    let context = SeriesContext(
      findings: findings, names: names, people: persons, holidays: holidays, practice: practice,
      zones: zones, zone: zone, today: today, teams: sets.teams,
      unreadTeams: sets.unread)
    let meetings = MeetingsReader(context: context).read(entries("meetings"))
    let terms = ProgramsReader(context: context).read(entries("programs"), profiles: profiles())
    let governance = governance(context, levels)
    if web == nil, mail.map({ $0.inbox == nil }) ?? false { practice.reportSilentVotes(findings) }

    guard let name, let domain, let mail else { return nil }
    var community = Community(
      name: name, domain: domain, zone: zone, from: mail.from, people: persons,
      groups: Names.derived.merging(sets.groups) { _, own in own }, channels: Set(hooks.keys),
      series: Self.byID((meetings + terms.pairs).map(\.series), \.id))
    community.takesReplies = mail.inbox != nil
    community.programs = terms.programs
    (community.teams, community.levels) = (sets.teams.mapValues(\.team), levels)
    community.tasks = Self.byID(
      (meetings + terms.pairs).flatMap(\.tasks) + terms.tasks + governance, \.id)
    practice.noteShares(in: &community)
    // What is missing from a group that could not be read would be blamed on the meeting.
    if !findings.hasErrors {
      context.warnOfNobody(in: community)
      context.warnOfNobodyToAsk(in: community)
      context.checkVotes(in: community)
      context.checkHosts(in: community, isHeard: mail.inbox != nil || web != nil)
    }
    return Settings(
      community: community, mail: mail, channels: hooks, web: web, board: board, api: api,
      keep: single("keep").map(keep) ?? Self.keptUsually,
      peoplePlaces: Dictionary(uniqueKeysWithValues: names.people.map { (PersonID($0), $1) }),
      webhookPlaces: channelsReader.places,
      agendaPlaces: context.agendaPlaces, agendaSources: context.agendaSources, templates: texts,
      warnings: findings.sorted(),
      advice: findings.hasErrors ? [] : Advice(practice, community, today: today).problems())
  }

  /// What the community as a whole has to do and to decide.
  private func governance(_ context: SeriesContext, _ levels: [String]) -> [TaskPlan] {
    let reviewers = ReviewersReader(context: context, levels: levels).read(single("reviewers"))
    let votes = VotesReader(context: context, levels: levels).read(entries("votes"))
    let reviews = context.teams.compactMap { $1.task(of: $0, in: context.zone) }
    return votes + reviews + reviewers
  }

  private func levels(_ field: Field) -> [String] {
    let words = field.words(example: "[contributor, reviewer, committer]")
    if let again = words.first(where: { word in words.count { $0 == word } > 1 }) {
      field.error("`levels` has \(again.shown) twice", fix: "write it once")
    }
    return words
  }

  private func profiles() -> [String: Field] {
    Dictionary(entries("profiles").map { ($0.key.text, $0.field) }, uniquingKeysWith: { a, _ in a })
  }

  /// Of two with one id, which is reported, the last.
  private static func byID<ID: Hashable, Value>(
    _ values: [Value], _ id: (Value) -> ID
  ) -> [ID: Value] {
    Dictionary(values.map { (id($0), $0) }, uniquingKeysWith: { _, last in last })
  }

  private mutating func gather(_ documents: [Tree]) {
    for document in documents {
      guard case .entries(let entries) = document.content else {
        findings.error(
          document.place, "a configuration is keys with values, not \(document.kind)",
          fix: "begin with `community:`, `people:` or `meetings:`")
        findings.isIncomplete = true
        continue
      }
      let section = Section(
        kind: "a configuration", place: document.place, entries: entries, findings: findings)
      for name in Self.sections {
        if let field = section[name] { fields[name, default: []].append(field) }
      }
      misspelt.formUnion(Self.sections.filter { fields[$0] == nil && section.misspells($0) })
      section.close()
    }
  }

  /// The one value of a key, in whatever file.
  private func single(_ name: String) -> Field? {
    guard let all = fields[name], let first = all.first else { return nil }
    for again in all.dropFirst() {
      findings.error(
        again.place, "`\(name)` is written twice, first at \(first.place.name)",
        fix: "keep one of them")
    }
    return first
  }

  private func required(_ name: String, example: String) -> Field? {
    if let field = single(name) { return field }
    if !findings.isIncomplete, !misspelt.contains(name) {
      findings.error(start, "a configuration needs `\(name)`", fix: "write `\(name): \(example)`")
    }
    return nil
  }

  /// The entries of a section, of all files together; an id counts once.
  private func entries(_ name: String) -> [(key: Tree.Key, field: Field)] {
    var seen: [String: Place] = [:]
    var all: [(key: Tree.Key, field: Field)] = []
    for field in fields[name] ?? [] where !field.isNothing {
      for (key, value) in field.entries(example: "{ … }") ?? [] {
        if let first = seen[key.text] {
          findings.error(
            key.place, "`\(key.text.bare)` is already defined at \(first.name)",
            fix: "rename one of them")
          continue
        }
        seen[key.text] = key.place
        findings.check(id: key, of: name)
        all.append((key, value))
      }
    }
    return all
  }

  /// Of what is over for so long, nobody asks.
  static let keptUsually = Period(months: 24)
  /// Whatever is remembered for a shorter time, so that nobody is told twice, is safe then.
  private static let keptAtLeast = Period(months: 1)

  private func keep(_ field: Field) -> Period {
    guard let period = field.period() else { return Self.keptUsually }
    guard period.added(to: today) >= Self.keptAtLeast.added(to: today) else {
      field.error(
        "`keep`: \(period) is too short to know what was sent", fix: "write `1 month` or more")
      return Self.keptUsually
    }
    return period
  }

  private func practice() -> Practice {
    let practice = Practice()
    practice.codeOfConduct = single("code of conduct")?.codeOfConduct()
    practice.accepted = single("accept")?.accepted(at: .community) ?? []
    return practice
  }

  private func directory(_ field: Field) -> TemplateDirectory? {
    field.relativePath(example: "templates", isDirectory: true).map {
      TemplateDirectory(name: $0, place: field.value.place)
    }
  }

  private func domain(_ field: Field) -> String? {
    guard let text = field.text(max: 300, example: "example.org") else { return nil }
    guard text.isDomain else {
      field.error("`domain`: \(text.shown) is no domain", fix: "write one such as `example.org`")
      return nil
    }
    return text
  }
}
