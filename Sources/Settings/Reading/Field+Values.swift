import Cadence
import Meetings

/// Values that are one word or one short sentence of their own.
extension Field {
  /// `2026-12-03`, taken as text: YAML's own dates are never looked at.
  func date() -> CivilDate? {
    guard let text = text(example: "2026-12-03") else { return nil }
    if let date = CivilDate(text) { return date }
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, parts[0] > 999 else {
      error("`\(name)`: \(text.shown) is not a date", fix: "write it as `2026-12-03`")
      return nil
    }
    if let date = CivilDate(year: parts[0], month: parts[1], day: parts[2]) {
      error("`\(name)`: \(text.shown) is not a date", fix: write(["\(date)"]))
    } else {
      // The 30th of February is its last day, the 13th month nothing.
      let first = CivilDate(year: parts[0], month: parts[1], day: 1)
      let near = first?.adding(months: 1).dayBefore
      error(
        "`\(name)`: \(text.shown) is not in the calendar",
        fix: near.map { write(["\($0)"]) } ?? "write it as `2026-12-03`")
    }
    return nil
  }

  /// Elapsed time from a minute to a day: "1 hour 30 minutes".
  func duration() -> Seconds? {
    guard let text = text(example: "1 hour") else { return nil }
    let lengths = Manner.lengths
    do throws(TextProblem) {
      let length = try Seconds(parsing: text)
      guard lengths.contains(length) else {
        error("`\(name)`: \(length) is no length for a meeting", fix: "write up to `24 hours`")
        return nil
      }
      return length
    } catch {
      var problem = error
      // "336 hours" says the same as two weeks, and is as wrong.
      if let length = try? Seconds(parsing: error.fix), !lengths.contains(length) {
        problem.fix = "1 hour"
      }
      report(problem, in: text)
      return nil
    }
  }

  /// A point before the start.
  func lead() -> Lead? {
    guard let text = text(example: "1 day before") else { return nil }
    do throws(TextProblem) { return try Lead(parsing: text) } catch {
      report(error, in: text)
      return nil
    }
  }

  /// "1 month".
  func period() -> Period? {
    guard let text = text(example: "1 month") else { return nil }
    do throws(TextProblem) { return try Period(parsing: text) } catch {
      var problem = error
      // What is proposed may be a length of time, which is as wrong.
      if (try? Period(parsing: error.fix)) == nil { problem.fix = "1 month" }
      report(problem, in: text)
      return nil
    }
  }

  private func report(_ problem: TextProblem, in text: String) {
    error(at: problem.column, in: text, "`\(name)`: \(problem.what)", fix: write([problem.fix]))
  }

  /// `2027-07-16 18:00 UTC`, or so long before or after something that has a name.
  /// - Parameter hint: what else helps where there is no such name.
  func deadline(
    in zone: ZoneRules, at time: CivilTime = .endOfDay, names: [String] = [], today: CivilDate,
    _ zones: ZoneDatabase, hint: String = ""
  ) -> Cadence.Deadline? {
    guard let text = text(example: "2027-07-16 18:00 UTC") else { return nil }
    do throws(DeadlineProblem) {
      return try Cadence.Deadline(
        text, in: zone, at: time, names: names, today: today, zones: zones)
    } catch {
      self.error(
        at: error.column, in: text, "`\(name.bare)`: \(error.what)",
        fix: write(error.fixes) + (error.isUnknownName ? hint : ""))
      return nil
    }
  }

  /// `2027-06-01 .. 2027-08-31`, both days included.
  func term() -> ClosedRange<CivilDate>? {
    let example = "2027-06-01 .. 2027-08-31"
    guard let text = text(example: example) else { return nil }
    guard let dots = text.firstRange(of: "..") else {
      error(
        "`\(name)` is not a first and a last day, each as 2027-06-01",
        fix: "write `\(name): \(example)`")
      return nil
    }
    let halves = [String(text[..<dots.lowerBound]), String(text[dots.upperBound...])]
    let days = halves.map { half -> CivilDate? in
      let day = half.trimmed
      if let date = CivilDate(day) { return date }
      error("`\(name)`: \(day.shown) is not a date", fix: "write `\(name): \(example)`")
      return nil
    }
    guard let first = days[0], let last = days[1] else { return nil }
    guard first <= last else {
      error("`\(name)` ends on \(last), before it starts", fix: "write `\(last) .. \(first)`")
      return nil
    }
    return first...last
  }

