/// What RFC 5545 §3.8 and RFC 7986 §5 say of a property.
struct CalendarProperty {
  enum Kind {
    case text, list, time, utc, duration, integer(ClosedRange<Int32>), uri, address, recur
    case oneOf(Set<String>)
    /// What is looked at nowhere.
    case other
  }

  let kind: Kind
  let isUnique: Bool
  let parameters: Set<String>
  let components: Set<String>

  private init(
    _ kind: Kind, many: Bool = false, _ parameters: Set<String> = [],
    in components: Set<String> = ["VEVENT"]
  ) {
    (self.kind, isUnique, self.parameters, self.components) = (kind, !many, parameters, components)
  }

  private static let worded: Set = ["ALTREP", "LANGUAGE"]
  private static let timed: Set = ["VALUE", "TZID"]
  private static let person: Set = ["CN", "DIR", "SENT-BY", "LANGUAGE", "EMAIL"]
  private static let zones: Set = ["STANDARD", "DAYLIGHT"]
  private static let both: Set = ["VCALENDAR", "VEVENT"]

  // long: the table of properties.
  static let all: [String: CalendarProperty] = [
    "PRODID": .init(.text, in: ["VCALENDAR"]),
    "VERSION": .init(.oneOf(["2.0"]), in: ["VCALENDAR"]),
    "CALSCALE": .init(.oneOf(["GREGORIAN"]), in: ["VCALENDAR"]),
    "METHOD": .init(.other, in: ["VCALENDAR"]),
    "NAME": .init(.text, many: true, worded, in: ["VCALENDAR"]),
    "REFRESH-INTERVAL": .init(.duration, ["VALUE"], in: ["VCALENDAR"]),
    "SOURCE": .init(.uri, ["VALUE"], in: ["VCALENDAR"]),
    "UID": .init(.text, in: both),
    "DTSTAMP": .init(.utc),
    "CREATED": .init(.utc),
    "LAST-MODIFIED": .init(.utc, in: both.union(["VTIMEZONE"])),
    "DTSTART": .init(.time, timed, in: zones.union(["VEVENT"])),
    "DTEND": .init(.time, timed),
    "DURATION": .init(.duration),
    "RECURRENCE-ID": .init(.time, timed.union(["RANGE"])),
    "RRULE": .init(.recur, many: true, in: zones.union(["VEVENT"])),
    "RDATE": .init(.other, many: true, timed, in: zones.union(["VEVENT"])),
    "EXDATE": .init(.other, many: true, timed),
    "SEQUENCE": .init(.integer(0...Int32.max)),
    "PRIORITY": .init(.integer(0...9)),
    "STATUS": .init(.oneOf(["TENTATIVE", "CONFIRMED", "CANCELLED"])),
    "TRANSP": .init(.oneOf(["OPAQUE", "TRANSPARENT"])),
    "CLASS": .init(.oneOf(["PUBLIC", "PRIVATE", "CONFIDENTIAL"])),
    "SUMMARY": .init(.text, worded),
    "LOCATION": .init(.text, worded),
    "DESCRIPTION": .init(.text, worded, in: both),
    "COMMENT": .init(.text, many: true, worded, in: zones.union(["VEVENT"])),
    "CONTACT": .init(.text, many: true, worded),
    "CATEGORIES": .init(.list, many: true, ["LANGUAGE"], in: both),
    "RESOURCES": .init(.list, many: true, worded),
    "COLOR": .init(.text, in: both),
    "URL": .init(.uri, in: both),
    "IMAGE": .init(
      .other, many: true, ["VALUE", "FMTTYPE", "ALTREP", "DISPLAY", "ENCODING"], in: both),
    "ATTACH": .init(.other, many: true, ["VALUE", "FMTTYPE", "ENCODING"]),
    "CONFERENCE": .init(.uri, many: true, ["VALUE", "FEATURE", "LABEL", "LANGUAGE"]),
    "GEO": .init(.other),
    "ORGANIZER": .init(.address, person),
    "ATTENDEE": .init(
      .address, many: true,
      person.union([
        "CUTYPE", "MEMBER", "ROLE", "PARTSTAT", "RSVP", "DELEGATED-TO", "DELEGATED-FROM",
      ])),
    "RELATED-TO": .init(.text, many: true, ["RELTYPE"]),
    "REQUEST-STATUS": .init(.other, many: true, ["LANGUAGE"]),
    "TZID": .init(.text, in: ["VTIMEZONE"]),
    "TZURL": .init(.uri, in: ["VTIMEZONE"]),
    "TZNAME": .init(.text, many: true, ["LANGUAGE"], in: zones),
    "TZOFFSETFROM": .init(.other, in: zones),
    "TZOFFSETTO": .init(.other, in: zones),
  ]

