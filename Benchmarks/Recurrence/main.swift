// The recurrence benchmark for this repository's engine: one JSON object a line for every case, in UTC
// and in New York. What is measured and how: Benchmarks/README.md.
//
//     recurrence-benchmark CASES.tsv [ID]

import Allocations
import Cadence
import Foundation

/// A line of the table of cases.
struct Case {
  let id: String
  let start: CivilDateTime
  let rule: RecurrenceRule
  let cap: Int
  let isSeeking: Bool

  init?(_ line: Substring) throws {
    let fields = line.split(separator: "\t")
    guard fields.count == 5, let start = CivilDateTime(compactText: fields[1]),
      let cap = Int(fields[3])
    else { return nil }
    (id, self.start, self.cap, isSeeking) = (String(fields[0]), start, cap, fields[4] == "next")
    rule = try RecurrenceRule(text: String(fields[2]))
  }
}

/// What one repetition found.
struct Found {
  var count = 0
  private(set) var sum: UInt64 = 1_469_598_103_934_665_603

  @inline(__always)
  mutating func add(_ instant: Instant, summed: Int) {
    if count < summed {
      sum = (sum &* 1_099_511_628_211) ^ UInt64(bitPattern: instant.secondsSince1970)
    }
    count += 1
  }
}

func monotonic() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}

/// Repeats for half a second at least, and says what the fastest took for each that was found.
func report(_ id: String, _ zone: String, _ body: () throws -> Found) throws {
  var (best, spent, found) = (Double.infinity, 0.0, Found())
  // The first repetition warms up; what it asks of the heap counts.
  let before = allocations()
  found = try body()
  let asked = allocations() - before
  repeat {
    let start = monotonic()
    found = try body()
    let time = monotonic() - start
    (best, spent) = (min(best, time), spent + time)
  } while spent < 0.5e9
  let each = best / Double(max(found.count, 1))
  let sum = String(found.sum, radix: 16)
  print(
    #"{"engine":"cadence","case":"\#(id)","tz":"\#(zone)","n":\#(found.count),"#
      + #""ns":\#((each * 10).rounded() / 10),"sum":"\#(String(repeating: "0", count: 16 - sum.count))\#(sum)","#
      + #""allocations":\#(asked)}"#)
}

func iterate(_ test: Case, _ zone: ZoneRules, _ name: String) throws {
  let made = try Recurrence(test.rule, starting: test.start, in: zone)
  let isEmpty = made.isEmpty
  try report(test.id, name) {
    var found = Found()
    // That there is nothing is known when the rule is made.
    let recurrence = isEmpty ? try Recurrence(test.rule, starting: test.start, in: zone) : made
    for occurrence in recurrence {
      found.add(occurrence.instant, summed: 500)
      if found.count == test.cap { break }
    }
    return found
  }
}

/// 17 hours apart on the clock, from 30 years after the start on.
func targets(_ test: Case, _ zone: ZoneRules) -> [Instant] {
  let first = test.start.date.adding(months: 360)
  return (0..<test.cap).compactMap { number in
    let second = test.start.time.secondOfDay + 61_200 * number
    let local = CivilDateTime(
      date: first.adding(days: second / 86_400), time: CivilTime(secondOfDay: second % 86_400))
    return zone.resolve(local).instant(gap: .shiftForward)
  }
}

func seek(_ test: Case, _ zone: ZoneRules, _ name: String) throws {
  let targets = targets(test, zone)
  let made = try Recurrence(test.rule, starting: test.start, in: zone)
  try report(test.id, name) {
    var found = Found()
    for target in targets {
      if let occurrence = made.next(after: target) { found.add(occurrence.instant, summed: 10) }
    }
    return found
  }
  try report(test.id + "_made", name) {
    var found = Found()
    for target in targets {
      let recurrence = try Recurrence(test.rule, starting: test.start, in: zone)
      if let occurrence = recurrence.next(after: target) {
        found.add(occurrence.instant, summed: 10)
      }
    }
    return found
  }
}

/// The same queries where the rule counts to a million, and one that asks for its very last date.
func seekCounted(_ zone: ZoneRules, _ name: String) throws {
  for test in cases where test.isSeeking {
    var rule = test.rule
    rule.end = .count(1_000_000)
    let targets = targets(test, zone)
    let made = try Recurrence(rule, starting: test.start, in: zone)
    try report(test.id + "_count", name) {
      var found = Found()
      for target in targets {
        if let occurrence = made.next(after: target) { found.add(occurrence.instant, summed: 10) }
      }
      return found
    }
    try report(test.id + "_last", name) {
      var found = Found()
      if let last = made.previous(before: .distantFuture) { found.add(last.instant, summed: 10) }
      return found
    }
  }
}

guard CommandLine.arguments.count >= 2 else {
  fatalError("usage: recurrence-benchmark CASES.tsv [ID]")
}
let only = CommandLine.arguments.dropFirst(2).first
let cases = try String(contentsOfFile: CommandLine.arguments[1], encoding: .utf8)
  .split(separator: "\n").compactMap { try Case($0) }
let database = ZoneDatabase(version: "", names: ["America/New_York"]) { name in
  FileManager.default.contents(atPath: "/usr/share/zoneinfo/" + name).map { Array($0) }
}
for (name, zone) in [("UTC", ZoneRules.utc), ("NY", try database.zone(named: "America/New_York"))] {
  for test in cases where only == nil || test.id == only {
    if test.isSeeking { try seek(test, zone, name) } else { try iterate(test, zone, name) }
  }
  if only == nil { try seekCounted(zone, name) }
}
