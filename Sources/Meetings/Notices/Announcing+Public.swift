import Cadence

/// What the public is told.
extension Announcing {
  /// What is private is in no word of it, also where it goes to hosts: they pass it on.
  func announceInPublic(_ occurrence: Occurrence, into turn: inout Turn) {
    guard let word = series.announcement else { return }
    let edition = "\(occurrence.sequence)"
    let until = occurrence.start - .seconds(1)
    let fill: Fill = { facts, zone in
      facts.announcement = AnnouncementFacts(
        audience: word.audience ?? "", codeOfConduct: word.codeOfConduct ?? "")
      facts.agenda = agenda(of: occurrence, for: nil, in: zone)
      facts.agenda?.hidden = 0
      // As it reads wherever it is passed on.
      facts.start = moment(occurrence.start, for: series.zone)
      facts.end = moment(occurrence.end, for: series.zone)
      facts.thread = nil
    }
    post(.announcement, edition, of: occurrence, until: until, into: &turn) {
      fill(&$0, series.zone)
    }
    tell(
      audience.hosts, .announcement, edition, of: occurrence, until: until, into: &turn, fill)
  }
}
