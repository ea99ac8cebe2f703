/// The data of a zone: a sorted table of changes, then the rule that holds for good.
///
/// A class only so that copies of a zone share it; nothing in it changes.
final class ZoneTable: Sendable {
  /// A stretch of time with one offset, from `start` to before `end`.
  struct Segment {
    /// `beginning` for the first.
    var start: Int64
    /// `forever` for the last.
    var end: Int64
    /// Seconds east of UTC.
    var offset: Int64
    /// Index into `abbreviations`.
    var abbreviation: Int
    /// The offsets before and after it.
    var neighbours: (before: Int64, after: Int64)
  }

  static let beginning = Int64.min

  static let forever = Int64.max

  /// Instants at which the offset or the abbreviation changes, ascending.
  let transitions: [Int64]
  /// One more than transitions: the first holds before all of them.
  let offsets: [Int32]
  let abbreviationIndex: [UInt8]
  let abbreviations: [String]
  /// What holds from the last transition on; nil if the last offset simply stays.
  let footer: ZoneFooter?
  private let cycle: ZoneCycle?
  /// All that ever hold.
  let allOffsets: Set<Int64>
  let offsetMin: Int64
  let offsetMax: Int64
  /// Of the bytes that the table was read from.
  let fingerprint: UInt64

  init(
    transitions: [Int64], offsets: [Int32], abbreviationIndex: [UInt8], abbreviations: [String],
    footer: ZoneFooter?, fingerprint: UInt64
  ) {
    let cycle = footer.flatMap(ZoneCycle.init)
    let count = Self.countBeforeFooter(transitions, offsets, abbreviationIndex, footer, cycle)
    self.transitions = Array(transitions.prefix(count))
    self.offsets = Array(offsets.prefix(count + 1))
    self.abbreviationIndex = Array(abbreviationIndex.prefix(count + 1))
    self.abbreviations = abbreviations
    self.footer = footer
    self.cycle = cycle
    self.fingerprint = fingerprint
    var used = offsets.map(Int64.init)
    if let footer { used += [footer.standard.offset, footer.daylight?.offset].compactMap { $0 } }
    allOffsets = Set(used)
    offsetMin = used.min() ?? 0
    offsetMax = used.max() ?? 0
  }

  static let utc = ZoneTable(
    transitions: [], offsets: [0], abbreviationIndex: [0], abbreviations: ["UTC"], footer: nil,
    fingerprint: 0)

  /// The stretch that holds an instant.
  func segment(at time: Int64) -> Segment {
    let count = transitions.count
    guard count > 0, time < transitions[count - 1] else {
      return segmentAfterTable(
        at: time, notBefore: count > 0 ? transitions[count - 1] : Self.beginning)
    }
    // The first transition after `time`.
    var low = 0
    var high = count - 1
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return Segment(
      start: low > 0 ? transitions[low - 1] : Self.beginning, end: transitions[low],
      offset: Int64(offsets[low]), abbreviation: Int(abbreviationIndex[low]),
      neighbours: (Int64(offsets[max(low - 1, 0)]), Int64(offsets[low + 1])))
  }

  /// Instants beyond any date that this library can name are read as the nearest that it can.
  private static let nameable: ClosedRange<Int64> = -62_167_219_200...260_000_000_000

  private func segmentAfterTable(at time: Int64, notBefore start: Int64) -> Segment {
    let last = offsets.count - 1
    let before = Int64(offsets[max(last - 1, 0)])
    guard let footer, let daylight = footer.daylight, let cycle else {
      let kind = footer?.lasting
      return Segment(
        start: start, end: Self.forever, offset: kind?.offset ?? Int64(offsets[last]),
        abbreviation: kind?.abbreviation ?? Int(abbreviationIndex[last]),
        neighbours: (before, kind?.offset ?? Int64(offsets[last])))
    }
    let bounded = min(max(time, Self.nameable.lowerBound), Self.nameable.upperBound)
    let stretch = cycle.stretch(at: bounded)
    let (kind, other) =
      stretch.isDaylight ? (daylight, footer.standard) : (footer.standard, daylight)
    return Segment(
      start: max(stretch.start, start), end: time == bounded ? stretch.end : Self.forever,
      offset: kind.offset, abbreviation: kind.abbreviation,
      neighbours: (stretch.start > start ? other.offset : before, other.offset))
  }

  /// How many of the listed changes are left when those go at the end that the footer says as well.
  private static func countBeforeFooter(
    _ transitions: [Int64], _ offsets: [Int32], _ abbreviations: [UInt8], _ footer: ZoneFooter?,
    _ cycle: ZoneCycle?
  ) -> Int {
    guard let footer, let daylight = footer.daylight, let cycle else { return transitions.count }
    var count = transitions.count
    while count > 1, Self.nameable.contains(transitions[count - 1]) {
      let stretch = cycle.stretch(at: transitions[count - 1] - 1)
      let kind = stretch.isDaylight ? daylight : footer.standard
      guard stretch.end == transitions[count - 1], stretch.start <= transitions[count - 2],
        kind.offset == offsets[count - 1], kind.abbreviation == abbreviations[count - 1]
      else { break }
      count -= 1
    }
    return count
  }
}
