import Cadence

/// What a task hangs on: a meeting, a mentorship, a program or the community.
struct Ground {
  let title: String
  let zone: ZoneRules
  /// When it begins; nil for what has tasks that begin when they are known.
  let begin: Instant?
  /// What meets; nil for anything else.
  let series: Series?
}

extension Community {
  /// Nil for what is not in the configuration.
  func ground(of id: TaskID) -> Ground? {
    if let series = series[id.series] {
      let begin = series.mentorship.map {
        series.zone.instant($0.term.lowerBound, at: Mentorship.morning)
      }
      return Ground(title: series.title, zone: series.zone, begin: begin, series: series)
    }
    if Root(rawValue: id.series.name) != nil {
      return Ground(title: tasks[id]?.about ?? name, zone: zone, begin: nil, series: nil)
    }
    return programs[id.series.name].map {
      Ground(
        title: $0.title, zone: zone, begin: zone.instant($0.firstDay, at: Mentorship.morning),
        series: nil)
    }
  }

  /// What a task hangs on, in words.
  package func title(around id: TaskID) -> String { ground(of: id)?.title ?? id.series.name }
}
