/// Names of zones that people write and that name no place.
enum ZoneAbbreviations {
  /// The names of UTC itself, which every database has.
  static func isUniversal(_ name: String) -> Bool {
    ["utc", "gmt", "z", "etc/utc"].contains(name.lowercased())
  }

  /// The places an abbreviation may mean, the likeliest first; nil if it is not one.
  static func places(_ name: String) -> [String]? { table[name.uppercased()] }

  /// The places whose clocks an abbreviation beside a date means; nil if it is not one.
  ///
  /// Not those that it could name and hardly ever does: Manila writes PHT, Dhaka an offset, and
  /// Phoenix has no summer time.
  static func clocks(_ name: String) -> [String]? {
    places(name)?.filter { rare[name.uppercased()] != $0 }
  }

  private static let rare = [
    "PST": "Asia/Manila", "BST": "Asia/Dhaka", "MDT": "America/Phoenix",
  ]

  /// "Pacific time" is written as PT.
  static let usTimes = ["pacific": "PT", "mountain": "MT", "central": "CT", "eastern": "ET"]

  /// What to write for "UTC+8", "GMT-3" or "+05:30"; nil if it is no such offset.
  ///
  /// The signs of Etc/GMT are the other way round, which is why this is spelled out.
  static func fixedOffset(_ name: String) -> [String]? {
    guard let (sign, hours, minutes) = parts(ofOffset: name) else { return nil }
    guard minutes == 0, hours <= (sign == "+" ? 14 : 12) else {
      return unevenOffsets["\(sign)\(hours):\(Digits.text(minutes))"] ?? []
    }
    return hours == 0 ? ["UTC"] : ["Etc/GMT\(sign == "+" ? "-" : "+")\(hours)"]
  }

  /// The offset east of UTC that "UTC+8", "GMT-3" or "+05:30" is; nil if it is no such offset.
  static func offset(_ name: String) -> Seconds? {
    guard let (sign, hours, minutes) = parts(ofOffset: name) else { return nil }
    let length = Seconds.minutes(Int64(hours * 60 + minutes))
    return sign == "+" ? length : -length
  }

  private static func parts(
    ofOffset name: String
  ) -> (sign: Character, hours: Int, minutes: Int)? {
    var rest = name.uppercased()[...]
    for prefix in ["UTC", "GMT"] where rest.hasPrefix(prefix) { rest = rest.dropFirst(3) }
    guard let sign = rest.first, sign == "+" || sign == "-" else { return nil }
    let parts = rest.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count),
      let first = Digits.value(parts[0].utf8), parts[0].utf8.count <= 4
    else { return nil }
    let isCompact = parts[0].utf8.count > 2
    let hours = isCompact ? first / 100 : first
    let minutes = parts.count == 2 ? Digits.value(parts[1].utf8) ?? 99 : isCompact ? first % 100 : 0
    return minutes < 60 ? (sign, hours, minutes) : nil
  }

  /// Whose clocks are not whole hours from UTC.
  private static let unevenOffsets = [
    "+3:30": ["Asia/Tehran"], "+4:30": ["Asia/Kabul"], "+5:30": ["Asia/Kolkata"],
    "+5:45": ["Asia/Kathmandu"], "+6:30": ["Asia/Yangon"], "+8:45": ["Australia/Eucla"],
    "+9:30": ["Australia/Adelaide", "Australia/Darwin"], "+10:30": ["Australia/Lord_Howe"],
    "+12:45": ["Pacific/Chatham"], "-3:30": ["America/St_Johns"], "-9:30": ["Pacific/Marquesas"],
  ]

  private static let table: [String: [String]] = {
    let pacific = ["America/Los_Angeles"]
    let mountain = ["America/Denver", "America/Phoenix"]
    let central = ["America/Chicago"]
    let eastern = ["America/New_York"]
    let centralEurope = ["Europe/Berlin", "Europe/Warsaw", "Europe/Paris"]
    let easternEurope = ["Europe/Helsinki", "Europe/Athens", "Europe/Bucharest"]
    let easternAustralia = ["Australia/Sydney", "Australia/Brisbane"]
    return [
      "IST": ["Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"],
      "PST": pacific + ["Asia/Manila"], "PDT": pacific, "PT": pacific,
      "MST": mountain, "MDT": mountain, "MT": mountain,
      "CST": central + ["Asia/Shanghai", "America/Havana"], "CDT": central, "CT": central,
      "EST": eastern, "EDT": eastern, "ET": eastern,
      "AST": ["America/Halifax", "Asia/Riyadh"], "ADT": ["America/Halifax"],
      "AKST": ["America/Anchorage"], "AKDT": ["America/Anchorage"], "HST": ["Pacific/Honolulu"],
      "NST": ["America/St_Johns"], "NDT": ["America/St_Johns"],
      "BRT": ["America/Sao_Paulo"], "ART": ["America/Argentina/Buenos_Aires"],
      "BST": ["Europe/London", "Asia/Dhaka"],
      "WET": ["Europe/Lisbon"], "WEST": ["Europe/Lisbon"],
      "CET": centralEurope, "CEST": centralEurope, "MET": centralEurope, "MEST": centralEurope,
      "EET": easternEurope, "EEST": easternEurope,
      "MSK": ["Europe/Moscow"], "TRT": ["Europe/Istanbul"],
      "WAT": ["Africa/Lagos"], "CAT": ["Africa/Maputo"], "EAT": ["Africa/Nairobi"],
      "SAST": ["Africa/Johannesburg"],
      "GST": ["Asia/Dubai"], "PKT": ["Asia/Karachi"], "NPT": ["Asia/Kathmandu"],
      "ICT": ["Asia/Bangkok"], "WIB": ["Asia/Jakarta"], "SGT": ["Asia/Singapore"],
      "HKT": ["Asia/Hong_Kong"], "KST": ["Asia/Seoul"], "JST": ["Asia/Tokyo"],
      "AWST": ["Australia/Perth"], "ACST": ["Australia/Adelaide", "Australia/Darwin"],
      "ACDT": ["Australia/Adelaide"], "AEST": easternAustralia, "AEDT": ["Australia/Sydney"],
      "AET": easternAustralia, "NZST": ["Pacific/Auckland"], "NZDT": ["Pacific/Auckland"],
    ]
  }()
}