  func zone(_ zones: ZoneDatabase) -> ZoneRules? {
    guard let text = text(example: "Europe/Berlin") else { return nil }
    do throws(ZoneProblem) { return try zones.zone(named: text) } catch {
      let fix =
        error.fixes.isEmpty ? "write a place's zone, such as `Europe/Berlin`" : write(error.fixes)
      self.error("`\(name)`: \(error.what)", fix: fix)
      return nil
    }
  }

  /// "30 per minute": how many messages in a second, a minute or an hour.
  func rate() -> Rate? {
    let example = "30 per minute"
    guard let text = text(example: example) else { return nil }
    let words = text.lowercased().replacing("/", with: " per ").split(separator: " ")
    let lengths: [Substring: Seconds] = [
      "second": .seconds(1), "minute": .minutes(1), "hour": .hours(1),
    ]
    guard words.count == 3, words[1] == "per", let count = Int(words[0]),
      let length = lengths[words[2]], (1...1_000_000).contains(count)
    else {
      error("`\(name)`: \(text.shown) is no rate", fix: "write `\(example)`")
      return nil
    }
    return Rate(count: count, per: length)
  }

  /// `2 presenters`.
  func quorum() -> Tally.Quorum? {
    guard let text = text(example: "2 presenters") else { return nil }
    let words = text.split(separator: " ")
    let measure = Tally.Measure.allCases.first {
      words.last.map(String.init) == $0.rawValue || words.last.map { "\($0)s" } == $0.rawValue
    }
    let digits = words.first ?? ""
    guard words.count == 2, let measure, digits.allSatisfy(\.isNumber), let count = Int(digits),
      (1...AgendaItem.perMeetingMax).contains(count)
    else {
      error(
        "`\(name)`: \(text.shown) is no number of items or presenters",
        fix: write(["2 presenters", "3 items"]))
      return nil
    }
    return Tally.Quorum(count, measure)
  }

  /// A name made of letters, digits, `-` and `_`.
  func word() -> String? {
    guard let text = text(max: 64, example: "maintainer") else { return nil }
    guard text.isName else {
      error("`\(name)`: \(text.shown) is no name", fix: "use letters, digits, `-` and `_`")
      return nil
    }
    return text
  }

  /// One such name, or a list of them.
  func words(example: String) -> [String] {
    (oneOrMore("a word or a list of words", example: example) ?? []).compactMap { $0.word() }
  }

  /// A list that was written and names nobody.
  func refuseNobody() {
    guard case .list(let list) = value.content, list.isEmpty else { return }
    error("`\(name)` is empty", fix: "name somebody, or leave the key out")
  }

  /// One of the few words that a type has.
  func choice<Word: RawRepresentable<String> & CaseIterable>(_: Word.Type = Word.self) -> Word? {
    let words = Word.allCases.map(\.rawValue)
    guard let text = text(example: words[0]) else { return nil }
    if let word = Word(rawValue: text) { return word }
    error("`\(name)`: \(text.shown) is not known", fix: write(words))
    return nil
  }

  /// A file below the configuration's directory, or a directory, which may end in `/`.
  func relativePath(example: String, isDirectory: Bool = false) -> String? {
    guard var text = text(max: 1_000, example: example) else { return nil }
    if isDirectory, text.hasSuffix("/"), text.count > 1 { text.removeLast() }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard !text.hasPrefix("/"), parts.allSatisfy({ !["", ".", ".."].contains($0) }) else {
      if let plain = Self.plain(parts) {
        error("`\(name)`: \(text.shown) has steps that lead nowhere", fix: "write `\(plain)`")
      } else {
        error(
          "`\(name)`: \(text.shown) leads out of the configuration's directory",
          fix: "write a path below it, `\(example)`")
      }
      return nil
    }
    return text
  }

  /// A path without `.`, `..` and `//`; nil where it leads out, or to nothing.
  private static func plain(_ parts: [Substring]) -> String? {
    guard parts.first != "" else { return nil }
    var plain: [Substring] = []
    for part in parts where part != "" && part != "." {
      if part != ".." {
        plain.append(part)
      } else if plain.popLast() == nil {
        return nil
      }
    }
    return plain.isEmpty ? nil : plain.joined(separator: "/")
  }
}

/// What is written of something that is so, or not.
enum YesOrNo: String, CaseIterable { case yes, no }

extension String {
  /// Ids end up in Message-IDs, addresses of pages and command lines: nothing there to quote.
  package var isName: Bool {
    (1...64).contains(utf8.count)
      && utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
