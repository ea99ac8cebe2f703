import Cadence

/// What a notice says of its meeting.
extension Announcing {
  func facts(of occurrence: Occurrence, in zone: ZoneRules) -> Facts {
    var facts = Facts(
      community: community.name, domain: community.domain, from: community.from,
      series: series.id, title: occurrence.title, start: moment(occurrence.start, for: zone),
      end: moment(occurrence.end, for: zone),
      hosts: hosts(of: occurrence).compactMap { community.people[$0]?.name },
      link: occurrence.link,
      place: occurrence.place, isRetrospective: timetable.retrospective != nil, decidedAt: now)
    facts.issue = series.mentorship?.issue
    if !series.links.isEmpty { facts.links = series.links }
    return facts
  }

  func agenda(
    of occurrence: Occurrence, for reader: PersonID?, in zone: ZoneRules
  ) -> AgendaFacts? {
    // Whoever has said that they cannot host it reads what anybody reads.
    let hosts = hosts(of: occurrence)
    let items = occurrence.items(beside: series.talks)
    let visible = items.filter { item in
      guard item.isPrivate else { return true }
      guard let reader else { return false }
      return item.author == reader || hosts.contains(reader)
    }
    guard series.agenda != nil || !items.isEmpty || !series.talks.isEmpty else { return nil }
    let cutoff = timetable.cutoff
    var facts = AgendaFacts(
      items: visible.map {
        AgendaFacts.Item(
          text: $0.text, author: $0.author.flatMap { community.people[$0]?.name },
          isPrivate: $0.isPrivate)
      },
      hidden: items.count - visible.count,
      cutoff: cutoff.flatMap { $0 > now ? moment($0, for: zone) : nil },
      cancelsIfEmpty: series.agenda?.ifEmpty == .cancel, edit: series.agenda?.edit,
      standing: series.agenda.flatMap { $0.standing.isEmpty ? nil : $0.standing })
    if let kinds = series.agenda?.kinds, !kinds.isEmpty { facts.kinds = kinds }
    facts.tally = occurrence.shownTally(timetable)
    if !series.talks.isEmpty { facts.talks = series.talks.map(community.described) }
    return facts
  }
}

extension Community {
  /// A talk as agendas list it.
  package func described(_ talk: Talk) -> AgendaFacts.Talk {
    AgendaFacts.Talk(
      title: talk.title, speakers: talk.speakers.map(name),
      duration: talk.duration, description: talk.description, outline: talk.outline,
      isLearnings: talk.isLearnings)
  }
}
