import Cadence

/// When an imported meeting is, in words of ours.
struct ImportedCadence: Hashable {
  enum Form: Hashable {
    /// `when:`, one sentence or several.
    case sentences([String])
    /// `alternate:`, one of them each week.
    case turns([String], starting: CivilDate)
    /// `rrule:`, for what no sentence says.
    case rule(RecurrenceRule, starting: CivilDateTime, zone: String)
  }

  var form: Form
  /// All of its dates.
  var recurrence: Recurrence
  var duration: Seconds?

  /// How many slots it has, as a configuration reads it.
  var slots: Int {
    switch form {
    case .sentences(let sentences), .turns(let sentences, _): sentences.count
    case .rule: 1
    }
  }
}

/// A meeting as it will stand in a file of ours.
struct ImportedMeeting: Hashable {
  /// The words that its id is made of.
  var name: String
  var title: String
  var cadence: ImportedCadence
  var duration: Seconds?
  var link: String?
  var place: String?
  /// Dates on which it is not held, with the reason.
  var skips: [CivilDate: String] = [:]
  /// What has no key here and should not be lost: hosts by name, where the notes are.
  var comments: [String] = []

  /// The meetings with ids of their own, in the given order.
  static func named(_ meetings: [ImportedMeeting]) -> [(id: String, meeting: ImportedMeeting)] {
    var names = ImportNames()
    return meetings.map { (names.unique(id($0.name)), $0) }
  }

  /// "SIG Apps: Weekly" as "sig-apps-weekly", with room for a number within an id's 64 letters.
  private static func id(_ name: String) -> String {
    let words = name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let id = words.joined(separator: "-").prefix(56)
    let stem = id.hasSuffix("-") ? id.dropLast() : id
    return stem.isEmpty ? "meeting" : String(stem)
  }
}
