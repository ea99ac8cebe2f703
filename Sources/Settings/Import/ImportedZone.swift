import Cadence

/// A time zone as a foreign file names it, and what was assumed.
struct ImportedZone: Hashable {
  let zone: ZoneRules
  let note: String?

  init(_ zone: ZoneRules, note: String? = nil) { (self.zone, self.note) = (zone, note) }
}

extension ImportContext {
  /// The zone of "PT (Pacific Time)", "Europe/Berlin", "JST", "UTC+8".
  ///
  /// An abbreviation that means one place is taken for it; one that means several is refused.
  func zone(_ text: String) throws(ImportRefusal) -> ImportedZone {
    let words = text.split { "()[]".contains($0) }.map { String($0).trimmed }
    let name = words.first ?? ""
    do throws(ZoneProblem) {
      return ImportedZone(try zones.zone(named: name))
    } catch {
      if let place = words.dropFirst().lazy.compactMap(Self.american).first,
        error.fixes.contains(place) || error.isUnknown
      {
        return try known(place, name)
      }
      switch error {
      case .ambiguous(_, let write) where write.count == 1: return try known(write[0], name)
      case .fixedOffset(_, let write) where write.count == 1:
        let zone = try named(write[0])
        return ImportedZone(
          zone, note: "\"\(name)\" is an offset and follows no place's clock; \(zone) is the same")
      default:
        throw ImportRefusal(error.what, fix: error.fixes.isEmpty ? nil : write(error.fixes))
      }
    }
  }

  private func known(_ place: String, _ name: String) throws(ImportRefusal) -> ImportedZone {
    let zone = try named(place)
    // "PT" and "ET" are what people call the clock of the place, in summer and in winter.
    if name.utf8.count == 2 { return ImportedZone(zone) }
    return ImportedZone(zone, note: "\"\(name)\" is read as \(place), in summer and in winter")
  }

  func named(_ place: String) throws(ImportRefusal) -> ZoneRules {
    do throws(ZoneProblem) {
      return try zones.zone(named: place)
    } catch {
      throw ImportRefusal(error.what, fix: "install tzdata")
    }
  }

  /// What Kubernetes writes between brackets.
  private static func american(_ text: String) -> String? {
    let words = text.lowercased().split(separator: " ").filter {
      !["us", "standard", "daylight", "time"].contains($0)
    }
    return switch words {
    case ["pacific"]: "America/Los_Angeles"
    case ["mountain"]: "America/Denver"
    case ["central"]: "America/Chicago"
    case ["eastern"]: "America/New_York"
    default: nil
    }
  }
}

extension ZoneProblem {
  var isUnknown: Bool {
    if case .unknown = self { true } else { false }
  }
}

// MARK: - In calendars

extension ImportContext {
  /// The zone of a `TZID`: an IANA name, one behind a vendor's prefix, or a name of Windows.
  func zone(tzid text: String) throws(ImportRefusal) -> ImportedZone {
    if let zone = try? zones.zone(named: text) { return ImportedZone(zone) }
    if let name = WindowsZones.names[text] {
      return ImportedZone(
        try named(name), note: "\"\(text)\" is read as \(name), as Windows has it")
    }
    // "/freeassociation.sourceforge.net/Tzfile/America/Argentina/Salta", libical's own form.
    let parts = text.split(separator: "/").map(String.init)
    if text.hasPrefix("/"), parts.count > 2 {
      for count in [3, 2] where parts.count > count {
        let name = parts.suffix(count).joined(separator: "/")
        if let zone = try? zones.zone(named: name) { return ImportedZone(zone) }
      }
    }
    let near = fixes(text)
    throw ImportRefusal(
      "TZID \(text.shown) names no zone that is known here",
      fix: near.isEmpty ? "give it the name of a zone, as Europe/Berlin" : write(near))
  }

  /// What is near a name that is none.
  private func fixes(_ name: String) -> [String] {
    do throws(ZoneProblem) {
      _ = try zones.zone(named: name)
      return []
    } catch { return error.fixes }
  }
}
