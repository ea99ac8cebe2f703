/// How often somebody may do something: so many times within a span, counted over the last span
/// and not from its beginning, so that no full hour lets twice as much through.
struct WebRates {
  struct Limit: Hashable {
    let count: Int
    let span: Duration
  }

  static let address = Limit(count: 60, span: .seconds(60))
  static let badToken = Limit(count: 20, span: .seconds(60))
  /// Of the API.
  static let goodToken = Limit(count: 600, span: .seconds(60))
  static let tokenPerMinute = Limit(count: 10, span: .seconds(60))
  static let tokenPerHour = Limit(count: 60, span: .seconds(3600))

  private struct Key: Hashable {
    let limit: Limit
    let who: [UInt8]
  }

  /// More than a community has readers; of more, those that were silent longest are forgotten.
  static let keysMax = 4096
  private var times: [Key: [Duration]] = [:]

  /// How many it knows of.
  var count: Int { times.count }

  /// Counts one more of `who`.
  /// - Parameter now: of a clock that never goes back.
  /// - Returns: false if it is one too many, which is not counted.
  mutating func allow(_ limit: Limit, _ who: [UInt8], at now: Duration) -> Bool {
    let key = Key(limit: limit, who: who)
    var recent = times[key, default: []]
    recent.removeAll { $0 + limit.span <= now }
    guard recent.count < limit.count else { return false }
    recent.append(now)
    times[key] = recent
    if times.count > Self.keysMax { forget(at: now) }
    return true
  }

  private mutating func forget(at now: Duration) {
    times = times.filter { key, times in times.last.map { $0 + key.limit.span > now } ?? false }
    guard times.count > Self.keysMax else { return }
    let silent = times.sorted { ($0.value.last ?? .zero) < ($1.value.last ?? .zero) }
    for (key, _) in silent.prefix(times.count / 2) { times[key] = nil }
  }
}
