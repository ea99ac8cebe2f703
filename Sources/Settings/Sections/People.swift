import Cadence
import Meetings

/// `people:`
///
///     ana:
///       name: Ana Sá
///       email: ana@example.org
///       timezone: America/Sao_Paulo
///       roles: [maintainer]
///       hours: 10:00-22:00
///       away: [2027-07-05 .. 2027-07-16]
///       holidays: brazil
struct PeopleReader {
  let findings: Findings
  let preferences: PreferencesReader
  let practice: Practice
  let holidays: Holidays
  let zones: ZoneDatabase
  /// Of whoever names none.
  let zone: ZoneRules
  let today: CivilDate

  func read(_ entries: [(key: Tree.Key, field: Field)]) -> [PersonID: Person] {
    var people: [PersonID: Person] = [:]
    var addresses: [String: Place] = [:]
    for (key, field) in entries {
      guard let person = person(key, field, &addresses) else { continue }
      people[person.id] = person
    }
    return people
  }

  private func person(
    _ key: Tree.Key, _ field: Field, _ addresses: inout [String: Place]
  ) -> Person? {
    guard let entry = field.section("a person", example: "{ email: ana@example.org }") else {
      return nil
    }
    defer { entry.close() }
    let name = entry["name"]?.text(example: "Ana")
    let email = entry.required("email", example: "\(key.text.bare)@example.org")
    let zone = entry["timezone"]?.zone(zones) ?? zone
    let roles = entry["roles"]?.oneOrMore("a word or a list of words", example: "[maintainer]")
    let preferences = preferences.read(entry)
    let hours = entry["hours"].flatMap { PreferencesReader.hours($0, example: "10:00-22:00") }
    let away = entry["away"].map(AwayReader(findings: findings, today: today).read)
    let holidays = holidays.days(entry["holidays"])
    practice.people.append(PersonPractice(key, entry))
    guard let email, let address = email.address() else {
      _ = roles?.map { $0.word() }
      return nil
    }
    let known = address.lowercased()
    if let first = addresses[known] {
      findings.warning(
        email.value.place, "the address \(address.shown) is also at \(first.name)",
        fix: "is one of the two a copy?")
    } else {
      addresses[known] = email.value.place
    }
    return Person(
      id: PersonID(key.text), name: name ?? key.text, address: address, zone: zone,
      roles: Set((roles ?? []).compactMap { $0.word() }), preferences: preferences,
      hours: hours, away: away ?? [], holidays: holidays)
  }
}
