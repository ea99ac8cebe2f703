import CIcal

/// The only file that calls libical. It builds one calendar object, checks it and writes it; what
/// it makes is owned by Swift, strings are copied and freed at once.
final class ICalendar {
  /// libical fills its table of zones on first use without a lock around the reading, and raced in
  /// our trials. The one zone we use is fetched here, once, before anything else.
  private static let ready: Void = {
    icalerror_set_errors_are_fatal(0)
    _ = icaltimezone_get_utc_timezone()
  }()

  private let calendar: OpaquePointer

  /// - Parameter method: of an iTIP message; nil for a calendar to subscribe to.
  init?(method: icalproperty_method? = nil, product: String) {
    _ = Self.ready
    guard let calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT) else { return nil }
    self.calendar = calendar
    icalcomponent_add_property(calendar, icalproperty_new_version("2.0"))
    icalcomponent_add_property(calendar, icalproperty_new_prodid(product))
    if let method { icalcomponent_add_property(calendar, icalproperty_new_method(method)) }
  }
  /// Frees what was added to it as well.
  deinit { icalcomponent_free(calendar) }

  /// What a subscribed calendar is called, and how often to look for news: the names of RFC 7986
  /// §5.1 and §5.7, and those that programs knew before.
  func name(_ name: String) {
    icalcomponent_add_property(calendar, icalproperty_new_name(name))
    icalcomponent_add_property(calendar, Self.extended("X-WR-CALNAME", name))
    let hour = icaldurationtype_from_int(3_600)
    let interval = icalproperty_new_refreshinterval(hour)
    icalproperty_add_parameter(interval, icalparameter_new_value(ICAL_VALUE_DURATION))
    icalcomponent_add_property(calendar, interval)
    icalcomponent_add_property(calendar, Self.extended("X-PUBLISHED-TTL", "PT1H"))
  }

  private static func extended(_ name: String, _ value: String) -> OpaquePointer? {
    let property = icalproperty_new_x(value)
    icalproperty_set_x_name(property, name)
    return property
  }

  /// One more event in it.
  func event() -> Event? {
    guard let event = icalcomponent_new(ICAL_VEVENT_COMPONENT) else { return nil }
    icalcomponent_add_component(calendar, event)
    return Event(event: event, calendar: self)
  }

  /// What `icalrestriction_check`, which knows the tables of RFC 5546 §3.2, finds wrong; nil if it
  /// finds nothing.
  func problem() -> String? {
    guard icalrestriction_check(calendar) == 0 || icalcomponent_count_errors(calendar) > 0 else {
      return nil
    }
    // It leaves its findings in the object as X-LIC-ERROR lines.
    let lines = text().split(separator: "\r\n").filter { $0.hasPrefix("X-LIC-ERROR") }
    return lines.isEmpty ? "icalrestriction_check failed" : lines.joined(separator: "; ")
  }

  /// Folded, its lines ending in CRLF.
  func text() -> String {
    guard let text = icalcomponent_as_ical_string_r(calendar) else { return "" }
    defer { icalmemory_free_buffer(text) }
    return String(cString: text)
  }
}

/// One VEVENT, which lives as long as its calendar.
extension ICalendar {
  struct Event {
    fileprivate let event: OpaquePointer
    fileprivate let calendar: ICalendar

    func uid(_ text: String) { add(icalproperty_new_uid(text)) }
    func sequence(_ number: Int) { add(icalproperty_new_sequence(Int32(clamping: number))) }
    func summary(_ text: String) { add(icalproperty_new_summary(text)) }
    func description(_ text: String) { add(icalproperty_new_description(text)) }
    func location(_ text: String) { add(icalproperty_new_location(text)) }
    func url(_ link: Link) { add(icalproperty_new_url(link.url)) }
    func status(_ status: icalproperty_status) { add(icalproperty_new_status(status)) }
    func transparency(_ value: icalproperty_transp) { add(icalproperty_new_transp(value)) }
    func dtstamp(_ seconds: Int64) { add(icalproperty_new_dtstamp(Self.time(seconds))) }
    func dtstart(_ seconds: Int64) { add(icalproperty_new_dtstart(Self.time(seconds))) }
    func dtend(_ seconds: Int64) { add(icalproperty_new_dtend(Self.time(seconds))) }
    func lastModified(_ seconds: Int64) { add(icalproperty_new_lastmodified(Self.time(seconds))) }

    /// Source: RFC 7986 §5.11.
    func conference(_ link: Link, label: String) {
      let property = icalproperty_new_conference(link.url)
      icalproperty_add_parameter(property, icalparameter_new_value(ICAL_VALUE_URI))
      icalproperty_add_parameter(property, icalparameter_new_feature(ICAL_FEATURE_VIDEO))
      icalproperty_add_parameter(property, icalparameter_new_label(label))
      add(property)
    }

    /// Few clients show CONFERENCE, so the link is in LOCATION too where no place is given.
    func place(_ place: String?, link text: String?) {
      let link = text.flatMap { Link($0) }
      let place = Clean(place ?? "", limit: 200).text
      let location = place.isEmpty ? link?.url ?? Clean(text ?? "", limit: 200).text : place
      if !location.isEmpty { self.location(location) }
      if let link {
        url(link)
        conference(link, label: "Join")
      }
    }

    func organizer(_ address: String, name: String) {
      let property = icalproperty_new_organizer("mailto:" + address)
      if !name.isEmpty { icalproperty_add_parameter(property, icalparameter_new_cn(name)) }
      add(property)
    }

    /// - Parameter isAsked: whether their program asks for an answer (RSVP, RFC 5545 §3.2.17).
    func attendee(_ address: String, name: String, role: icalparameter_role, isAsked: Bool) {
      let property = icalproperty_new_attendee("mailto:" + address)
      icalproperty_add_parameter(property, icalparameter_new_cutype(ICAL_CUTYPE_INDIVIDUAL))
      icalproperty_add_parameter(property, icalparameter_new_role(role))
      icalproperty_add_parameter(property, icalparameter_new_partstat(ICAL_PARTSTAT_NEEDSACTION))
      icalproperty_add_parameter(
        property, icalparameter_new_rsvp(isAsked ? ICAL_RSVP_TRUE : ICAL_RSVP_FALSE))
      if !name.isEmpty { icalproperty_add_parameter(property, icalparameter_new_cn(name)) }
      add(property)
    }

    private func add(_ property: OpaquePointer?) { icalcomponent_add_property(event, property) }

    private static func time(_ seconds: Int64) -> icaltimetype {
      icaltime_from_timet_with_zone(time_t(seconds), 0, icaltimezone_get_utc_timezone())
    }
  }
}
