extension Recurrence {
  /// The times of a crontab line. One that the clock jumps over comes as much later, as cron(8)
  /// makes up for it; not those of a line with "*" for the minute or the hour.
  /// - Parameters:
  ///   - zone: of a line that names none.
  ///   - starting: nothing comes before it.
  ///   - until: nothing comes after it.
  public init(
    cron: CronExpression, in zone: ZoneRules, starting: CivilDate? = nil, until: CivilDate? = nil
  ) {
    let zone = cron.zone ?? zone
    let slot = Slot(
      .cron(cron), in: zone, gap: cron.isWildcard ? .omit : .shiftForward,
      cron.times(from: starting ?? .distantPast)
    ).limited(from: starting, to: until)
    self.init(slot.map { [$0] } ?? [], otherwise: zone)
  }

  /// The times of a systemd calendar event.
  /// - Parameters:
  ///   - zone: of an event that names none.
  ///   - starting: nothing comes before it.
  ///   - until: nothing comes after it.
  public init(
    calendar: CalendarExpression, in zone: ZoneRules, starting: CivilDate? = nil,
    until: CivilDate? = nil
  ) {
    let zone = calendar.zone ?? zone
    let slot = Slot(
      .calendar(calendar), in: zone, gap: .omit, calendar.times(from: starting ?? .distantPast)
    ).limited(from: starting, to: until)
    self.init(slot.map { [$0] } ?? [], otherwise: zone)
  }
}
