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
  private let event: OpaquePointer

  init?(method: icalproperty_method, product: String) {
    _ = Self.ready
    guard let calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT) else { return nil }
    guard let event = icalcomponent_new(ICAL_VEVENT_COMPONENT) else {
      icalcomponent_free(calendar)
      return nil
    }
    self.calendar = calendar
    self.event = event
    icalcomponent_add_property(calendar, icalproperty_new_version("2.0"))
    icalcomponent_add_property(calendar, icalproperty_new_prodid(product))
    icalcomponent_add_property(calendar, icalproperty_new_method(method))
    icalcomponent_add_component(calendar, event)
  }
  /// Frees what was added to it as well.
  deinit { icalcomponent_free(calendar) }

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

  /// Source: RFC 7986 §5.11.
  func conference(_ link: Link, label: String) {
    let property = icalproperty_new_conference(link.url)
    icalproperty_add_parameter(property, icalparameter_new_value(ICAL_VALUE_URI))
    icalproperty_add_parameter(property, icalparameter_new_feature(ICAL_FEATURE_VIDEO))
    icalproperty_add_parameter(property, icalparameter_new_label(label))
    add(property)
  }

  func organizer(_ address: String, name: String) {
    let property = icalproperty_new_organizer("mailto:" + address)
    if !name.isEmpty { icalproperty_add_parameter(property, icalparameter_new_cn(name)) }
    add(property)
  }

  func attendee(_ address: String, name: String, role: icalparameter_role) {
    let property = icalproperty_new_attendee("mailto:" + address)
    icalproperty_add_parameter(property, icalparameter_new_cutype(ICAL_CUTYPE_INDIVIDUAL))
    icalproperty_add_parameter(property, icalparameter_new_role(role))
    icalproperty_add_parameter(property, icalparameter_new_partstat(ICAL_PARTSTAT_NEEDSACTION))
    icalproperty_add_parameter(property, icalparameter_new_rsvp(ICAL_RSVP_FALSE))
    if !name.isEmpty { icalproperty_add_parameter(property, icalparameter_new_cn(name)) }
    add(property)
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

  private func add(_ property: OpaquePointer?) { icalcomponent_add_property(event, property) }

  private static func time(_ seconds: Int64) -> icaltimetype {
    icaltime_from_timet_with_zone(time_t(seconds), 0, icaltimezone_get_utc_timezone())
  }
}