  /// RFC 5545 §3.2, RFC 7986 §6.3.
  private static let registered: [String: Set<String>] = [
    "CUTYPE": ["INDIVIDUAL", "GROUP", "RESOURCE", "ROOM", "UNKNOWN"],
    "ROLE": ["CHAIR", "REQ-PARTICIPANT", "OPT-PARTICIPANT", "NON-PARTICIPANT"],
    "PARTSTAT": ["NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"],
    "RSVP": ["TRUE", "FALSE"],
    "VALUE": [
      "BINARY", "BOOLEAN", "CAL-ADDRESS", "DATE", "DATE-TIME", "DURATION", "FLOAT", "INTEGER",
      "PERIOD", "RECUR", "TEXT", "TIME", "URI", "UTC-OFFSET",
    ],
    "FEATURE": ["AUDIO", "CHAT", "FEED", "MODERATOR", "PHONE", "SCREEN", "VIDEO"],
    "RANGE": ["THISANDFUTURE"],
  ]

  /// Place, parameters and value of one line.
  static func check(_ line: ContentLine, in component: String, _ findings: Findings) {
    let isExtension = line.name.hasPrefix("X-")
    let property = all[line.name]
    findings.expect(
      isExtension || property?.components.contains(component) == true, .propertyPlace, line.name,
      "in \(component)")
    var seen: Set<String> = []
    for parameter in line.parameters {
      let place = "\(line.name);\(parameter.name)"
      let isKnown =
        isExtension || parameter.name.hasPrefix("X-")
        || property?.parameters.contains(parameter.name) == true
      findings.expect(isKnown && seen.insert(parameter.name).inserted, .parameterPlace, place)
      for value in parameter.values {
        let isRegistered =
          registered[parameter.name]?.contains(value.uppercased()) ?? true
          || value.uppercased().hasPrefix("X-")
        findings.expect(isRegistered, .parameterValue, place, value)
        findings.expect(hasGoodCarets(value), .parameterCaret, place, value)
      }
    }
    if let property { check(line, as: property.kind, findings) }
  }

  private static func hasGoodCarets(_ value: String) -> Bool {
    var isEscape = false
    for byte in value.utf8 {
      if isEscape, !"n^'".utf8.contains(byte) { return false }
      isEscape = !isEscape && byte == UInt8(ascii: "^")
    }
    return !isEscape
  }

  private static func check(_ line: ContentLine, as kind: Kind, _ findings: Findings) {
    let value = line.value
    func expect(_ holds: Bool, _ rule: Rule) { findings.expect(holds, rule, line.name, value) }
    switch kind {
    case .text, .list:
      var isList = false
      if case .list = kind { isList = true }
      let problem = CalendarValue.problem(inText: value, isList: isList)
      findings.expect(problem == nil, .textValue, line.name, problem ?? "")
    case .utc:
      let time = CalendarValue.time(value)
      expect(time != nil, .timeValue)
      if let time { expect(time.isUTC, .stampUTC) }
    case .time:
      let time = CalendarValue.time(value)
      let wantsDate = line.parameter("VALUE")?.uppercased() == "DATE"
      expect(time != nil && time?.isDate == wantsDate, .timeValue)
      if let time, time.isUTC || time.isDate {
        expect(line.parameter("TZID") == nil, .zoneOfUTC)
      }
    case .duration: expect(CalendarValue.isDuration(value), .durationValue)
    case .integer(let range):
      expect(CalendarValue.integer(value).map(range.contains) ?? false, .integerValue)
    case .uri: expect(CalendarValue.isURI(value), .uriValue)
    case .address: expect(CalendarValue.address(value) != nil, .addressValue)
    case .recur: expect(CalendarValue.recur(value) != nil, .recurValue)
    case .oneOf(let values): expect(values.contains(value.uppercased()), .enumerated)
    case .other: break
    }
  }
}
