internal import Cadence
internal import Glibc

/// `cadence --batch`: a question a line in, an answer a line out, in the same order.
///
/// Whatever is asked before a pause is answered in it: a peer that writes a line and waits gets its
/// answer. A line that cannot be read is answered too, with what is wrong with it.
package struct Batch {
  /// Bytes; a longer line is refused, and not kept.
  static let lineMax = 1 << 20
  private static let chunk = 1 << 16

  /// What ends it before its input does.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  private let zones: ZoneDatabase
  private let today: CivilDate
  private var number = 0
  private var answers = AnswerBytes()
  private var instants = AnswerBytes()

  /// - Parameter today: the first date of what is no rule and is asked without one.
  init(zones: ZoneDatabase, today: CivilDate) {
    (self.zones, self.today) = (zones, today)
  }

  package init() {
    self.init(zones: SystemZones().database, today: SystemWallClock().today)
  }

  /// Answers until the input ends.
  package mutating func run(
    from input: Int32 = STDIN_FILENO, to output: Int32 = STDOUT_FILENO
  ) throws(Failure) {
    var chunk = [UInt8](repeating: 0, count: Self.chunk)
    var pending: [UInt8] = []
    // Of a line that is too long, the rest is not kept.
    var isSkipping = false
    while true {
      let count = Glibc.read(input, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw Failure(description: "standard input: \(SystemCallFailure.text(errno))")
      }
      if count == 0 { break }
      var rest = chunk[..<count]
      while let end = rest.firstIndex(of: 0x0A) {
        if !isSkipping {
          if pending.isEmpty {
            answer(rest[..<end])
          } else {
            pending += rest[..<end]
            answer(pending[...])
          }
        }
        if answers.count > Self.chunk { try flush(to: output) }
        pending.removeAll(keepingCapacity: pending.count <= Self.chunk)
        isSkipping = false
        rest = rest[(end + 1)...]
      }
      if !isSkipping { pending += rest }
      if pending.count > Self.lineMax {
        answer(pending[...])
        pending = []
        isSkipping = true
      }
      try flush(to: output)
    }
    if !pending.isEmpty { answer(pending[...]) }
    try flush(to: output)
  }

  private mutating func flush(to output: Int32) throws(Failure) {
    var rest = answers.bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw Failure(description: "standard output: \(SystemCallFailure.text(errno))")
      }
      rest = rest.dropFirst(count)
    }
    answers.removeAll()
  }

  /// Answers one line, without what ends it.
  private mutating func answer(_ line: ArraySlice<UInt8>) {
    number += 1
    var ask = BatchAsk()
    do throws(AskProblem) {
      guard line.count <= Self.lineMax else {
        throw AskProblem("", "it is longer than 1 MiB", fix: "fewer dates a line")
      }
      do throws(TextProblem) { try ask.read(line) } catch {
        throw AskProblem("", column: error.column, error.what, fix: error.fix)
      }
      let (question, limit) = try ask.question()
      switch question {
      case .rule(let rule, let from):
        let dates = try rule.dates(zones, most: from == nil ? limit : nil)
        reply(
          dates, dates.occurrences(from: from ?? .distantPast).prefix(limit), to: ask.id)
      case .sentence(let sentence, let name, let starting, let from):
        let zone = try name.map { (name) throws(AskProblem) in try zones.zone(asked: name) }
        let dates = try RuleDates(
          sentence: sentence, in: zone, starting: starting, today: today, zones)
        reply(dates, dates.occurrences(from: from ?? today).prefix(limit), to: ask.id)
      case .expression(let expression, let from):
        let dates = try expression.dates(zones)
        reply(
          dates, dates.occurrences(from: from ?? today).prefix(limit), to: ask.id,
          as: dates.written)
      }
    } catch {
      begin(ask.id)
      answers.append(#""error":"#)
      let place = "line \(number)" + (error.key.isEmpty ? "" : ", \(error.key)")
      answers.append(json: error.description(as: place))
      answers.append("}\n")
    }
  }

  /// - Parameter written: the normal form of what was asked for, where it is told.
  private mutating func reply(
    _ dates: RuleDates, _ occurrences: some Sequence<Recurrence.Occurrence>,
    to id: ArraySlice<UInt8>?, as written: String? = nil
  ) {
    begin(id)
    if let written {
      answers.append(#""written":"#)
      answers.append(json: written)
      answers.append(",")
    }
    answers.append(#""local":["#)
    instants.removeAll()
    var parts = DateParts()
    var separator: StaticString = "\""
    for occurrence in occurrences {
      answers.append(separator)
      instants.append(separator)
      separator = "\",\""
      answers.append(dates.shown(occurrence), isDay: dates.areDays, &parts)
      instants.append(occurrence.instant, &parts)
    }
    let end: StaticString = instants.count == 0 ? "]" : "\"]"
    answers.append(end)
    answers.append(#","utc":["#)
    answers.append(instants.bytes)
    answers.append(end)
    answers.append("}\n")
  }

  private mutating func begin(_ id: ArraySlice<UInt8>?) {
    answers.append(#"{"id":"#)
    if let id { answers.append(id) } else { answers.append("null") }
    answers.append(",")
  }
}
