/// The data of a zone: a sorted table of changes, then the rule that holds for good.
///
/// A class only so that copies of a zone share it; nothing in it changes.
final class ZoneTable: Sendable {
  /// A stretch of time with one offset, from `start` to before `end`.
  struct Segment {
    var start: Int64
    var end: Int64
    /// Seconds east of UTC.
    var offset: Int64
    /// Index into `abbreviations`.
    var abbreviation: Int
  }

  static let forever = Int64.max

  /// Instants at which the offset or the abbreviation changes, ascending.
  let transitions: [Int64]
  /// One more than transitions: the first holds before all of them.
  let offsets: [Int32]
  let abbreviationIndex: [UInt8]
  let abbreviations: [String]
  /// What holds from the last transition on; nil if the last offset simply stays.
  let footer: ZoneFooter?
  let offsetMin: Int64
  let offsetMax: Int64
  let daysApart: Int
  /// Of the bytes that the table was read from.
  let fingerprint: UInt64

  init(
    transitions: [Int64], offsets: [Int32], abbreviationIndex: [UInt8], abbreviations: [String],
    footer: ZoneFooter?, fingerprint: UInt64
  ) {
    self.transitions = transitions
    self.offsets = offsets
    self.abbreviationIndex = abbreviationIndex
    self.abbreviations = abbreviations
    self.footer = footer
    self.fingerprint = fingerprint
    var used = offsets.map(Int64.init)
    if let footer { used += [footer.standard.offset, footer.daylight?.offset].compactMap { $0 } }
    offsetMin = used.min() ?? 0
    offsetMax = used.max() ?? 0
    daysApart = Int((offsetMax - offsetMin + 86_399) / 86_400)
  }

  static let utc = ZoneTable(
    transitions: [], offsets: [0], abbreviationIndex: [0], abbreviations: ["UTC"], footer: nil,
    fingerprint: 0)

  /// The stretch that holds an instant.
  func segment(at time: Int64) -> Segment {
    let count = transitions.count
    guard count > 0, time < transitions[count - 1] else {
      let start = count > 0 ? transitions[count - 1] : .min
      if let footer { return footer.segment(at: time, notBefore: start) }
      return Segment(
        start: start, end: Self.forever, offset: Int64(offsets[count]),
        abbreviation: Int(abbreviationIndex[count]))
    }
    // The first transition after `time`.
    var low = 0
    var high = count - 1
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return Segment(
      start: low > 0 ? transitions[low - 1] : .min, end: transitions[low],
      offset: Int64(offsets[low]), abbreviation: Int(abbreviationIndex[low]))
  }
}
